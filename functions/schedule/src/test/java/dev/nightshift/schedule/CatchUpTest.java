package dev.nightshift.schedule;

import static dev.nightshift.schedule.Given.BERLIN;
import static dev.nightshift.schedule.Given.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What counts of an edge that is over when somebody asks.
class CatchUpTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            until 23:50                            | 2026-11-21T23:49 | NO_OPINION
            until 23:50                            | 2026-11-22T00:00 | STOPPED
            until 23:50                            | 2026-11-22T00:50 | STOPPED
            until 23:50                            | 2026-11-22T00:51 | NO_OPINION
            from 22:00; until 23:50                | 2026-11-22T00:00 | STOPPED
            days sat; until 23:50, days sun        | 2026-11-22T00:00 | RUNNING
            days sat; from 23:50, days sun; until 08:00 | 2026-11-22T00:00 | RUNNING
            days sat; from 23:50                   | 2026-11-22T00:00 | STOPPED
            until 23:00                            | 2026-11-22T00:00 | STOPPED
            until 22:59                            | 2026-11-22T00:00 | NO_OPINION
            """)
    void anEdgeThatIsOverCountsForTheTimeGivenUntilTheScheduleWantsSomethingElse(
            String periods, String time, State state) {
        Schedule schedule = Given.run(BERLIN, periods.split(", "));

        assertThat(schedule.state(at(time, BERLIN), HOUR)).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-20T23:54, NO_OPINION", "2026-11-21T00:00, RUNNING", "2026-11-21T00:56, NO_OPINION"})
    void aStartTimeThatIsOverCountsToo(String time, State state) {
        Schedule schedule = Given.schedule(BERLIN, Map.of("start", "Mon-Fri 23:55"), Map.of());

        assertThat(schedule.state(at(time, BERLIN), HOUR)).isEqualTo(state);
    }

    @Test
    void theWindowOfAStopThatIsOverIsTheOneThatItBegan() {
        Schedule schedule = Given.run(BERLIN, "until 23:50");

        assertThat(schedule.window(at("2026-11-22T00:15", BERLIN), HOUR))
                .contains(new Window(at("2026-11-21T23:50", BERLIN), at("2026-11-22T00:00", BERLIN)));
        assertThat(schedule.window(at("2026-11-22T01:15", BERLIN), HOUR)).isEmpty();
    }

    /// A run every 15 minutes, of which any may be missed as long as not all of an hour are.
    @Test
    void whoeverAsksOnceInTheTimeGivenMissesNoLastWordOfADay() {
        long seed = 20261130;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            int minute = random.nextInt(1, 1440);
            String time = "%02d:%02d".formatted(minute / 60, minute % 60);
            Schedule schedule = Given.run(BERLIN, "until " + time);
            Instant edge = at("2026-11-21T" + time, BERLIN);
            Instant asked = edge.plusSeconds(random.nextLong(HOUR.toSeconds() + 1));

            assertThat(schedule.window(asked, HOUR).map(Window::start))
                    .as("seed %d, until %s, asked at %s", seed, time, asked)
                    .isEqualTo(Optional.of(edge));
        }
    }
}
