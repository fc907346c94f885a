package dev.nightshift.stopper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.Settings.Reading;
import dev.nightshift.schedule.Schedule;
import dev.nightshift.schedule.State;
import dev.nightshift.stopper.act.Execution;
import dev.nightshift.stopper.hand.Decision;
import dev.nightshift.stopper.hand.Decision.Change;
import dev.nightshift.stopper.hand.HandPlan;
import dev.nightshift.stopper.hand.Wish;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.plan.Marker;
import dev.nightshift.stopper.plan.Plan;
import dev.nightshift.stopper.plan.Verdict;
import dev.nightshift.stopper.settings.Policy;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Weeks in which a person stops a machine by hand at any time, and runs come every 15 minutes.
class HandWeeksTest {
    private static final Duration EVERY = Duration.ofMinutes(15);
    private static final int RUNS = 4 * 24 * 14;
    private static final List<String> SCHEDULES = List.of(
            "{\"stop\": [\"Fri 18:00 -> Mon 08:00\"]}",
            "{\"stop\": [\"Mon-Thu 20:00 -> 07:00\", \"Fri 20:00 -> Mon 07:00\"], \"startLead\": \"30 minutes\"}",
            "{\"run\": [{\"days\": \"mon-fri\", \"from\": \"09:00\", \"until\": \"17:00\"}]}",
            "{\"run\": [{\"days\": \"mon-fri\", \"from\": \"09:00\"}]}",
            "{\"run\": [{\"until\": \"19:00\"}, {\"days\": \"wed\", \"from\": \"10:00\"}]}",
            "{\"stop\": [\"Fri 18:00 -> Mon 08:00\"], \"enforced\": \"both\"}",
            "{\"stop\": [\"Mon-Sun 22:00 -> 06:00\"], \"startAll\": \"true\"}",
            "{\"stop\": [\"Sat 00:00 -> Sun 24:00\"], \"stopAfter\": \"4 hours\"}",
            "{\"start\": [\"Mon-Fri 09:00\"]}",
            "{\"stop\": \"always\", \"stopAfter\": \"4 hours\"}");

    private final SplittableRandom random = new SplittableRandom(seed());

    private static long seed() {
        System.out.println("HANDWEEKS seed 20261120");
        return 20261120;
    }

    private static StopperConfig config(String schedule) {
        return Fixture.read("""
                {"zone": "Europe/Berlin", "dryRun": false, "schedules": {"weekend": %s}}""".formatted(schedule));
    }

    private static Schedule schedule(StopperConfig config) {
        return switch (config.policies().get("weekend")) {
            case Reading.Good<Policy>(Policy policy) -> policy.schedule();
            case Reading.Bad<Policy>(var problems) -> throw new AssertionError(problems);
            case null -> throw new AssertionError("no schedule");
        };
    }

    /// The machine after a run.
    private static Instance run(StopperConfig config, Instance machine, Instant at) {
        Verdict verdict = Plan.of(config, List.of(machine), at).getFirst();
        Instance marked = Execution.marker(verdict, at)
                .map(marker -> machine.tagged(StopperConfig.MARKER_TAG, marker.value()))
                .orElse(machine);
        return switch (verdict) {
            case Verdict.Start _ -> marked.after("running", at, "", "");
            case Verdict.Stop _ -> stopped(marked, at);
            case Verdict.Mark _, Verdict.Keep _, Verdict.Leave _, Verdict.Refuse _ -> marked;
        };
    }

    private static Instance stopped(Instance machine, Instant at) {
        String time = at.toString().replace('T', ' ').replace("Z", " GMT");
        return machine.after(
                "stopped", machine.launchedAt(), "Client.UserInitiatedShutdown", "User initiated (" + time + ")");
    }

    private static Instance done(Instance machine, Change change, Instant now) {
        Instance tagged =
                change.tag().map(tag -> machine.tagged(tag.key(), tag.value())).orElse(machine);
        Verdict verdict = change.verdict().orElseThrow();
        Marker marker = Execution.marker(verdict, now).orElseThrow();
        Instance marked = tagged.tagged(StopperConfig.MARKER_TAG, marker.value());
        return verdict instanceof Verdict.Stop ? stopped(marked, now) : marked.after("running", now, "", "");
    }

    private Instant someMoment() {
        // Two clock changes fall into the year.
        return Instant.parse("2026-10-10T00:00:00Z").plusSeconds(random.nextLong(200L * 24 * 3600));
    }

    @Test
    void aStopUntilATimeIsOverAtTheFirstRunThatMayStartAndNotBefore() {
        int tried = 0;
        for (String text : SCHEDULES) {
            StopperConfig config = config(text);
            for (int i = 0; i < 15; i++) {
                Instant now = someMoment();
                Instant until = now.plusSeconds(60 + random.nextLong(5L * 24 * 3600));
                Instance machine = Fixture.startedAt("i-1", now.minus(Duration.ofDays(30)));
                Decision decision =
                        new HandPlan(config, true, machine, now).of(new Wish.Stop(Optional.of(until), false, "test"));
                if (decision instanceof Change change) {
                    tried++;
                    String what = text + " now " + now + " until " + until + " " + change.next();
                    Optional<Instant> started = assertDownUntil(config, done(machine, change, now), now, until, what);
                    started.ifPresent(at -> assertThat(said(change))
                            .as(what + " " + at)
                            .hasValueSatisfying(said -> assertThat(at).isBetween(said, said.plus(EVERY))));
                    assertThat(said(change).isPresent()).as(what).isEqualTo(started.isPresent());
                }
            }
        }
        assertThat(tried).isGreaterThan(80);
    }

    /// When the person was told that it will be started.
    private static Optional<Instant> said(Change change) {
        return change.next().stream()
                .filter(next -> next.contains(" on it is started: "))
                .map(next -> OffsetDateTime.parse(next.split(" ", -1)[1]).toInstant())
                .findFirst();
    }

    private static Optional<Instant> assertDownUntil(
            StopperConfig config, Instance stopped, Instant now, Instant until, String what) {
        Schedule schedule = schedule(config);
        Instance machine = stopped;
        Instant first = Instant.ofEpochSecond((now.getEpochSecond() / 900 + 1) * 900);
        for (int run = 0; run < RUNS; run++) {
            Instant at = first.plus(EVERY.multipliedBy(run));
            machine = run(config, machine, at);
            boolean due = !at.isBefore(until) && schedule.state(at) == State.RUNNING;
            assertThat(machine.is("running"))
                    .as(what + " at " + at + " " + machine.tags())
                    .isEqualTo(due);
            if (due) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    @Test
    void whatStaysOffIsNeverStartedAndComesBackWhenThatEnds() {
        for (String text : SCHEDULES) {
            StopperConfig config = config(text);
            for (int i = 0; i < 2; i++) {
                Instant now = someMoment();
                Instance running = Fixture.startedAt("i-1", now.minus(Duration.ofDays(30)));
                Change change =
                        (Change) new HandPlan(config, true, running, now).of(new Wish.Stop(Optional.empty(), true, ""));
                Instance machine = done(running, change, now);
                Instant at = now;
                for (int run = 0; run < RUNS; run++) {
                    at = at.plus(EVERY);
                    machine = run(config, machine, at);
                    assertThat(machine.is("stopped"))
                            .as(text + " " + now + " " + at)
                            .isTrue();
                    assertThat(new Plan(config, List.of(machine), at).findings())
                            .isEmpty();
                }
                Schedule schedule = schedule(config);
                Change end = (Change) new HandPlan(config, true, machine, at).of(new Wish.EndKeepOff());
                machine = machine.tagged(
                        end.tag().orElseThrow().key(), end.tag().orElseThrow().value());
                assertThat(run(config, machine, at).is("running"))
                        .as(text + " " + at)
                        .isEqualTo(schedule.state(at) == State.RUNNING);
            }
        }
    }

    @Test
    void aStartByHandIsOverriddenByEnforcedSchedulesAlone() {
        for (Map.Entry<String, Boolean> text :
                Map.of(SCHEDULES.getFirst(), false, SCHEDULES.get(5), true).entrySet()) {
            StopperConfig config = config(text.getKey());
            for (int i = 0; i < 40; i++) {
                Instant friday = Instant.parse("2026-11-20T17:00:00Z");
                Instance down = run(config, Fixture.startedAt("i-1", friday.minus(Duration.ofDays(3))), friday);
                Instant now = friday.plusSeconds(900 + random.nextLong(60L * 3600));
                Change start = (Change) new HandPlan(config, true, down, now).of(new Wish.Start());
                Instance machine = done(down, start, now);
                for (int run = 1; run <= 4; run++) {
                    machine = run(config, machine, now.plus(EVERY.multipliedBy(run)));
                }
                boolean inside = now.plus(EVERY.multipliedBy(2)).isBefore(Fixture.WINDOW_END);
                assertThat(machine.is("running")).as(text + " " + now).isEqualTo(!(text.getValue() && inside));
            }
        }
    }
}
