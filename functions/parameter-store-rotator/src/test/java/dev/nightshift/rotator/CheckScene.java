package dev.nightshift.rotator;

import dev.nightshift.kit.Digest;
import dev.nightshift.kit.Metrics;
import dev.nightshift.kit.Pauses;
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

/// Parameters that are not due, day after day, with what outlives a run.
final class CheckScene {
    final Line line = new Line();
    final FakeStore store = new FakeStore(line);
    final FakeFindings findings = new FakeFindings();
    final FakeDatabase database =
            new FakeDatabase(line, false, new Random(5), Fixture.config().passwords());
    final List<Digest> told = new ArrayList<>();
    Targets targets = (parameter, strategy) -> database;
    RotatorConfig config = Fixture.config("\"dryRun\": false, \"soleActor\": true, \"checkEvery\": \"7 days\"");
    Pauses pauses = Pauses.NONE;
    Checked checked = Checked.NOTHING;
    boolean storeLost;
    List<ConsumerRound> consumers = List.of();
    private final WrongPasswordMemory wrongPasswords = Fixture.memory();

    /// A parameter with a user of its own, written by us a moment ago.
    void put(String name, String strategy, String user, String password) {
        store.put(name, value(user, password), FakeStore.OURS, tags(strategy));
    }

    static Map<String, String> tags(String strategy) {
        return Map.of("nightshift:rotate-every", "900d", "nightshift:strategy", strategy);
    }

    static Secret value(String user, String password) {
        return Secret.of("{\"username\": \"%s\", \"password\": \"%s\"}".formatted(user, password));
    }

    private Rotator rotator() {
        return new Rotator(
                config,
                store,
                targets,
                new RandomRotation(store, new Passwords(new Random(6)), config.passwords(), line::now),
                Fixture.PACE,
                consumers);
    }

    /// What became of one run at this moment.
    Result run(Ask ask) {
        Result result = new RotatorJob(rotator(), findings, memory(), wrongPasswords)
                .run(new Job.Call<>(
                        ask,
                        false,
                        line.now(),
                        new FunctionArn("123456789012", "eu-central-1", "rotator"),
                        line.now().plus(Duration.ofMinutes(10)),
                        line.now().plus(Duration.ofMinutes(10)),
                        line::now,
                        new PauseCheck("parameter-store-rotator", line.now(), () -> pauses)));
        told.addAll(result.messages());
        result.store().run();
        return result;
    }

    /// A run as every day, and the day after it.
    Result daily() {
        Result result = run(Ask.DAILY);
        line.pass(Duration.ofDays(1));
        return result;
    }

    /// Whether a run of the schedule that resumes finds work, at this moment.
    boolean resumes() {
        boolean owed = new RotatorJob(rotator(), findings, memory(), wrongPasswords).isAnythingOwed(line.now());
        if (owed) {
            run(new Ask(Optional.empty(), true));
        }
        return owed;
    }

    static String metrics(Result result) {
        Metrics line = new Metrics("rotator", Instant.EPOCH);
        result.counts().accept(line);
        return line.line();
    }

    private StateStore<Checked> memory() {
        return new StateStore<>() {
            @Override
            public Recalled<Checked> recall() {
                return new Recalled<>(
                        storeLost ? Checked.NOTHING : checked,
                        new Content(Optional.empty(), Version.NONE),
                        Optional.empty(),
                        storeLost ? Optional.of("S3 does not answer") : Optional.empty());
            }

            @Override
            public void keep(Checked value, Recalled<Checked> seen) {
                checked = value;
            }
        };
    }
}
