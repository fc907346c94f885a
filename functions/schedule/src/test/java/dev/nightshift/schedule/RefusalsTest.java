package dev.nightshift.schedule;

import static dev.nightshift.schedule.Given.BERLIN;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.kit.Settings;
import dev.nightshift.kit.SettingsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {
    private static final String SHAPE = "expected a window such as Fri 18:00 -> Mon 08:00 or Mon-Thu 20:00 -> 07:00";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        always                       | %s
        -> 08:00                     | "" is no time of day; expected 00:00 to 24:00, as in 08:00
        Fri 18:00 ->                 | "" is no time of day; expected 00:00 to 24:00, as in 08:00
        Fri 25:00 -> Mon 08:00       | "25:00" is no time of day; expected 00:00 to 24:00, as in 08:00
        Fri 18:60 -> Mon 08:00       | "18:60" is no time of day; expected 00:00 to 24:00, as in 08:00
        Fri 24:01 -> Mon 08:00       | "24:01" is no time of day; expected 00:00 to 24:00, as in 08:00
        Fri 18.00 -> Mon 08:00       | "18.00" is no time of day; expected 00:00 to 24:00, as in 08:00
        Fri 18:0 -> Mon 08:00        | "18:0" is no time of day; expected 00:00 to 24:00, as in 08:00
        Fri 24:00 -> Mon 08:00       | 24:00 can only be an end; a start is 00:00 of the day after
        Fryday 18:00 -> Mon 08:00    | "Fryday" is no weekday; expected mon to sun or 0 (Monday) to 6
        Fri, 18:00 -> Mon 08:00      | "" is no weekday; expected mon to sun or 0 (Monday) to 6
        fri#2 18:00 -> Mon 08:00     | "fri#2" is no weekday; expected mon to sun or 0 (Monday) to 6
        Mon 08:00 -> Mon 08:00       | start and end are the same; all the time is 00:00 -> 24:00
        Sat 00:00 -> Fri 24:00       | start and end are the same; all the time is 00:00 -> 24:00
        Mon 08:00 -> 08:00           | start and end are the same; a whole day is 00:00 -> 24:00
        Mon-Fri 20:00 -> Sat 07:00   | an end with a weekday needs a single weekday on both sides
        Fri 20:00 -> Sat-Sun 07:00   | an end with a weekday needs a single weekday on both sides
        """)
    void aWindowThatCannotBeIsRefused(String window, String expected) {
        assertRefused(
                Map.of("stop", List.of("22:00 -> 06:00", window)),
                "tested.stop[1]: \"" + window + "\": " + expected.replace("%s", SHAPE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        days      | funday      | "funday" is no weekday; expected mon to sun or 0 (Monday) to 6
        days      | 7           | "7" is no weekday; expected mon to sun or 0 (Monday) to 6
        days      | mo          | "mo" is no weekday; expected mon to sun or 0 (Monday) to 6
        days      | mon,,tue    | "" is no weekday; expected mon to sun or 0 (Monday) to 6
        days      | mon-        | "" is no weekday; expected mon to sun or 0 (Monday) to 6
        days      | L           | "L" is no weekday; expected mon to sun or 0 (Monday) to 6
        days      | mon#0       | "#0" is no week of a month; expected 1 to 5, as in mon#2
        days      | mon#6       | "#6" is no week of a month; expected 1 to 5, as in mon#2
        days      | mon#        | "#" is no week of a month; expected 1 to 5, as in mon#2
        days      | mon-fri/0   | "0" is no step; expected 1 to 7, as in 0/2
        days      | mon/8       | "8" is no step; expected 1 to 7, as in 0/2
        days      | mon/-1      | "-1" is no step; expected 1 to 7, as in 0/2
        monthdays | 0           | "0" is no day of the month; expected 1 to 31
        monthdays | 32          | "32" is no day of the month; expected 1 to 31
        monthdays | 25-5        | "25-5" runs backwards; a day of the month range does not go round, write two ranges
        monthdays | 1/0         | "0" is no step; expected 1 to 31, as in 1/2
        monthdays | LW          | "L" is no day of the month; expected 1 to 31
        monthdays | W           | "" is no day of the month; expected 1 to 31
        monthdays | 99999999999 | "99999999999" is no day of the month; expected 1 to 31
        months    | 13          | "13" is no month; expected jan to dec or 1 to 12
        months    | juli        | "juli" is no month; expected jan to dec or 1 to 12
        months    | jan/13      | "13" is no step; expected 1 to 12, as in 1/2
        from      | 24:00       | 24:00 can only be an end; a start is 00:00 of the day after
        from      | noon        | "noon" is no time of day; expected 00:00 to 24:00, as in 08:00
        until     | 08:00:00    | "08:00:00" is no time of day; expected 00:00 to 24:00, as in 08:00
        """)
    void aPeriodThatCannotBeIsRefused(String key, String value, String expected) {
        assertRefused(
                Map.of("run", List.of(Map.of(key, value))),
                "tested.run[0]." + key + ": \"" + value + "\": " + expected);
    }

    @Test
    void anUnknownKeyIsRefused() {
        assertRefused(
                Map.of("run", List.of(Map.of("days", "mon", "begin", "08:00"))),
                "tested.run[0].begin: \"08:00\": unknown key; known here: days, monthdays, months, from, until");
    }

    @Test
    void equalTimesAreRefused() {
        assertRefused(
                Map.of("run", List.of(Map.of("from", "09:00", "until", "9:00"))),
                "tested.run[0].until: \"9:00\": from and until are the same; without both it runs all day");
    }

    @ParameterizedTest
    @CsvSource({"apr, 31, ''", "feb, '30,31', ''", "feb, 29, mon#4", "'', 1-7, mon#2", "feb, L, tue#1"})
    void aDayThatNoYearHasIsRefused(String months, String monthdays, String days) {
        Map<String, String> period = new LinkedHashMap<>();
        period.put("days", days);
        period.put("monthdays", monthdays);
        period.put("months", months);
        period.values().removeIf(String::isEmpty);

        assertRefused(
                Map.of("run", List.of(period)), "tested.run[0]: \"" + period + "\": there is no such day in any year");
    }

    @Test
    void everythingWrongIsSaidAtOnce() {
        assertThatThrownBy(() -> Given.schedule(
                        BERLIN,
                        Map.of(
                                "zone", "Mars/Olympus",
                                "stop", List.of("Fri 18:00"),
                                "holidays", List.of("germany", "narnia"),
                                "startLead", "13 hours",
                                "stopp", "22:00 -> 06:00"),
                        Map.of("germany", Map.of("dates", List.of("2026-04-31", "2027-12-25", "Easter")))))
                .isInstanceOf(SettingsException.class)
                .hasMessage(String.join(
                        System.lineSeparator(),
                        "site.yaml: tested.zone: \"Mars/Olympus\": expected a time zone of the IANA database,"
                                + " such as Europe/Berlin",
                        "site.yaml: tested.holidays[0]: \"germany\": these holidays have problems of their own",
                        "site.yaml: tested.holidays[1]: \"narnia\": no such holidays; known: germany",
                        "site.yaml: tested.startLead: \"13 hours\": expected up to 12 hours, as in 15 minutes",
                        "site.yaml: tested.stop[0]: \"Fri 18:00\": " + SHAPE,
                        "site.yaml: tested.stopp: \"22:00 -> 06:00\": unknown key; known here: zone, holidays,"
                                + " startLead, stop, run, start"));
    }

    @Test
    void aScheduleIsEitherWindowsOrPeriods() {
        assertRefused(
                Map.of("zone", "UTC"),
                "tested: \"{zone=UTC}\": expected one of stop windows (stop), running periods (run)"
                        + " and start times (start)");
        assertRefused(
                Map.of("stop", List.of()),
                "tested.stop: \"[]\": expected a window at the least, such as Fri 18:00 -> Mon 08:00");
        assertRefused(
                Map.of("run", List.of()),
                "tested.run: \"[]\": expected a period at the least, such as {days: mon-fri, from: 09:00, until: 17:30}");
        assertThatThrownBy(() -> Given.schedule(BERLIN, Map.of("stop", "22:00 -> 06:00", "start", "09:00"), Map.of()))
                .hasMessageEndingWith(
                        "expected one of stop windows (stop), running periods (run) and start times (start)");
    }

    @Test
    void aWorkdayAtAWeekendMustSayWhichWeekdaysPeriodsItHas() {
        assertThatThrownBy(() -> Given.schedule(
                        BERLIN,
                        Map.of("run", List.of(Map.of("days", "mon-fri")), "holidays", "plant"),
                        Map.of("plant", Map.of("workdays", List.of("2026-12-24", "2026-12-27")))))
                .hasMessage(
                        "site.yaml: tested.holidays: \"plant\": the workday 2026-12-27 is a Sunday; expected it to say"
                                + " which weekday's periods it has, as in 2026-12-27 as Mon");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        dates    | 2026-04-31        | "2026-04-31" is no date; expected one such as 2026-12-25
        dates    | 26-12-25          | "26-12-25" is no date; expected one such as 2026-12-25
        workdays | 2026-12-27 as Moo | "Moo" is no weekday; expected mon to sun or 0 (Monday) to 6
        workdays | 2026-12-27 Mon    | "2026-12-27 Mon" is no date; expected one such as 2026-12-25
        country  | DE                | unknown key; known here: dates, workdays, knownUntil, verifiedUntil
        dates    | 2027-01-01 - 2026-12-24 | expected a range of up to a year, the earlier date first, as in 2026-12-24 - 2027-01-01
        dates    | 2026-12-24 - 2028-12-24 | expected a range of up to a year, the earlier date first, as in 2026-12-24 - 2027-01-01
        dates    | 2026-12-24 - Easter     | "Easter" is no date; expected one such as 2026-12-25
        """)
    void holidaysThatCannotBeAreRefused(String key, String value, String expected) {
        Map<String, Object> holidays = new LinkedHashMap<>(Map.of("dates", List.of("2026-12-25")));
        holidays.put(key, key.equals("country") ? value : List.of(value));
        assertThatThrownBy(() -> Settings.read("holidays", holidays, Holidays::from))
                .hasMessageContaining(
                        (key.equals("country") ? "country" : key + "[0]") + ": \"" + value + "\": " + expected);
    }

    private static void assertRefused(Map<String, ?> schedule, String problem) {
        assertThatThrownBy(() -> Given.schedule(BERLIN, schedule, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessage("site.yaml: " + problem);
    }
}
