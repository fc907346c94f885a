package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.SATURDAY;
import static dev.nightshift.stopper.Fixture.WINDOW_END;
import static dev.nightshift.stopper.Fixture.WINDOW_START;
import static dev.nightshift.stopper.Fixture.running;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.schedule.Window;
import dev.nightshift.stopper.act.Execution;
import dev.nightshift.stopper.act.Outcome;
import dev.nightshift.stopper.act.Outcome.Kind;
import dev.nightshift.stopper.act.Outcome.Result;
import dev.nightshift.stopper.model.Failure;
import dev.nightshift.stopper.model.Failure.Scope;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.plan.Verdict;
import dev.nightshift.stopper.settings.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExecutionTest {
    private static final Window WEEKEND = new Window(WINDOW_START, WINDOW_END);
    private static final String INTERVAL = "2026-11-20T17:00:00Z/2026-11-23T07:00:00Z";
    private static final Failure DENIED = new Failure("UnauthorizedOperation", "no", Scope.INSTANCE);

    private final FakeFleet fleet = new FakeFleet();
    private final List<Duration> sleeps = new ArrayList<>();
    private Instant clock = SATURDAY;
    private Duration remaining = Duration.ofMinutes(4);

    private List<Outcome> carryOut(Verdict... verdicts) {
        return carryOut(1_000_000, List.of(verdicts));
    }

    private List<Outcome> carryOut(int maxStops, List<Verdict> verdicts) {
        return Execution.of(
                fleet,
                Pace.ofStops(() -> clock, this::sleep, () -> remaining),
                Pace.ofStarts(() -> clock, this::sleep, () -> remaining),
                maxStops,
                verdicts,
                SATURDAY);
    }

    private void sleep(Duration time) {
        sleeps.add(time);
        clock = clock.plus(time);
        remaining = remaining.minus(time);
    }

    private static Verdict stop(String id, String... tags) {
        return new Verdict.Stop(running(id, tags), WEEKEND, false, "");
    }

    private static Verdict start(String id, String... tags) {
        return new Verdict.Start(running(id, tags), WEEKEND, false, "");
    }

    private static List<Verdict> stops(int count) {
        return IntStream.range(0, count).mapToObj(i -> stop("i-" + i)).toList();
    }

    @Test
    void theMarkerComesBeforeTheCallThatItSpeaksOf() {
        List<Outcome> outcomes = carryOut(stop("i-1"), start("i-2"), stop("i-3"));

        assertThat(fleet.calls)
                .containsExactly(
                        "mark start " + INTERVAL + " 2026-11-21T12:00:00Z [i-2]",
                        "start [i-2]",
                        "mark stop " + INTERVAL + " 2026-11-21T12:00:00Z [i-1, i-3]",
                        "stop [i-1, i-3]");
        assertThat(outcomes).extracting(Outcome::kind).containsExactly(Kind.STOPPED, Kind.STARTED, Kind.STOPPED);
    }

    @Test
    void whatCannotBeMarkedIsNotStopped() {
        fleet.unmarkable.put("i-1", DENIED);

        List<Outcome> outcomes = carryOut(stop("i-1"), stop("i-2"));

        assertThat(fleet.calls).last().isEqualTo("stop [i-2]");
        assertThat(outcomes).extracting(Outcome::kind).containsExactly(Kind.FAILED, Kind.STOPPED);
    }

    @Test
    void whereNothingCouldBeMarkedNothingIsStopped() {
        fleet.unmarkable.put("i-1", DENIED);

        carryOut(stop("i-1"));

        assertThat(fleet.calls).hasSize(1).first().asString().startsWith("mark");
    }

    @Test
    void whatCannotBeMarkedIsStartedAllTheSame() {
        fleet.unmarkable.put("i-1", DENIED);

        List<Outcome> outcomes = carryOut(start("i-1"));

        assertThat(fleet.calls).last().isEqualTo("start [i-1]");
        assertThat(outcomes).extracting(Outcome::kind).containsExactly(Kind.STARTED);
    }

    @Test
    void startsAreAskedForByZoneAndTypeBecauseCapacityIs() {
        Verdict metal = new Verdict.Start(
                Fixture.of(running("i-3"), "m7g.metal", false, Instance.LocalData.NONE), WEEKEND, false, "");

        carryOut(start("i-1"), metal, start("i-2"));

        assertThat(fleet.calls).contains("start [i-1, i-2]", "start [i-3]");
    }

    @Test
    void startsFollowTheOrderAndStopsMirrorIt() {
        carryOut(
                start("i-1", "nightshift:start-order=2"),
                start("i-0"),
                stop("i-2"),
                stop("i-3", "nightshift:start-order=1"));

        assertThat(fleet.calls.stream().filter(call -> !call.startsWith("mark")))
                .containsExactly("start [i-0]", "start [i-1]", "stop [i-3]", "stop [i-2]");
    }

    @Test
    void hibernationIsARequestOfItsOwn() {
        Verdict hibernate = new Verdict.Stop(running("i-2"), WEEKEND, true, "");

        carryOut(stop("i-1"), hibernate, stop("i-3"));

        assertThat(fleet.calls).contains("stop [i-1, i-3]", "hibernate [i-2]");
    }

    @Test
    void aRefusalOfEverythingEndsTheWorkInItsPlace() {
        Failure everywhere = new Failure("UnauthorizedOperation", "You are not authorized.", Scope.PLACE);
        IntStream.range(0, 100).forEach(i -> fleet.refused.put("i-" + i, everywhere));

        List<Outcome> outcomes = carryOut(1_000, stops(250));

        assertThat(fleet.calls.stream().filter(call -> call.startsWith("stop"))).hasSize(1);
        assertThat(outcomes).extracting(Outcome::result).containsOnly(new Result.Failed(everywhere));
    }

    @Test
    void theBrakeHoldsAllStopsOfAPlaceAndNoStart() {
        List<Verdict> verdicts = new ArrayList<>(stops(3));
        verdicts.add(start("i-9"));

        List<Outcome> outcomes = carryOut(2, verdicts);

        assertThat(outcomes).extracting(Outcome::kind).containsExactly(Kind.HELD, Kind.HELD, Kind.HELD, Kind.STARTED);
        assertThat(fleet.calls).noneMatch(call -> call.startsWith("stop"));
        assertThat(carryOut(3, stops(3))).extracting(Outcome::kind).containsOnly(Kind.STOPPED);
    }

    @Test
    void fiveThousandStopsArePacedAndTheRestIsTheNextRunsWork() {
        List<Outcome> outcomes = carryOut(10_000, stops(6_000));

        long stopped = outcomes.stream().filter(o -> o.kind() == Kind.STOPPED).count();
        long deferred = outcomes.stream().filter(o -> o.kind() == Kind.DEFERRED).count();
        // 1,000 at once, then 20 a second in the four minutes that are left.
        assertThat(stopped).isEqualTo(1_000 + 47 * 100);
        assertThat(stopped + deferred).isEqualTo(6_000);
        assertThat(sleeps).hasSize(47).containsOnly(Duration.ofSeconds(5));
        assertThat(fleet.calls.stream().filter(call -> call.startsWith("stop"))).hasSize(57);
    }

    @Test
    void aStopThatIsDeferredIsNotEvenMarkedAndAStartIs() {
        remaining = Duration.ZERO;

        List<Outcome> outcomes = carryOut(stop("i-1"), start("i-2"));

        assertThat(outcomes).extracting(Outcome::kind).containsOnly(Kind.DEFERRED);
        assertThat(fleet.calls).containsExactly("mark start " + INTERVAL + " 2026-11-21T12:00:00Z [i-2]");
    }

    @Test
    void nothingIsCalledWhereNothingIsToBeDone() {
        carryOut(
                new Verdict.Keep(running("i-1"), ""),
                new Verdict.Leave(running("i-2"), ""),
                new Verdict.Refuse(running("i-3"), ""));

        assertThat(fleet.calls).isEmpty();
    }
}
