package dev.nightshift.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.kit.SettingsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HolidayCalendarsTest {
    @TempDir
    private Path folder;

    @Test
    void aCountryIsItsDatesInTheYearsNamed() throws IOException {
        assertThat(read("""
                functions:
                  weekend-instance-stopper:
                    holidays:
                      bavaria: {country: DE-BY, years: 2026, workdays: [2026-12-24]}
                """))
                .hasToString("{functions={weekend-instance-stopper={holidays={bavaria={workdays=[2026-12-24], dates="
                        + "[2026-01-01, 2026-01-06, 2026-04-03, 2026-04-06, 2026-05-01, 2026-05-14, 2026-05-25, 2026-06-04,"
                        + " 2026-10-03, 2026-11-01, 2026-12-25, 2026-12-26], knownUntil=2026-12-31}}}}}");
    }

    @ParameterizedTest
    @CsvSource({
        "DE,    2026-2028, 2027-10-03, 2026-06-04", // Corpus Christi is not everywhere
        "de-by, 2026-2028, 2028-06-15, 2029-01-01",
        "US,    2026,      2026-07-03, 2026-11-03", // the fourth is a Saturday
        "GB-ENG, 2026,     2026-08-31, 2026-08-03", // Scotland's is in early August
    })
    void aPartOfACountryHasItsOwn(String country, String years, String day, String noDay) throws IOException {
        assertThat(read("holidays: {x: {country: %s, years: %s}}".formatted(country, years))
                        .toString())
                .contains(day)
                .doesNotContain(noDay);
    }

    @Test
    void yearsBeyondThoseThatWereVerifiedAreMarked() throws IOException {
        assertThat(read("holidays: {x: {country: DE, years: 2029-2031}}").toString())
                .contains("verifiedUntil=2029-12-31", "knownUntil=2031-12-31");
    }

    @Test
    void anIcsFileIsTheDaysOfItsAllDayEvents() throws IOException {
        Files.writeString(
                folder.resolve("plant.ics"),
                String.join(
                        "\r\n",
                        "BEGIN:VCALENDAR",
                        "VERSION:2.0",
                        "BEGIN:VTIMEZONE",
                        "TZID:Europe/Berlin",
                        "BEGIN:DAYLIGHT",
                        "DTSTART:19810329T020000",
                        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
                        "END:DAYLIGHT",
                        "END:VTIMEZONE",
                        "BEGIN:VEVENT",
                        "SUMMARY:Closed over the New Year, and this li",
                        " ne is folded",
                        "DTSTART;VALUE=DA",
                        " TE:20261230",
                        "DTEND;VALUE=DATE:20270102",
                        "END:VEVENT",
                        "BEGIN:VEVENT",
                        "DTSTART;VALUE=DATE:20270501",
                        "BEGIN:VALARM",
                        "DURATION:PT15M",
                        "END:VALARM",
                        "END:VEVENT",
                        "BEGIN:VEVENT",
                        "DTSTART;VALUE=DATE:20270801",
                        "DURATION:P2D",
                        "END:VEVENT",
                        "BEGIN:VEVENT",
                        "DTSTART:20270601T090000Z",
                        "DTEND:20270601T100000Z",
                        "END:VEVENT",
                        "END:VCALENDAR",
                        ""));

        assertThat(read("holidays: {plant: {ics: plant.ics, dates: [2026-12-24]}}"))
                .isEqualTo(Map.of(
                        "holidays",
                        Map.of(
                                "plant",
                                Map.of(
                                        "knownUntil",
                                        "2027-08-02",
                                        "dates",
                                        List.of(
                                                "2026-12-24",
                                                "2026-12-30",
                                                "2026-12-31",
                                                "2027-01-01",
                                                "2027-05-01",
                                                "2027-08-01",
                                                "2027-08-02")))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        DTSTART;VALUE=DATE:20261228 DTEND;VALUE=DATE:20261228                                | [2026-12-28, 2026-12-30]
        DTSTART;VALUE=DATE:20261228 STATUS:CANCELLED                                         | [2026-12-30]
        DTSTART;VALUE=DATE:20261228 RRULE:FREQ=YEARLY STATUS:Cancelled                       | [2026-12-30]
        DTSTART;VALUE=DATE:20261228 STATUS:CONFIRMED                                         | [2026-12-28, 2026-12-30]
        DTSTART:20261228T000000 DTEND:20261229T000000                                        | [2026-12-28, 2026-12-30]
        DTSTART;TZID=Europe/Berlin:20261228T000000 DTEND;TZID=Europe/Berlin:20261230T000000  | [2026-12-28, 2026-12-29, 2026-12-30]
        DTSTART:20261228T000000 DTEND:20261228T120000                                        | [2026-12-30]
        DTSTART:20261228T080000 DTEND:20261229T000000                                        | [2026-12-30]
        DTSTART:20261228T000000Z DTEND:20261229T000000Z                                      | [2026-12-30]
        """)
    void anEventIsTheDaysThatItCoversAsAWhole(String event, String dates) throws IOException {
        Files.writeString(
                folder.resolve("plant.ics"),
                "\ufeffBEGIN:VCALENDAR\nBEGIN:VEVENT\n" + event.replaceAll(" +", "\n")
                        + "\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261230\nEND:VEVENT\nEND:VCALENDAR\n");

        assertThat(read("holidays: {plant: {ics: plant.ics}}").toString()).contains("dates=" + dates);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        country: XX, years: 2026     | country: "XX": no such country; expected an ISO 3166 code such as DE, DE-BY or US
        country: KR, years: 2026     | country: "KR": its holidays are not known here well enough to stop machines by; expected ics
        country: GB-XX, years: 2026  | country: "GB-XX": its holidays are not known here well enough to stop machines by; expected GB-ENG
        country: DE                  | years: expected up to 20 years, such as 2026 or 2026-2028
        years: 2026                  | country: no such country; expected an ISO 3166 code such as DE, DE-BY or US
        country: DE, years: 28       | years: "28": expected up to 20 years, such as 2026 or 2026-2028
        country: DE, years: 2028-2026 | years: "2028-2026": expected up to 20 years, such as 2026 or 2026-2028
        ics: none.ics                | ics: "none.ics": there is no such file
        ics: site.yaml               | ics: "site.yaml": expected an iCalendar file, which begins with BEGIN:VCALENDAR
        ics: backwards.ics           | ics: "backwards.ics": the event of 20261228 ends before it starts
        ics: latin1.ics              | ics: "latin1.ics": is not in UTF-8; expected that encoding
        ics: yearly.ics              | ics: "yearly.ics": the event of 20261225 comes back by a rule; expected one event for each date
        """)
    void whatCannotBeTurnedIntoDatesIsRefused(String calendar, String problem) throws IOException {
        Files.writeString(folder.resolve("backwards.ics"), """
                BEGIN:VCALENDAR
                BEGIN:VEVENT
                DTSTART;VALUE=DATE:20261228
                DTEND;VALUE=DATE:20261227
                END:VEVENT
                END:VCALENDAR
                """);
        Files.writeString(folder.resolve("latin1.ics"), "BEGIN:VCALENDAR\nX:Mari\u00e4\n", StandardCharsets.ISO_8859_1);
        Files.writeString(folder.resolve("yearly.ics"), """
                BEGIN:VCALENDAR
                BEGIN:VEVENT
                DTSTART;VALUE=DATE:20261225
                RRULE:FREQ=YEARLY
                END:VEVENT
                END:VCALENDAR
                """);
        assertThatThrownBy(() -> read("holidays: {x: {" + calendar + "}}"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("holidays.x." + problem);
    }

    @Test
    void daysHaveTheNamesOfTheirCalendarAndOfTheirEvent() throws IOException {
        Files.writeString(folder.resolve("plant.ics"), """
                BEGIN:VCALENDAR
                BEGIN:VEVENT
                SUMMARY:Inventory\\, hall 2
                DTSTART;VALUE=DATE:20261230
                END:VEVENT
                BEGIN:VEVENT
                DTSTART;VALUE=DATE:20261228
                END:VEVENT
                END:VCALENDAR
                """);
        Path site = Files.writeString(
                folder.resolve("site.yaml"),
                "holidays: {a: {country: DE, years: 2026}, b: {ics: plant.ics}, c: {dates: [2026-12-24]}}");

        assertThat(SiteFile.holidayNames(site).tailMap(LocalDate.of(2026, 12, 1)))
                .hasToString("{2026-12-25=1st Christmas day, 2026-12-26=2nd Christmas day, 2026-12-28=,"
                        + " 2026-12-30=Inventory, hall 2}");
    }

    private Object read(String yaml) throws IOException {
        return SiteFile.read(Files.writeString(folder.resolve("site.yaml"), yaml));
    }
}
