package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.stoppedAfter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.stopper.model.Finding;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.plan.Marker;
import dev.nightshift.stopper.plan.Plan;
import dev.nightshift.stopper.plan.Verdict;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `startAll` starts what stood still when its schedule began to want it, and respects a later stop.
class StartAllTest {
    private static final String API = "Client.UserInitiatedShutdown";
    private static final String INSIDE = "Client.InstanceInitiatedShutdown";

    /// No opinion on Mondays before 8, running until Thursday, no opinion on Fridays before 18, stopped from then on.
    private static final StopperConfig CONFIG = Fixture.read("""
            {"zone": "UTC", "startAll": true, "schedules": {
                "weekend": {"run": [{"days": "mon", "from": "08:00"}, {"days": "tue-thu"},
                                    {"days": "fri", "until": "18:00"}]}}}""");

    private static String kind(Instance instance, Instant now) {
        return Plan.of(CONFIG, List.of(instance), now).getFirst().getClass().getSimpleName();
    }

    @ParameterizedTest
    @CsvSource({
        // Stopped on Thursday: three changes lie before Monday's start.
        "2026-11-19 12:00:00, 2026-11-23T07:45:00Z, Leave",
        "2026-11-19 12:00:00, 2026-11-23T08:00:00Z, Start",
        "2026-11-19 12:00:00, 2026-11-24T15:00:00Z, Start",
        "2026-11-22 12:00:00, 2026-11-24T15:00:00Z, Start",
        "2026-11-23 07:59:59, 2026-11-23T08:00:00Z, Start",
        "2026-11-23 08:00:00, 2026-11-23T08:15:00Z, Keep",
    })
    void whatWasStoppedBeforeTheStartIsStarted(String stopped, Instant now, String verdict) {
        Instance instance =
                stoppedAfter("i-1", Instant.parse("2026-11-02T08:00:00Z"), API, "User initiated (" + stopped + " GMT)");

        assertThat(kind(instance, now)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        // It ran through weeks before somebody shut it down: EC2 does not tell when.
        "2026-11-02T08:00:00Z, 2026-11-23T08:00:00Z, Start",
        "2026-11-02T08:00:00Z, 2026-11-23T08:14:59Z, Start",
        "2026-11-02T08:00:00Z, 2026-11-23T08:15:00Z, Keep",
        "2026-11-23T08:00:05Z, 2026-11-23T08:10:00Z, Keep",
    })
    void withoutATimeOnlyTheFirstRunAfterTheStartKnows(Instant launched, Instant now, String verdict) {
        assertThat(kind(stoppedAfter("i-1", launched, INSIDE, ""), now)).isEqualTo(verdict);
    }

    @Test
    void itIsDownBecauseOfUsFromTheStartOnThatFailed() {
        Instant tuesday = Instant.parse("2026-11-24T15:00:00Z");
        Instance stopped = stoppedAfter(
                "i-1", Instant.parse("2026-11-02T08:00:00Z"), API, "User initiated (2026-11-22 12:00:00 GMT)");
        Verdict.Start start =
                (Verdict.Start) Plan.of(CONFIG, List.of(stopped), tuesday).getFirst();
        String marker = new Marker(Marker.Did.START, start.window(), tuesday).value();
        Instance failed =
                stoppedAfter("i-1", tuesday.plusSeconds(3), "Server.InternalError", "", "nightshift:last=" + marker);

        assertThat(new Plan(CONFIG, List.of(failed), tuesday.plusSeconds(7_199)).findings())
                .isEmpty();
        assertThat(new Plan(CONFIG, List.of(failed), tuesday.plusSeconds(7_200)).findings())
                .extracting(Finding::urgency)
                .containsExactly(Finding.Urgency.CRITICAL);
        assertThat(kind(failed, tuesday.plusSeconds(900))).isEqualTo("Start");
    }
}
