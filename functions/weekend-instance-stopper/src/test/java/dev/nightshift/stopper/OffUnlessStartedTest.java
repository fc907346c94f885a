package dev.nightshift.stopper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.plan.Plan;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Off unless somebody starts it, then four hours.
class OffUnlessStartedTest {
    private static String kind(String stop, Instance instance, Instant now) {
        StopperConfig config = Fixture.read("""
                {"zone": "UTC", "schedules": {"weekend": {"stop": %s, "stopAfter": "4 hours"}}}""".formatted(stop));
        return Plan.of(config, List.of(instance), now).getFirst().getClass().getSimpleName();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "always"           | 2026-11-21T11:59:59Z | Keep
            "always"           | 2026-11-21T12:00:00Z | Stop
            "always"           | 2026-12-21T12:00:00Z | Stop
            ["00:00 -> 24:00"] | 2026-11-21T11:59:59Z | Keep
            ["00:00 -> 24:00"] | 2026-11-21T12:00:00Z | Stop
            """)
    void itRunsForFourHoursAfterItsStart(String stop, Instant now, String verdict) {
        assertThat(kind(stop, Fixture.startedAt("i-1", Instant.parse("2026-11-21T08:00:00Z")), now))
                .isEqualTo(verdict);
    }

    @Test
    void nothingStartsIt() {
        Instance stopped = Fixture.stopped(
                "i-1",
                "Client.UserInitiatedShutdown",
                Fixture.OUR_STOP,
                "nightshift:last=stop 0000-01-01T00:00:00Z/9999-12-31T23:59:59Z 2026-11-20T17:00:00Z");

        assertThat(kind("\"always\"", stopped, Instant.parse("2027-06-01T08:00:00Z")))
                .isEqualTo("Leave");
    }
}
