package dev.nightshift.rotator;

import dev.nightshift.kit.Digest;
import dev.nightshift.kit.Digest.Severity;
import dev.nightshift.kit.DigestJson;
import dev.nightshift.kit.Notified;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.kit.aws.Job;
import dev.nightshift.kit.aws.PauseCheck;
import dev.nightshift.kit.aws.Result;
import dev.nightshift.kit.aws.StateStore;
import dev.nightshift.kit.aws.StoredObject.Content;
import dev.nightshift.kit.aws.StoredObject.Version;
import dev.nightshift.rotator.FakeStore.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// The daily run that finds one parameter due, Lambda's retries, and the schedule that resumes, for some hours.
final class HoursScene {
    static final String NAME = "/acme/db";
    // More than an hour without anything to do.
    private static final Duration QUIET = Duration.ofMinutes(75);
    private static final Duration RETRY = Duration.ofMinutes(1);
    static final RotatorConfig CONFIG = Fixture.config("\"dryRun\": false, \"soleActor\": true,"
            + " \"checkEvery\": \"off\", \"accessKeys\": {\"users\": [\"/apps/*\"]}");
    private static final FunctionArn SELF = new FunctionArn("123456789012", "eu-central-1", "rotator");

    final Line line = new Line();
    final FakeStore store = new FakeStore(line);
    final List<Digest> told = new ArrayList<>();
    private final Strategy strategy;
    private final FakeFindings findings = new FakeFindings();
    private final WrongPasswordMemory memory = Fixture.memory();
    private Targets targets = (parameter, one) -> {
        throw new Target.Unsuitable("nothing is behind it");
    };
    private Predicate<Secret> opens = value -> true;
    private Optional<Instant> lockedOutSince = Optional.empty();
    private boolean critical;
    // Of what was not its doing the function cannot know before it looked.
    private boolean foreign;
    private BooleanSupplier isKnown = () -> true;
    private Instant owed = Instant.MIN;
    // Lambda's alarm on errors goes off.
    private boolean dead;
    /// The longest time in which the published value did not log in.
    Duration lockOut = Duration.ZERO;
    /// What was not as it must be at the end of a run.
    final List<String> silent = new ArrayList<>();

    HoursScene(Strategy strategy) {
        this.strategy = strategy;
        line.watch(this::look);
    }

    /// Somebody writes a value.
    ///
    /// @param field what of it is random, if it has parts
    void write(Secret value, String field) {
        Map<String, String> tags =
                new TreeMap<>(Map.of("nightshift:rotate-every", "30d", "nightshift:strategy", strategy.toString()));
        if (!field.isEmpty()) {
            tags.put(RandomField.TAG, field);
        }
        store.put(NAME, value, FakeStore.PERSON, tags);
        line.pass(Duration.ofDays(31));
    }

    void write(Secret value) {
        write(value, "");
    }

    /// @param seen whether the function was told that the published value does not log in
    void opened(Targets by, Predicate<Secret> when, BooleanSupplier seen) {
        isKnown = seen;
        targets = by;
        opens = when;
        foreign = !isLiveGood();
        look();
    }

    /// Whether a password is written down as sent whose answer is not.
    boolean isAnswerLost() {
        return memory.change(all -> all).user(NAME).refused().stream().anyMatch(one -> !one.sure());
    }

    boolean isLiveGood() {
        return opens.test(store.newest(NAME));
    }

    /// What was told, for people who debug.
    List<String> messages() {
        return told.stream().map(digest -> DigestJson.machine(digest, 100)).toList();
    }

    private void look() {
        if (isLiveGood()) {
            lockedOutSince = Optional.empty();
            critical = false;
            foreign = false;
            dead = false;
        } else {
            Instant since = lockedOutSince.orElseGet(line::now);
            lockedOutSince = Optional.of(since);
            Duration now = Duration.between(since, line.now());
            lockOut = now.compareTo(lockOut) > 0 ? now : lockOut;
        }
    }

    private StateStore<Notified> known() {
        return new StateStore<>() {
            @Override
            public Recalled<Notified> recall() {
                return findings.recall();
            }

            @Override
            public void keep(Notified value, Recalled<Notified> seen) {
                line.call("keep", () -> {
                    findings.keep(value, seen);
                    return "";
                });
            }
        };
    }

    /// Nothing is kept of checks.
    private static final class NoChecks implements StateStore<Checked> {
        @Override
        public Recalled<Checked> recall() {
            return new Recalled<>(
                    Checked.NOTHING, new Content(Optional.empty(), Version.NONE), Optional.empty(), Optional.empty());
        }

        @Override
        public void keep(Checked value, Recalled<Checked> seen) {
            // The next run begins anew.
        }
    }

    private RotatorJob job() {
        Rotator rotator = new Rotator(
                CONFIG,
                store,
                targets,
                new RandomRotation(store, new Passwords(new Random(1)), CONFIG.passwords(), line::now),
                new Pace(Duration.ZERO, () -> 0, line::pass),
                List.of());
        return new RotatorJob(
                rotator, known(), new NoChecks(), change -> line.call("remember", () -> memory.change(change)));
    }

    private void resume() {
        for (int attempt = 0; attempt < 3; attempt++) {
            try {
                if (job().isAnythingOwed(line.now())) {
                    owed = line.now();
                    invoke(new Ask(Optional.empty(), true));
                }
                return;
            } catch (Line.Death e) {
                line.pass(RETRY.multipliedBy(attempt + 1));
            }
        }
    }

    /// One invocation, and Lambda's two retries of one that fails.
    private void invoke(Ask ask) {
        Instant scheduled = line.now();
        for (int attempt = 0; attempt < 3; attempt++) {
            if (isOver(ask, scheduled)) {
                return;
            }
            line.pass(RETRY.multipliedBy(attempt + 1));
        }
    }

    private boolean isOver(Ask ask, Instant scheduled) {
        Instant end = line.now().plus(Duration.ofMinutes(13));
        try {
            Result result =
                    job().run(new Job.Call<>(ask, false, scheduled, SELF, end, end, line::now, PauseCheck.NEVER));
            for (Digest message : result.messages()) {
                line.call("tell", () -> told.add(message));
                critical |= message.severity() == Severity.CRITICAL;
            }
            result.store().run();
            look();
            boolean fails = result.reach().failure().isPresent();
            if (!isLiveGood() && !critical && !(foreign && (dead || !isKnown.getAsBoolean())) && !(fails && dead)) {
                silent.add("not reported as critical: " + messages());
            }
            return !fails;
        } catch (Line.Death e) {
            dead = true;
            return false;
        } catch (CallException e) {
            // People could not be told: the invocation fails.
            dead = true;
            return false;
        }
    }

    /// The daily run and what follows.
    ///
    /// @param demand what a person asks for instead
    HoursScene play(Optional<Plan.Demand> demand, Duration time) {
        Instant begin = line.now();
        invoke(new Ask(demand, false));
        owed = line.now();
        for (int tick = 1;
                line.now().isBefore(owed.plus(QUIET))
                        && Attempts.APART.multipliedBy(tick).compareTo(time) <= 0;
                tick++) {
            Instant at = begin.plus(Attempts.APART.multipliedBy(tick)).plusSeconds(17);
            if (line.now().isBefore(at)) {
                line.pass(Duration.between(line.now(), at));
                look();
            }
            resume();
        }
        return this;
    }
}
