package dev.nightshift.schedule;

import static dev.nightshift.schedule.Given.BERLIN;
import static dev.nightshift.schedule.Given.at;
import static dev.nightshift.schedule.Given.map;
import static dev.nightshift.schedule.Given.run;
import static dev.nightshift.schedule.Given.schedule;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunningPeriodsTest {
    private static final String OFFICE = "days mon-fri; from 09:00; until 17:30";

    // November 2026 begins on a Sunday and ends on a Monday.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        days mon                   | 2 9 16 23 30
        days Monday                | 2 9 16 23 30
        days 0                     | 2 9 16 23 30
        days mon,sun               | 1 2 8 9 15 16 22 23 29 30
        days sat-mon               | 1 2 7 8 9 14 15 16 21 22 23 28 29 30
        days mon-sun/3             | 1 2 5 8 9 12 15 16 19 22 23 26 29 30
        days thu/2                 | 5 7 12 14 19 21 26 28
        days sat-mon/2             | 2 7 9 14 16 21 23 28 30
        days mon#1                 | 2
        days mon#5                 | 30
        days sun#2                 | 8
        days friL                  | 27
        days monL,sun#1            | 1 30
        days 6L                    | 29
        monthdays 1                | 1
        monthdays 1-4              | 1 2 3 4
        monthdays 1/10             | 1 11 21
        monthdays 3-9/3            | 3 6 9
        monthdays 29-31            | 29 30
        monthdays L                | 30
        monthdays 15W              | 16
        monthdays 14W              | 13
        monthdays 1W               | 2
        monthdays 11W              | 11
        monthdays 31W              |
        monthdays 30W,L            | 30
        months oct-dec; days mon#2 | 9
        months 11; days 0#3        | 16
        months dec-oct             |
        months jan/2; days sun#1   | 1
        days mon; monthdays 1-9    | 2 9
        days fri; monthdays 13     | 13
        days *; monthdays */15     | 1 16
        """)
    void selectorsTakeTheDaysThatAllOfThemHold(String period, String daysOfNovember) {
        String days = LocalDate.of(2026, 11, 1)
                .datesUntil(LocalDate.of(2026, 12, 1))
                .filter(day -> run(ZoneOffset.UTC, period + "; from 12:00; until 13:00", "monthdays 1; months jan")
                                .state(day.atTime(12, 30).toInstant(ZoneOffset.UTC))
                        == State.RUNNING)
                .map(day -> String.valueOf(day.getDayOfMonth()))
                .collect(Collectors.joining(" "));

        assertThat(days).isEqualTo(daysOfNovember == null ? "" : daysOfNovember);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00, 31W, false", // a Saturday
        "2026-01-30T12:00, 31W, true",
        "2026-02-27T12:00, 28W, true", // the 28th is a Saturday
        "2026-05-29T12:00, 31W, true", // the 31st is a Sunday and the month's last day
        "2026-06-01T12:00, 31W, false",
        "2026-08-03T12:00, 1W, true", // the 1st is a Saturday
        "2026-07-31T12:00, 1W, false",
    })
    void theNearestWeekdayStaysInsideItsMonth(String time, String monthday, boolean runs) {
        assertThat(run(BERLIN, "monthdays " + monthday).state(at(time, BERLIN)))
                .isEqualTo(runs ? State.RUNNING : State.STOPPED);
    }

    // 2026-11-20 is a Friday.
    @ParameterizedTest
    @CsvSource({
        "days fri; from 09:00; until 17:30, 2026-11-20T08:59:59, STOPPED",
        "days fri; from 09:00; until 17:30, 2026-11-20T09:00,    RUNNING",
        "days fri; from 09:00; until 17:30, 2026-11-20T17:29:59, RUNNING",
        "days fri; from 09:00; until 17:30, 2026-11-20T17:30,    STOPPED",
        "days fri; from 9:00; until 24:00,  2026-11-20T23:59:59, RUNNING",
        "days fri; from 9:00; until 24:00,  2026-11-21T00:00,    STOPPED",
        "days fri; from 09:00,              2026-11-20T00:00,    NO_OPINION",
        "days fri; from 09:00,              2026-11-20T08:59,    NO_OPINION",
        "days fri; from 09:00,              2026-11-20T09:00,    RUNNING",
        "days fri; from 09:00,              2026-11-20T23:59,    RUNNING",
        "days fri; from 09:00,              2026-11-21T00:00,    STOPPED",
        "days fri; until 17:30,             2026-11-19T23:59,    STOPPED",
        "days fri; until 17:30,             2026-11-20T00:00,    NO_OPINION",
        "days fri; until 17:30,             2026-11-20T17:29,    NO_OPINION",
        "days fri; until 17:30,             2026-11-20T17:30,    STOPPED",
        "days fri,                          2026-11-20T00:00,    RUNNING",
        "days fri,                          2026-11-20T23:59:59, RUNNING",
        "days fri,                          2026-11-21T00:00,    STOPPED",
        "days fri; from 22:00; until 06:00, 2026-11-20T05:00,    STOPPED",
        "days fri; from 22:00; until 06:00, 2026-11-20T22:00,    RUNNING",
        "days fri; from 22:00; until 06:00, 2026-11-21T05:59:59, RUNNING",
        "days fri; from 22:00; until 06:00, 2026-11-21T06:00,    STOPPED",
        "days fri; from 18:00; until 00:00, 2026-11-20T23:59,    RUNNING",
        "days fri; from 18:00; until 00:00, 2026-11-21T00:00,    STOPPED",
    })
    void aPeriodRunsFromItsBeginUntilBeforeItsEnd(String period, String time, State expected) {
        assertThat(run(BERLIN, period).state(at(time, BERLIN))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "days fri; from 09:00, days fri-sat; until 12:00,            2026-11-20T08:00, NO_OPINION",
        "days fri; from 09:00, days fri-sat; until 12:00,            2026-11-20T13:00, RUNNING",
        "days fri; from 09:00, days fri; from 07:00; until 08:00,  2026-11-20T07:30, RUNNING",
        "days fri; until 12:00, days thu; from 22:00; until 05:00, 2026-11-20T04:00, RUNNING",
        "days fri; until 12:00, days thu; from 22:00; until 05:00, 2026-11-20T06:00, NO_OPINION",
        "days fri; until 12:00, days sat,                          2026-11-20T18:00, STOPPED",
    })
    void inAUnionRunningWinsOverNoOpinionAndThatOverStopped(String one, String other, String time, State expected) {
        assertThat(run(BERLIN, one, other).state(at(time, BERLIN))).isEqualTo(expected);
        assertThat(run(BERLIN, other, one).state(at(time, BERLIN))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-28T20:30:00Z, 2026-03-28T21:00:00Z, 2026-03-29T04:00:00Z, 7", // clocks go forward
        "2026-10-24T19:30:00Z, 2026-10-24T20:00:00Z, 2026-10-25T05:00:00Z, 9", // and back
    })
    void aNightOverAClockChangeIsAnHourShorterOrLonger(Instant before, Instant begin, Instant end, int hours) {
        assertThat(run(BERLIN, "days sat; from 22:00; until 06:00").nextEdges(before, 2))
                .containsExactly(
                        new Edge(begin, State.STOPPED, State.RUNNING), new Edge(end, State.RUNNING, State.STOPPED));
        assertThat(Duration.between(begin, end)).isEqualTo(Duration.ofHours(hours));
    }

    @Test
    void aHolidayStopsAllDayAndBeginsNothing() {
        Schedule schedule = schedule(
                BERLIN,
                Map.of(
                        "run",
                        List.of(map("days mon-fri; from 09:00"), map("days thu,fri; from 22:00; until 06:00")),
                        "holidays",
                        "germany"),
                Map.of("germany", Map.of("dates", List.of("2026-12-25"))));

        assertThat(schedule.nextEdges(at("2026-12-24T21:00", BERLIN), 2))
                .containsExactly(
                        new Edge(at("2026-12-25T00:00", BERLIN), State.RUNNING, State.STOPPED),
                        new Edge(at("2026-12-28T00:00", BERLIN), State.STOPPED, State.NO_OPINION));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-26 as Mon, days mon; from 09:00; until 17:30,   2026-12-26T12:00, RUNNING",
        "2026-12-26 as Mon, days fri; from 09:00; until 17:30,   2026-12-26T12:00, STOPPED",
        "2026-12-26 as Mon, days mon#4; from 09:00; until 17:30, 2026-12-26T12:00, STOPPED",
        "2026-12-26 as Mon, days sat#4; from 09:00; until 17:30, 2026-12-26T12:00, STOPPED",
        "2026-12-26 as Sat, days sat#4; from 09:00; until 17:30, 2026-12-26T12:00, RUNNING",
        "2026-12-25,        days fri; from 09:00; until 17:30,   2026-12-25T12:00, RUNNING",
        "2026-12-25 as Sun, days fri; from 09:00; until 17:30,   2026-12-25T12:00, STOPPED",
    })
    void aWorkdayHasThePeriodsOfTheWeekdayItStandsInFor(String workday, String period, String time, State expected) {
        Schedule schedule = schedule(
                BERLIN,
                Map.of("run", List.of(map(period)), "holidays", "germany"),
                Map.of("germany", Map.of("dates", List.of("2026-12-25", "2026-12-26"), "workdays", List.of(workday))));

        assertThat(schedule.state(at(time, BERLIN))).isEqualTo(expected);
    }

    @Test
    void theStartLeadBeginsRunningEarlierButNotNoOpinion() {
        Schedule schedule = schedule(
                BERLIN,
                Map.of(
                        "run",
                        List.of(map("days mon; from 09:00; until 17:30"), map("days tue; from 09:00")),
                        "startLead",
                        "15 minutes"),
                Map.of());

        assertThat(schedule.nextEdges(at("2026-11-22T12:00", BERLIN), 5))
                .extracting(edge -> edge.at().atZone(BERLIN).toLocalDateTime() + " " + edge.after())
                .containsExactly(
                        "2026-11-23T08:45 RUNNING",
                        "2026-11-23T17:30 STOPPED",
                        "2026-11-24T00:00 NO_OPINION",
                        "2026-11-24T08:45 RUNNING",
                        "2026-11-25T00:00 STOPPED");
        assertThat(schedule.window(at("2026-11-23T08:44", BERLIN)).orElseThrow().end())
                .isEqualTo(at("2026-11-23T08:45", BERLIN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"days mon; monthdays 29; months feb", "days mon#5; months feb"})
    void theRarestDayIsFoundForwardAndBack(String period) {
        // 29 February was a Monday in 2072 and will be again in 2112: the year 2100 has none.
        Schedule schedule = run(ZoneOffset.UTC, period);
        Window stopped = new Window(Instant.parse("2072-03-01T00:00:00Z"), Instant.parse("2112-02-29T00:00:00Z"));

        assertThat(schedule.window(stopped.start())).contains(stopped);
        assertThat(schedule.window(stopped.end().minusSeconds(1))).contains(stopped);
    }

    @Test
    void aScheduleThatAlwaysRunsHasNoEdges() {
        Schedule schedule = schedule(BERLIN, Map.of("run", "always"), Map.of());

        assertThat(schedule.state(at("2026-11-20T03:00", BERLIN))).isEqualTo(State.RUNNING);
        assertThat(schedule.nextEdges(at("2026-11-20T03:00", BERLIN), 3)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T12:00, 'mon-fri from 09:00 until 17:30'",
        "2026-11-20T20:00, outside every running period",
        "2026-12-25T12:00, holiday 2026-12-25",
        "2026-11-23T08:50, start lead",
        "2026-11-22T12:00, 'sun from 10:00 until 14:00, sat,sun monthdays 20-31 months nov'",
    })
    void everyStateHasAReason(String time, String reason) {
        Schedule schedule = schedule(
                BERLIN,
                Map.of(
                        "run",
                        List.of(
                                map(OFFICE),
                                map("days sun; from 10:00; until 14:00"),
                                Map.of("days", List.of("sat", "sun"), "monthdays", "20-31", "months", "nov")),
                        "holidays",
                        "germany",
                        "startLead",
                        "15 minutes"),
                Map.of("germany", Map.of("dates", List.of("2026-12-25"))));

        assertThat(schedule.reason(at(time, BERLIN))).isEqualTo(reason);
    }
}
