package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.SATURDAY;
import static dev.nightshift.stopper.Fixture.WINDOW_END;
import static dev.nightshift.stopper.Fixture.WINDOW_START;
import static dev.nightshift.stopper.Fixture.running;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.schedule.Window;
import dev.nightshift.stopper.Fleet.Failure;
import dev.nightshift.stopper.Outcome.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static final Window WEEKEND = new Window(WINDOW_START, WINDOW_END);
    private static final String INTERVAL = "2026-11-20T17:00:00Z/2026-11-23T07:00:00Z";
    private static final Failure DENIED = new Failure("UnauthorizedOperation", "no", false);

    private final FakeFleet fleet = new FakeFleet();

    private static Verdict stop(String id) {
        return new Verdict.Stop(running(id), WEEKEND, "");
    }

    private static Verdict start(String id) {
        return new Verdict.Start(running(id), WEEKEND, false, "");
    }

    @Test
    void theMarkerComesBeforeTheCallThatItSpeaksOf() {
        List<Outcome> outcomes = Outcome.of(fleet, List.of(stop("i-1"), start("i-2"), stop("i-3")), SATURDAY);

        assertThat(fleet.calls)
                .containsExactly(
                        "mark stop " + INTERVAL + " 2026-11-21T12:00:00Z [i-1, i-3]",
                        "stop [i-1, i-3]",
                        "mark start " + INTERVAL + " 2026-11-21T12:00:00Z [i-2]",
                        "start [i-2]");
        assertThat(outcomes).extracting(Outcome::kind).containsExactly(Kind.STOPPED, Kind.STARTED, Kind.STOPPED);
    }

    @Test
    void whatCannotBeMarkedIsNotStopped() {
        fleet.unmarkable.put("i-1", DENIED);

        List<Outcome> outcomes = Outcome.of(fleet, List.of(stop("i-1"), stop("i-2")), SATURDAY);

        assertThat(fleet.calls).last().isEqualTo("stop [i-2]");
        assertThat(outcomes).extracting(Outcome::kind).containsExactly(Kind.FAILED, Kind.STOPPED);
    }

    @Test
    void whatCannotBeMarkedIsStartedAllTheSame() {
        fleet.unmarkable.put("i-1", DENIED);

        List<Outcome> outcomes = Outcome.of(fleet, List.of(start("i-1")), SATURDAY);

        assertThat(fleet.calls).last().isEqualTo("start [i-1]");
        assertThat(outcomes).extracting(Outcome::kind).containsExactly(Kind.STARTED);
    }

    @Test
    void startsAreAskedForByZoneAndTypeBecauseCapacityIs() {
        Verdict large = new Verdict.Start(ofType("i-2", "m7g.large"), WEEKEND, false, "");
        Verdict metal = new Verdict.Start(ofType("i-3", "m7g.metal"), WEEKEND, false, "");
        fleet.refused.put("i-3", new Failure("InsufficientInstanceCapacity", "none left", true));

        List<Outcome> outcomes = Outcome.of(fleet, List.of(start("i-1"), large, metal), SATURDAY);

        assertThat(fleet.calls).contains("start [i-1, i-2]", "start [i-3]");
        assertThat(outcomes).extracting(Outcome::kind).containsExactly(Kind.STARTED, Kind.STARTED, Kind.FAILED);
    }

    private static Instance ofType(String id, String type) {
        return new Instance(id, type, "eu-central-1a", "stopped", WINDOW_START, "", "", "", "ebs", "", Fixture.tags());
    }

    @Test
    void nothingIsCalledWhereNothingIsToBeDone() {
        Outcome.of(
                fleet,
                List.of(
                        new Verdict.Keep(running("i-1"), ""),
                        new Verdict.Leave(running("i-2"), ""),
                        new Verdict.Refuse(running("i-3"), SATURDAY, "")),
                SATURDAY);

        assertThat(fleet.calls).isEmpty();
    }
}
