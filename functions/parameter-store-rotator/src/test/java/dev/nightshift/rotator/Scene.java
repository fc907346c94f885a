package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.DigestJson;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.rotator.Consumers.Service;
import dev.nightshift.rotator.FakeStore.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/// A parameter that is due, what it opens, and people.
final class Scene {
    static final String NAME = "/acme/prod/db";

    private static final String FIRST = "first-password-of-the-application";
    private static final Service WEB = new Service("shop", "web");
    private static final RotatorConfig CONFIG = Fixture.config("\"dryRun\": false, \"soleActor\": true");

    final Line line = new Line();
    final FakeStore store = new FakeStore(line);
    final FakeDatabase database;
    final List<String> told = new ArrayList<>();
    final Strategy strategy;
    private final FakeEcs ecs = new FakeEcs(line).with(WEB.toString(), NAME);
    Optional<Plan.Demand> demand = Optional.empty();
    private int alarms;

    Scene(Strategy strategy) {
        this.strategy = strategy;
        boolean alternating = strategy == Strategy.POSTGRES_ALTERNATING || strategy == Strategy.MYSQL_ALTERNATING;
        database = new FakeDatabase(line, alternating, new Random(7), CONFIG.passwords());
        database.passwords.put("app", FIRST);
        store.put(
                NAME,
                Secret.of(
                        strategy == Strategy.RANDOM
                                ? FIRST
                                : "{\"username\": \"app\", \"password\": \"" + FIRST + "\"}"),
                FakeStore.PERSON,
                tags());
        line.pass(Duration.ofDays(31));
    }

    Map<String, String> tags() {
        return Map.of("nightshift:rotate-every", "30d", "nightshift:strategy", strategy.toString());
    }

    /// One invocation; whether it came to its end and nothing was left to do.
    boolean invoke() {
        Rotator rotator = new Rotator(
                CONFIG,
                store,
                (parameter, one) -> database,
                new RandomRotation(store, new Passwords(new Random(8)), CONFIG.passwords(), line::now),
                Fixture.PACE,
                List.of(new Redeployments(ecs, List.of(WEB), time -> {})));
        Rotator.Order order = new Rotator.Order(
                line.now(),
                false,
                demand,
                () -> Duration.ofMinutes(10),
                new FunctionArn("123456789012", "eu-central-1", "rotator"),
                Attempts.first(line.now()),
                Fixture.NOT_PAUSED);
        try {
            Run run = Fixture.run(
                    rotator, order, digest -> line.call("tell", () -> told.add(DigestJson.machine(digest, 100))));
            Fixture.failure(run).ifPresent(why -> {
                throw new IllegalStateException(why);
            });
            return Fixture.isIdle(run);
        } catch (Line.Death | CallException | IllegalStateException e) {
            // Lambda counts an error, and an alarm goes off.
            alarms++;
            assertThat(String.valueOf(e.getMessage())).doesNotContain(FIRST);
            return false;
        }
    }

    /// Somebody reads the value before one call, and writes it with another field before one that is not earlier.
    void edits(int read, int written) {
        AtomicReference<Secret> seen = new AtomicReference<>();
        Runnable reads = () -> seen.set(store.newest(NAME));
        Runnable writes = () -> store.put(
                NAME,
                Secret.of(seen.get().reveal().replaceFirst("\\}$", ", \"note\": \"edited\"}")),
                FakeStore.PERSON,
                tags());
        line.before(
                read,
                read == written
                        ? () -> {
                            reads.run();
                            writes.run();
                        }
                        : reads);
        if (read != written) {
            line.before(written, writes);
        }
    }

    Scene untilIdle(String as) {
        for (int runs = 0; runs < 8; runs++) {
            if (invoke()) {
                return this;
            }
            line.pass(Duration.ofDays(1));
        }
        throw new AssertionError(as + ": never idle: " + line.calls());
    }

    void mustBeWell(String as) {
        if (strategy != Strategy.RANDOM) {
            assertThat(database.opens(store.newest(NAME))).as(as).isTrue();
            assertThat(told).as(as).isNotEmpty();
        } else {
            assertThat(told.size() + alarms).as(as).isPositive();
        }
        assertThat(store.isAnythingPending()).as(as).isFalse();
        assertThat(ecs.deployed.get(WEB)).as(as).isAfterOrEqualTo(publishedByUs());
        String all = String.join("\n", told);
        assertThat(all).as(as).doesNotContain(FIRST);
        for (Secret secret : store.all(NAME)) {
            assertThat(all).as(as).doesNotContain(password(secret));
        }
    }

    private Instant publishedByUs() {
        Parameter live = Objects.requireNonNull(store.described.get(NAME));
        return live.modifiedBy().equals(FakeStore.OURS) ? live.modified() : Instant.MIN;
    }

    private static String password(Secret secret) {
        return JsonField.read(secret).flatMap(fields -> fields.text("password")).orElse(secret.reveal());
    }

    long values() {
        return store.all(NAME).stream().map(Secret::reveal).distinct().count();
    }
}
