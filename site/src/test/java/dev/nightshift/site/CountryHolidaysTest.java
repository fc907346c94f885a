package dev.nightshift.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every accepted country against a second source: npm's date-holidays 3.37.0, Debian's workalendar 17.0.0, or what the
/// country itself publishes, as `expected-holidays.txt` says of each.
class CountryHolidaysTest {
    @Test
    void everyAcceptedCountryHasTheWorkingDaysOffOfASecondSource() throws IOException {
        Map<String, SortedSet<LocalDate>> expected = expected();

        assertThat(expected.keySet()).isEqualTo(Countries.accepted().keySet()).hasSizeGreaterThan(130);
        expected.forEach((code, days) -> assertThat(CountryHolidays.days(code, Countries.VERIFIED).keySet().stream()
                        .filter(CountryHolidaysTest::isWorkingDay))
                .as(code)
                .containsExactlyElementsOf(days));
    }

    @ParameterizedTest
    @CsvSource({
        "JP, 2026-02-23, 2026-12-23",
        "JP, 2026-09-22, 2027-12-23",
        "HK, 2026-02-17, 2026-02-20",
        "US, 2027-12-31, 2028-01-03", // New Year 2028 is a Saturday
        "US, 2026-10-12, 2026-10-19",
        "NL, 2026-04-27, 2026-05-05",
        "BR, 2026-11-20, 2026-02-17",
        "CH-VD, 2026-09-21, 2026-05-01",
        "CA-NS, 2026-07-01, 2029-07-02", // a Sunday's Canada Day is not observed on the Monday there
        "CA-SK, 2029-07-02, 2029-07-03",
        "MX, 2026-11-16, 2027-12-24",
        "US-OH, 2029-11-12, 2026-04-27",
        "GE, 2027-05-17, 2027-05-18",
    })
    void aDayThatLibrariesGetWrongIsRight(String code, LocalDate holiday, LocalDate working) {
        assertThat(CountryHolidays.days(code, Countries.VERIFIED).keySet())
                .contains(holiday)
                .doesNotContain(working);
    }

    @Test
    void aHolidayThatIsObservedInTheYearBeforeIsInThatYear() {
        assertThat(CountryHolidays.days("US", new Years(2027, 2027)).keySet())
                .contains(LocalDate.of(2027, 12, 31))
                .allMatch(day -> day.getYear() == 2027);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CN", "KR", "TH", "NG", "SG", "IN", "TR", "HN", "HU", "US-NY", "BR-SP", "ES-XX"})
    void aCountryThatIsNotKnownWellEnoughIsRefusedWithAWayOut(String code) {
        assertThatThrownBy(() -> CountryHolidays.days(code, Countries.VERIFIED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("its holidays are not known here well enough to stop machines by; expected ")
                .hasMessageEndingWith(
                        "ics, with a file of holidays that its government or your company publishes, as in"
                                + " ics: holidays.ics");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GB | its parts have holidays of their own; expected GB-ENG, GB-NIR, GB-SCT, GB-WLS, or ics
            CH | its parts have holidays of their own; expected CH-AG, CH-BE, CH-BL
            US-CA | its holidays are not known here well enough to stop machines by; expected US, US-AL, US-AZ
            """)
    void aCountryWhosePartsDifferNamesThem(String code, String problem) {
        assertThatThrownBy(() -> CountryHolidays.days(code, Countries.VERIFIED)).hasMessageContaining(problem);
    }

    @Test
    void whatIsCorrectedIsKnownForTheYearsOfTheCorrectionAlone() {
        assertThat(CountryHolidays.days("DE", new Years(2026, 2031)).keySet()).contains(LocalDate.of(2031, 12, 25));
        assertThatThrownBy(() -> CountryHolidays.days("JP", new Years(2026, 2030)))
                .hasMessage("its holidays are known here for 2026 to 2029 alone; for other years expected ics, with a"
                        + " file that its government publishes");
    }

    private static Map<String, SortedSet<LocalDate>> expected() throws IOException {
        Map<String, SortedSet<LocalDate>> expected = new TreeMap<>();
        String file = "expected-holidays.txt";
        try (InputStream in = Objects.requireNonNull(CountryHolidaysTest.class.getResourceAsStream(file), file)) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(text -> !text.startsWith("#"))
                    .toList()) {
                String[] fields = line.split("\t", -1);
                expected.put(fields[0], days(fields[2]));
            }
        }
        return expected;
    }

    private static SortedSet<LocalDate> days(String text) {
        SortedSet<LocalDate> days = new TreeSet<>();
        for (String year : text.split("; ", -1)) {
            String[] words = year.split(" ", -1);
            for (int i = 1; i < words.length; i++) {
                int day = Integer.parseInt(words[i]);
                days.add(LocalDate.of(Integer.parseInt(words[0]), day / 100, day % 100));
            }
        }
        return days;
    }

    private static boolean isWorkingDay(LocalDate day) {
        return day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0;
    }
}
