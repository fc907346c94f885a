package dev.nightshift.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A weekend said in one line as a stop window, and as the running periods that Instance Scheduler would want for it.
class TwoFormsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "Africa/Cairo",
                "Africa/Casablanca",
                "Asia/Beirut",
                "Asia/Kathmandu",
                "Pacific/Chatham",
                "America/Havana",
                "Antarctica/Troll",
                "UTC"
            })
    void aWeekendWindowAndItsRunningPeriodsAgreeAtEveryEdgeOfTwoYears(ZoneId zone) {
        assertAgree(
                Given.stop(zone, "Fri 18:00 -> Mon 08:00"),
                Given.run(
                        zone,
                        "days mon; from 08:00; until 24:00",
                        "days tue-thu",
                        "days fri; until 18:00; from 00:00"));
        assertAgree(
                Given.stop(zone, "Sun 01:30 -> 00:00"),
                Given.run(zone, "days mon-sat", "days sun; from 00:00; until 01:30"));
        assertAgree(
                Given.stop(zone, "Mon-Thu 20:00 -> 02:30", "Fri 20:00 -> Mon 02:30"),
                Given.run(zone, "days mon-fri; from 02:30; until 20:00"));
    }

    private static void assertAgree(Schedule window, Schedule periods) {
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        Instant end = Instant.parse("2028-01-01T00:00:00Z");
        int edges = 0;
        while (from.isBefore(end)) {
            List<Edge> next = window.nextEdges(from, 1);
            assertThat(periods.nextEdges(from, 1)).isEqualTo(next);
            from = next.getFirst().at();
            edges++;
            for (int minutes = -1; minutes <= 1; minutes++) {
                Instant at = from.plus(Duration.ofMinutes(minutes));
                assertThat(periods.state(at)).isEqualTo(window.state(at));
                assertThat(periods.window(at)).isEqualTo(window.window(at));
            }
        }
        assertThat(edges).isGreaterThan(200);
    }
}
