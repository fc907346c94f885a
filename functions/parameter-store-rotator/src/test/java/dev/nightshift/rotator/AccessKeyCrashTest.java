package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.DigestJson;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.rotator.FakeStore.Line;
import dev.nightshift.rotator.FakeStore.Line.Break;
import dev.nightshift.rotator.Plan.Demand;
import dev.nightshift.rotator.Verdict.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every prefix of the calls that replace an access key and retire the one before, in every way in which the next one
/// can go wrong, one run a day until nothing is left to do. An application calls every day, with a value that it reads
/// anew every third.
class AccessKeyCrashTest {
    private static final String NAME = "/acme/prod/mailer";
    private static final RotatorConfig CONFIG =
            Fixture.config("\"dryRun\": false, \"soleActor\": true, \"accessKeys\": {\"users\": [\"/apps/*\"]}");
    private static final Map<String, String> TAGS =
            Map.of("nightshift:rotate-every", "30d", "nightshift:strategy", "iam-access-key");

    private static final class Scene {
        final Line line = new Line();
        final FakeStore store = new FakeStore(line);
        final FakeAccessKeys iam = new FakeAccessKeys(line);
        final List<String> told = new ArrayList<>();
        Secret inUse = iam.make();
        private int alarms;
        private int days;

        Scene() {
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
                    List.of(),
                    digest -> line.call("tell", () -> told.add(DigestJson.machine(digest, 100))));
            try {
                Run run = rotator.run(new Rotator.Order(
                        line.now(),
                        false,
                        demand,
                        () -> Duration.ofMinutes(10),
                        new FunctionArn("123456789012", "eu-central-1", "rotator")));
                run.requireDone();
                return run.outcomes().stream().allMatch(outcome -> outcome.kind() == Outcome.Kind.NOT_DUE);
            } catch (Line.Death | CallException | IllegalStateException e) {
                alarms++;
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

        Scene untilIdle(String as) {
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
            assertThat(told.size() + alarms).as(as).isPositive();
            assertThat(told).as(as).isNotEmpty();
            List<String> secrets = store.all(NAME).stream()
                    .map(value -> JsonField.read(value).orElseThrow())
                    .flatMap(fields ->
                            Stream.of("accessKeyId", "secretAccessKey").flatMap(name -> fields.text(name).stream()))
                    .toList();
            assertThat(told).as(as).noneMatch(text -> secrets.stream().anyMatch(text::contains));
        }

        long values() {
            return store.all(NAME).stream().map(Secret::reveal).distinct().count();
        }
    }

    private static int callsOfOneRun() {
        Scene scene = new Scene();
        scene.invoke();
        return scene.line.calls().size();
    }

    @Test
    void aRotationTakesTheseCalls() {
        Scene scene = new Scene();

        scene.invoke();

        assertThat(scene.line.calls())
                .containsExactly(
                        "describe",
                        "read",
                        "caller",
                        "list",
                        "claim",
                        "create",
                        "begin",
                        "read",
                        "caller",
                        "caller",
                        "write",
                        "read",
                        "tell",
                        "end");
        assertThat(scene.iam.keys).hasSize(2);
    }

    @Test
    void theKeyThatWasReplacedIsRetiredOnceNobodyUsesItAndGoesLater() {
        Scene scene = new Scene().untilIdle("");

        scene.mustBeWell("");
        assertThat(scene.values()).isEqualTo(2);
        // Used until the end of day 2, inactive on day 9, deleted on day 16; a day later nothing is left to do.
        assertThat(scene.days).isEqualTo(17);
        assertThat(scene.line.calls()).containsSubsequence("write", "deactivate", "delete", "release");
        assertThat(scene.told)
                .satisfiesExactly(
                        rotated -> assertThat(rotated).contains("\"verdict\":\"1 rotated\""),
                        inactive -> assertThat(inactive).contains("is inactive now and is deleted later"),
                        gone -> assertThat(gone).contains("\"verdict\":\"1 retired\"", "is deleted"));
    }

    @Test
    void aKeyThatIsStillUsedIsNeverTouchedAndToldDaily() {
        Scene scene = new Scene();
        Secret first = scene.inUse;
        for (int day = 0; day < 25; day++) {
            scene.invoke();
            scene.line.pass(Duration.ofDays(1));
            assertThat(scene.iam.use(first)).isTrue();
        }

        assertThat(scene.line.calls()).doesNotContain("deactivate", "delete");
        assertThat(scene.told).hasSize(1 + 17);
        assertThat(scene.told.getLast()).contains("was replaced and is still used: s3 in eu-central-1");
    }

    @Test
    void afterEveryBrokenCallAllEndsWell() {
        int calls = new Scene().untilIdle("").line.calls().size();
        for (int call = 0; call < calls; call++) {
            for (Break how : EnumSet.allOf(Break.class)) {
                String as = "call " + call + " " + how;
                Scene scene = new Scene();
                scene.line.breakAt(call, how);

                scene.untilIdle(as).mustBeWell(as);

                assertThat(scene.values()).as(as).isLessThanOrEqualTo(2);
            }
        }
    }

    @Test
    void withASecondInvocationInBetweenAllEndsWell() {
        int calls = callsOfOneRun();
        for (int between = 0; between < calls; between++) {
            for (int call = between; call < calls; call++) {
                for (Break how : EnumSet.allOf(Break.class)) {
                    String as = "second before call %d, call %d %s".formatted(between, call, how);
                    Scene scene = new Scene();
                    scene.line.before(between, scene::invoke);
                    scene.line.breakAt(call, how);

                    scene.untilIdle(as).mustBeWell(as);

                    assertThat(scene.values()).as(as).isLessThanOrEqualTo(2);
                }
            }
        }
    }

    @Test
    void withASecondInvocationInTheMiddleOfARetirementAllEndsWell() {
        int calls = new Scene().untilIdle("").line.calls().size();
        for (int between = callsOfOneRun(); between < calls; between++) {
            String as = "second before call " + between;
            Scene scene = new Scene();
            scene.line.before(between, scene::invoke);

            scene.untilIdle(as).mustBeWell(as);
        }
    }

    @Test
    void withAForeignWriteInBetweenAllEndsWell() {
        int calls = callsOfOneRun();
        for (int between = 1; between < calls; between++) {
            for (int call = between; call < calls; call++) {
                for (Break how : EnumSet.allOf(Break.class)) {
                    String as = "foreign write before call %d, call %d %s".formatted(between, call, how);
                    Scene scene = new Scene();
                    // Somebody mends the live parameter's form; its credential stays.
                    scene.line.before(
                            between,
                            () -> scene.store.put(
                                    NAME, Secret.of(scene.store.newest(NAME).reveal() + "\n"), FakeStore.PERSON, TAGS));
                    scene.line.breakAt(call, how);

                    scene.untilIdle(as).mustBeWell(as);
                }
            }
        }
    }

    @Test
    void aRollbackMakesTheOldKeyWorkAgainAndRetiresTheBadOne() {
        for (int days : List.of(1, 10)) {
            Scene scene = new Scene();
            Secret first = scene.inUse;
            for (int day = 0; day < days; day++) {
                scene.invoke();
                scene.day("before");
            }

            scene.invoke(Optional.of(new Demand(NAME, Origin.PREVIOUS)));

            assertThat(scene.store.newest(NAME).sameAs(first))
                    .as("%d days", days)
                    .isTrue();
            assertThat(scene.iam.use(first)).as("%d days", days).isTrue();
            scene.day("after");
            scene.untilIdle("after " + days).mustBeWell("after " + days);
            assertThat(scene.store.newest(NAME).sameAs(first)).isTrue();
        }
    }

    @Test
    void aKeyThatSomebodyMadeByHandIsToldAndLeftAlone() {
        Scene scene = new Scene();
        scene.iam.make();

        for (int day = 0; day < 40; day++) {
            scene.invoke();
            scene.day("");
        }

        assertThat(scene.iam.keys)
                .hasSize(2)
                .allSatisfy((id, key) -> assertThat(key.active()).isTrue());
        assertThat(scene.store.isAnythingPending()).isFalse();
        assertThat(scene.told)
                .hasSize(40)
                .allSatisfy(text -> assertThat(text).contains("the user mailer has another access key"));
    }
}
