package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.DigestJson;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.rotator.FakeStore.Line;
import dev.nightshift.rotator.Plan.Demand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/// A parameter with an access key that is due, its user, people, and an application that calls every day, with a value
/// that it reads anew every third.
final class AccessKeyScene {
    static final String NAME = "/acme/prod/mailer";
    private static final RotatorConfig CONFIG =
            Fixture.config("\"dryRun\": false, \"soleActor\": true, \"accessKeys\": {\"users\": [\"/apps/*\"]}");
    static final Map<String, String> TAGS =
            Map.of("nightshift:rotate-every", "30d", "nightshift:strategy", "iam-access-key");

    final Line line = new Line();
    final FakeStore store = new FakeStore(line);
    final FakeAccessKeys iam = new FakeAccessKeys(line);
    final List<String> told = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    Secret inUse = iam.make();
    int days;

    AccessKeyScene() {
        store.put(NAME, inUse, FakeStore.PERSON, TAGS);
        line.pass(Duration.ofDays(31));
    }

    boolean invoke() {
        return invoke(Optional.empty());
    }

    /// One invocation; whether it came to its end and nothing was left to do.
    boolean invoke(Optional<Demand> demand) {
        Rotator rotator = new Rotator(
                CONFIG,
                store,
                (parameter, strategy) -> new AccessKeyTarget(iam, store, CONFIG.accessKeys(), line::pass),
                new RandomRotation(store, new Passwords(new Random(8)), CONFIG.passwords(), line::now),
                Fixture.PACE,
                List.of());
        try {
            Run run = Fixture.run(
                    rotator,
                    new Rotator.Order(
                            line.now(),
                            false,
                            demand,
                            () -> Duration.ofMinutes(10),
                            new FunctionArn("123456789012", "eu-central-1", "rotator"),
                            Attempts.first(line.now()),
                            Fixture.NOT_PAUSED),
                    digest -> line.call("tell", () -> told.add(DigestJson.machine(digest, 100))));
            Fixture.failure(run).ifPresent(why -> {
                throw new IllegalStateException(why);
            });
            return run.outcomes().stream().allMatch(outcome -> outcome.kind() == Outcome.Kind.NOT_DUE);
        } catch (Line.Death | CallException | IllegalStateException e) {
            errors.add(String.valueOf(e.getMessage()));
            return false;
        }
    }

    void day(String as) {
        line.pass(Duration.ofHours(23));
        inUse = ++days % 3 == 0 ? store.newest(NAME) : inUse;
        assertThat(iam.use(inUse))
                .as("%s, day %d: the application's call", as, days)
                .isTrue();
        line.pass(Duration.ofHours(1));
    }

    AccessKeyScene untilIdle(String as) {
        for (int runs = 0; runs < 60; runs++) {
            if (invoke()) {
                return this;
            }
            day(as);
        }
        throw new AssertionError(as + ": never idle: " + told);
    }

    void mustBeWell(String as) {
        assertThat(iam.use(store.newest(NAME))).as(as).isTrue();
        assertThat(iam.keys).as(as + ": orphans").hasSize(1);
        assertThat(store.isAnythingPending()).as(as).isFalse();
        assertThat(told).as(as).isNotEmpty();
        List<String> secrets = store.all(NAME).stream()
                .map(value -> JsonField.read(value).orElseThrow())
                .flatMap(fields ->
                        Stream.of("accessKeyId", "secretAccessKey").flatMap(name -> fields.text(name).stream()))
                .toList();
        assertThat(Stream.concat(told.stream(), errors.stream()))
                .as(as)
                .noneMatch(text -> secrets.stream().anyMatch(text::contains));
    }

    long values() {
        return store.all(NAME).stream().map(Secret::reveal).distinct().count();
    }
}
