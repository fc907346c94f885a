package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.Digest;
import dev.nightshift.kit.DigestJson;
import dev.nightshift.kit.Json;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.rotator.FakeStore.Line;
import dev.nightshift.rotator.FakeStore.Line.Break;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every prefix of a rotation's calls, in every way in which the next one can go wrong, until nothing is left to do.
class CrashTest {
    private static final String NAME = "/acme/prod/db";
    private static final String FIRST = "first-password-of-the-application";
    private static final RotatorConfig CONFIG = Settings.read(
            "settings.json",
            Json.parse(
                    "settings.json",
                    "{\"zone\": \"UTC\", \"dryRun\": false, \"paths\": [\"/acme/\"], \"soleActor\": true}"),
            RotatorConfig::from);

    /// A parameter that is due, what it opens, and people.
    private static final class Scene {
        final Line line = new Line();
        final FakeStore store = new FakeStore(line);
        final FakeDatabase database;
        final List<String> told = new ArrayList<>();
        final Strategy strategy;
        private int alarms;

        Scene(Strategy strategy) {
            this.strategy = strategy;
            boolean alternating = strategy == Strategy.POSTGRES_ALTERNATING || strategy == Strategy.MYSQL_ALTERNATING;
            database = new FakeDatabase(line, alternating, new Random(7), CONFIG.passwords());
            database.passwords.put("app", FIRST);
            store.put(
                    NAME,
                    Secret.of("{\"username\": \"app\", \"password\": \"" + FIRST + "\"}"),
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
                    new RandomRotation(store, new Passwords(new Random(8)), CONFIG.passwords()),
                    Fixture.PACE,
                    digest -> line.call("tell", () -> told.add(text(digest))));
            Rotator.Order order = new Rotator.Order(
                    line.now(),
                    false,
                    Optional.empty(),
                    () -> Duration.ofMinutes(10),
                    new FunctionArn("123456789012", "eu-central-1", "rotator"));
            try {
                Run run = rotator.run(order);
                run.requireDone();
                return run.outcomes().stream().allMatch(outcome -> outcome.kind() == Outcome.Kind.NOT_DUE);
            } catch (Line.Death | CallException | IllegalStateException e) {
                // Lambda counts an error, and an alarm goes off.
                alarms++;
                assertThat(String.valueOf(e.getMessage())).doesNotContain(FIRST);
                return false;
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
            String all = String.join("\n", told);
            assertThat(all).as(as).doesNotContain(FIRST);
            for (Secret secret : store.all(NAME)) {
                assertThat(all).as(as).doesNotContain(password(secret));
            }
        }

        long values() {
            return store.all(NAME).stream().map(Secret::reveal).distinct().count();
        }
    }

    private static String text(Digest digest) {
        return DigestJson.machine(digest, 100);
    }

    private static String password(Secret secret) {
        return JsonField.read(secret).flatMap(fields -> fields.text("password")).orElse(secret.reveal());
    }

    private static int callsOf(Strategy strategy) {
        Scene scene = new Scene(strategy);
        scene.invoke();
        return scene.line.calls().size();
    }

    @Test
    void aRotationTakesTheseCalls() {
        Scene scene = new Scene(Strategy.POSTGRES);

        scene.invoke();

        assertThat(scene.line.calls())
                .containsExactly(
                        "describe", "read", "test", "begin", "read", "set", "test", "write", "read", "tell", "end");
        assertThat(scene.values()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"RANDOM", "POSTGRES", "POSTGRES_ALTERNATING", "MYSQL", "MYSQL_ALTERNATING"})
    void afterEveryBrokenCallAllEndsWell(Strategy strategy) {
        int calls = callsOf(strategy);
        for (int call = 0; call < calls; call++) {
            for (Break how : EnumSet.allOf(Break.class)) {
                String as = strategy + ", call " + call + " " + how;
                Scene scene = new Scene(strategy);
                scene.line.breakAt(call, how);

                scene.untilIdle(as).mustBeWell(as);

                assertThat(scene.values()).as(as).isLessThanOrEqualTo(2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "POSTGRES_ALTERNATING", "MYSQL", "MYSQL_ALTERNATING"})
    void withASecondInvocationInBetweenAllEndsWell(Strategy strategy) {
        int calls = callsOf(strategy);
        for (int between = 0; between < calls; between++) {
            for (int call = between; call < calls; call++) {
                for (Break how : EnumSet.allOf(Break.class)) {
                    String as = "%s, second before call %d, call %d %s".formatted(strategy, between, call, how);
                    Scene scene = new Scene(strategy);
                    scene.line.before(between, scene::invoke);
                    scene.line.breakAt(call, how);

                    scene.untilIdle(as).mustBeWell(as);

                    assertThat(scene.values()).as(as).isLessThanOrEqualTo(2);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "POSTGRES_ALTERNATING", "MYSQL", "MYSQL_ALTERNATING"})
    void withAForeignWriteInBetweenAllEndsWell(Strategy strategy) {
        int calls = callsOf(strategy);
        for (int between = 1; between < calls; between++) {
            for (int call = between; call < calls; call++) {
                for (Break how : EnumSet.allOf(Break.class)) {
                    String as = "%s, foreign write before call %d, call %d %s".formatted(strategy, between, call, how);
                    Scene scene = new Scene(strategy);
                    // Somebody mends the live parameter's form; its credential stays.
                    scene.line.before(
                            between,
                            () -> scene.store.put(
                                    NAME,
                                    Secret.of(scene.store.newest(NAME).reveal() + "\n"),
                                    FakeStore.PERSON,
                                    scene.tags()));
                    scene.line.breakAt(call, how);

                    scene.untilIdle(as).mustBeWell(as);
                }
            }
        }
    }
}
