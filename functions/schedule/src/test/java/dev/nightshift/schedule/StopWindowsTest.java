package dev.nightshift.schedule;

import static dev.nightshift.schedule.Given.BERLIN;
import static dev.nightshift.schedule.Given.at;
import static dev.nightshift.schedule.Given.schedule;
import static dev.nightshift.schedule.Given.stop;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopWindowsTest {
    // 2026-11-20 is a Friday.
    @ParameterizedTest
    @CsvSource({
        "Fri 18:00 -> Mon 08:00, 2026-11-20T17:59:59, RUNNING",
        "Fri 18:00 -> Mon 08:00, 2026-11-20T18:00,    STOPPED",
        "Fri 18:00 -> Mon 08:00, 2026-11-22T12:00,    STOPPED",
        "Fri 18:00 -> Mon 08:00, 2026-11-23T07:59:59, STOPPED",
        "Fri 18:00 -> Mon 08:00, 2026-11-23T08:00,    RUNNING",
        "friday 18:00->MON 8:00, 2026-11-22T12:00,    STOPPED",
        "Mon-Thu 20:00 -> 07:00, 2026-11-19T20:00,    STOPPED",
        "Mon-Thu 20:00 -> 07:00, 2026-11-20T06:59,    STOPPED",
        "Mon-Thu 20:00 -> 07:00, 2026-11-20T07:00,    RUNNING",
        "Mon-Thu 20:00 -> 07:00, 2026-11-20T20:00,    RUNNING",
        "Mon-Thu 20:00 -> 07:00, 2026-11-23T06:00,    RUNNING",
        "'Mon,Fri 20:00 -> 07:00', 2026-11-21T06:59,  STOPPED",
        "'Mon,Fri 20:00 -> 07:00', 2026-11-19T23:00,  RUNNING",
        "Sat-Mon 12:00 -> 13:00, 2026-11-22T12:30,    STOPPED",
        "Sat-Mon 12:00 -> 13:00, 2026-11-24T12:30,    RUNNING",
        "22:00 -> 06:00,         2026-11-18T23:00,    STOPPED",
        "22:00 -> 06:00,         2026-11-18T06:00,    RUNNING",
        "Sat 00:00 -> 24:00,     2026-11-21T23:59:59, STOPPED",
        "Sat 00:00 -> 24:00,     2026-11-22T00:00,    RUNNING",
        "Sat 00:00 -> Sun 24:00, 2026-11-22T23:59,    STOPPED",
        "Sat 00:00 -> Sun 24:00, 2026-11-23T00:00,    RUNNING",
        "Mon 18:00 -> Mon 08:00, 2026-11-23T07:59,    STOPPED",
        "Mon 18:00 -> Mon 08:00, 2026-11-23T12:00,    RUNNING",
        "Mon 18:00 -> Mon 08:00, 2026-11-23T18:00,    STOPPED",
        "Mon 08:00 -> Mon 18:00, 2026-11-23T17:59,    STOPPED",
        "Mon 08:00 -> Mon 18:00, 2026-11-24T12:00,    RUNNING",
        "4 18:00 -> 0 08:00,     2026-11-21T12:00,    STOPPED",
    })
    void aWindowHoldsFromItsStartUntilBeforeItsEnd(String window, String time, State expected) {
        assertThat(stop(BERLIN, window).state(at(time, BERLIN))).isEqualTo(expected);
    }

    @Test
    void windowsAreAUnionAndOnesThatTouchHaveNoSeam() {
        Schedule schedule = stop(BERLIN, "Fri 18:00 -> Sat 12:00", "Sat 12:00 -> Mon 08:00", "Sun 10:00 -> 14:00");

        assertThat(schedule.window(at("2026-11-21T12:00", BERLIN)))
                .contains(new Window(at("2026-11-20T18:00", BERLIN), at("2026-11-23T08:00", BERLIN)));
        assertThat(schedule.nextEdges(at("2026-11-20T18:00", BERLIN), 2))
                .containsExactly(
                        new Edge(at("2026-11-23T08:00", BERLIN), State.STOPPED, State.RUNNING),
                        new Edge(at("2026-11-27T18:00", BERLIN), State.RUNNING, State.STOPPED));
    }

    @Test
    void asManyEdgesAreFoundAsAreAskedFor() {
        List<Edge> edges = stop(BERLIN, "Fri 18:00 -> Mon 08:00").nextEdges(at("2026-11-20T12:00", BERLIN), 1000);

        assertThat(edges).hasSize(1000);
        assertThat(edges.getLast().at()).isEqualTo(at("2036-06-16T08:00", BERLIN));
    }

    @Test
    void outsideEveryWindowThereIsNoWindow() {
        assertThat(stop(BERLIN, "Fri 18:00 -> Mon 08:00").window(at("2026-11-20T17:59", BERLIN)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-28T12:00, 61", // clocks go forward on 29 March
        "2026-10-24T12:00, 63", // and back on 25 October
        "2026-11-21T12:00, 62",
    })
    void aWeekendOverAClockChangeIsAnHourShorterOrLonger(String time, int hours) {
        Window window =
                stop(BERLIN, "Fri 18:00 -> Mon 08:00").window(at(time, BERLIN)).orElseThrow();

        assertThat(Duration.between(window.start(), window.end())).isEqualTo(Duration.ofHours(hours));
    }

    @ParameterizedTest
    @CsvSource({
        // Berlin has no 02:00 to 03:00 on 29 March 2026; the change is at 01:00Z.
        "Europe/Berlin, Sat 22:00 -> Sun 02:30, 2026-03-29T00:30:00Z, 2026-03-28T21:00:00Z, 2026-03-29T01:00:00Z",
        "Europe/Berlin, Sun 02:30 -> 05:00,     2026-03-29T01:00:00Z, 2026-03-29T01:00:00Z, 2026-03-29T03:00:00Z",
        // It has 02:00 to 03:00 twice on 25 October 2026, first at 00:00Z.
        "Europe/Berlin, Sun 02:30 -> 05:00,     2026-10-25T00:30:00Z, 2026-10-25T00:30:00Z, 2026-10-25T04:00:00Z",
        "Europe/Berlin, Sun 01:00 -> 02:30,     2026-10-25T00:29:59Z, 2026-10-24T23:00:00Z, 2026-10-25T00:30:00Z",
        // Lord Howe moves by half an hour.
        "Australia/Lord_Howe, Sun 02:15 -> 09:00, 2026-10-03T15:30:00Z, 2026-10-03T15:30:00Z, 2026-10-03T22:00:00Z",
        // Cairo's 24 April 2026 begins at 01:00.
        "Africa/Cairo, Thu 20:00 -> 24:00,      2026-04-23T21:59:59Z, 2026-04-23T18:00:00Z, 2026-04-23T22:00:00Z",
        "Africa/Cairo, Fri 00:00 -> 24:00,      2026-04-24T12:00:00Z, 2026-04-23T22:00:00Z, 2026-04-24T21:00:00Z",
        "Asia/Beirut,  Sun 00:30 -> 08:00,      2026-03-29T00:00:00Z, 2026-03-28T22:00:00Z, 2026-03-29T05:00:00Z",
        // Apia had no 30 December 2011, a Friday.
        "Pacific/Apia, Fri 18:00 -> Mon 08:00,  2011-12-30T10:00:00Z, 2011-12-30T10:00:00Z, 2012-01-01T18:00:00Z",
        "Pacific/Apia, Thu 20:00 -> 07:00,      2011-12-30T09:00:00Z, 2011-12-30T06:00:00Z, 2011-12-30T10:00:00Z",
        // Juneau's wall showed 18 October 1867 once more when it came to America: the 19th had 48 hours.
        "America/Juneau, Sat 00:00 -> 24:00,    1867-10-19T12:00:00Z, 1867-10-18T08:57:41Z, 1867-10-20T08:57:41Z",
    })
    void anOccurrenceOverAClockChangeIsOneIntervalOfInstants(
            ZoneId zone, String window, Instant at, Instant start, Instant end) {
        assertThat(stop(zone, window).window(at)).contains(new Window(start, end));
    }

    @Test
    void anOccurrenceThatAClockChangeSkipsLeavesNoTrace() {
        Schedule skipped = stop(BERLIN, "Sun 02:15 -> 02:45");

        assertThat(skipped.nextEdges(Instant.parse("2026-03-28T00:00:00Z"), 1))
                .containsExactly(new Edge(Instant.parse("2026-04-05T00:15:00Z"), State.RUNNING, State.STOPPED));
    }

    /// British Columbia stays on summer time from 2026 on, which JDKs of that year do not know.
    @Test
    void aWindowIsDecidedByTheDataThatTheProjectCarries() {
        Schedule schedule =
                schedule(BERLIN, Map.of("zone", "America/Vancouver", "stop", "Fri 18:00 -> Mon 08:00"), Map.of());

        assertThat(schedule.window(Instant.parse("2026-12-05T12:00:00Z")))
                .contains(new Window(Instant.parse("2026-12-05T01:00:00Z"), Instant.parse("2026-12-07T15:00:00Z")));
    }

    @Test
    void theStartLeadEndsAWindowEarlierButNoSeam() {
        Schedule schedule = schedule(
                BERLIN,
                Map.of("stop", List.of("Fri 18:00 -> Sun 24:00", "Mon 00:00 -> 08:00"), "startLead", "15 minutes"),
                Map.of());

        assertThat(schedule.window(at("2026-11-22T23:50", BERLIN)))
                .contains(new Window(at("2026-11-20T18:00", BERLIN), at("2026-11-23T07:45", BERLIN)));
        assertThat(schedule.state(at("2026-11-23T07:44:59", BERLIN))).isEqualTo(State.STOPPED);
        assertThat(schedule.state(at("2026-11-23T07:45", BERLIN))).isEqualTo(State.RUNNING);
        assertThat(schedule.nextEdges(at("2026-11-23T07:45", BERLIN), 1))
                .containsExactly(new Edge(at("2026-11-27T18:00", BERLIN), State.RUNNING, State.STOPPED));
    }

    @Test
    void aNightThatAClockChangeMakesNoLongerThanTheStartLeadIsNone() {
        Schedule schedule = schedule(BERLIN, Map.of("stop", "22:00 -> 06:00", "startLead", "450 minutes"), Map.of());

        // The night to Sunday 28 March 2027 has 7 hours.
        assertThat(schedule.nextEdges(Instant.parse("2027-03-27T12:00:00Z"), 2))
                .containsExactly(
                        new Edge(Instant.parse("2027-03-28T20:00:00Z"), State.RUNNING, State.STOPPED),
                        new Edge(Instant.parse("2027-03-28T20:30:00Z"), State.STOPPED, State.RUNNING));
    }

    @Test
    void aScheduleThatNeverRunsHasAWindowWithoutEndsThatCanBeWrittenAnywhere() {
        Schedule schedule = stop(BERLIN, "Mon-Wed 00:00 -> 24:00", "Thu-Sun 00:00 -> 24:00");

        Window window = schedule.window(at("2026-11-20T00:00", BERLIN)).orElseThrow();
        assertThat(window).isEqualTo(new Window(Window.SINCE_EVER, Window.FOREVER));
        assertThat(window.isBounded()).isFalse();
        assertThat(window).hasToString("Window[start=0000-01-01T00:00:00Z, end=9999-12-31T23:59:59Z]");
        assertThat(schedule.nextEdges(at("2026-11-20T00:00", BERLIN), 5)).isEmpty();
    }
}
