package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.MONDAY;
import static dev.nightshift.stopper.Fixture.SATURDAY;
import static dev.nightshift.stopper.Fixture.STOP_MARKER;
import static dev.nightshift.stopper.Fixture.config;
import static dev.nightshift.stopper.Fixture.startedAt;
import static dev.nightshift.stopper.Fixture.stoppedAfter;
import static dev.nightshift.stopper.Fixture.verdict;
import static dev.nightshift.stopper.Fixture.withoutSchedule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.stopper.model.Finding;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Histories that a random world brought up: our stop was undone because a person asked for that, or the instance lost
/// its schedule, before the window was over.
class UndoneAndOrphanedTest {
    private static final String API = "Client.UserInitiatedShutdown";
    private static final String WEEKEND = "2026-11-20T17:00:00Z/2026-11-23T07:00:00Z";

    private static String undoneAt(Instant at) {
        return "nightshift:last=start " + WEEKEND + " " + at;
    }

    private static List<Finding> critical(Instance instance, Instant now) {
        return new Plan(config(), List.of(instance), now)
                .findings().stream()
                        .filter(finding -> finding.urgency() == Finding.Urgency.CRITICAL)
                        .toList();
    }

    private static String kind(Instance instance, Instant now) {
        return verdict(instance, now).getClass().getSimpleName();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T16:00:00Z, Start",
        "2026-11-23T06:59:59Z, Start",
        "2026-11-23T07:00:00Z, Keep",
    })
    void whatLostItsScheduleAndWasStoppedAgainInsideItsRecordedWindowIsStartedAtItsEnd(Instant stop, String verdict) {
        String transition =
                "User initiated (" + stop.toString().replace('T', ' ').replace("Z", " GMT)");
        Instance orphan = withoutSchedule(stoppedAfter("i-1", SATURDAY, API, transition, STOP_MARKER));

        assertThat(kind(orphan, MONDAY.plusSeconds(900))).isEqualTo(verdict);
        assertThat(kind(orphan, MONDAY.minusSeconds(1))).isNotEqualTo("Start");
    }

    @Test
    void anUndoneStopWhoseStartFailedInsideTheWindowIsStartedAtItsEnd() {
        Instance failed = stoppedAfter("i-1", SATURDAY.plusSeconds(20), "Server.InternalError", "", undoneAt(SATURDAY));

        assertThat(kind(failed, SATURDAY.plusSeconds(900))).isEqualTo("Leave");
        assertThat(critical(failed, SATURDAY.plus(Duration.ofHours(3)))).isEmpty();
        assertThat(kind(failed, MONDAY)).isEqualTo("Start");
        assertThat(critical(failed, MONDAY.plus(Duration.ofHours(2)))).hasSize(1);
    }

    @Test
    void anUndoneStopThatAPersonStopsAgainInsideTheWindowIsStartedAtItsEnd() {
        Instance again = stoppedAfter(
                "i-1", SATURDAY.plusSeconds(20), API, "User initiated (2026-11-22 23:53:44 GMT)", undoneAt(SATURDAY));

        assertThat(kind(again, MONDAY)).isEqualTo("Start");
    }

    @Test
    void whatIsDownForTwoHoursStaysCriticalWhileAnUndoBringsItUp() {
        Instant late = MONDAY.plus(Duration.ofHours(3));
        Instance comingUp = Fixture.of(startedAt("i-1", late.plusSeconds(4), undoneAt(late)), "pending");

        assertThat(critical(comingUp, late.plusSeconds(20)))
                .extracting(Finding::text)
                .containsExactly("it is pending because of us, and should run since 2026-11-23T07:00:00Z");
    }

    @Test
    void anUndoInsideTheWindowIsNotCriticalWhileItComesUp() {
        Instance comingUp = Fixture.of(startedAt("i-1", SATURDAY.plusSeconds(4), undoneAt(SATURDAY)), "pending");

        assertThat(critical(comingUp, SATURDAY.plusSeconds(20))).isEmpty();
    }
}
