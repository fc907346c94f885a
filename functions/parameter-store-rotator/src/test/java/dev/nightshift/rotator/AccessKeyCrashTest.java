package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.rotator.FakeStore.Line.Break;
import dev.nightshift.rotator.Plan.Demand;
import dev.nightshift.rotator.Verdict.Origin;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Every prefix of the calls that replace an access key and retire the one before, in every way in which the next one
/// can go wrong, one run a day until nothing is left to do.
class AccessKeyCrashTest {
    private static int callsOfOneRun() {
        AccessKeyScene scene = new AccessKeyScene();
        scene.invoke();
        return scene.line.calls().size();
    }

    @Test
    void aRotationTakesTheseCalls() {
        AccessKeyScene scene = new AccessKeyScene();

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
        AccessKeyScene scene = new AccessKeyScene().untilIdle("");

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
        AccessKeyScene scene = new AccessKeyScene();
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
        int calls = new AccessKeyScene().untilIdle("").line.calls().size();
        for (int call = 0; call < calls; call++) {
            for (Break how : EnumSet.allOf(Break.class)) {
                String as = "call " + call + " " + how;
                AccessKeyScene scene = new AccessKeyScene();
                scene.line.breakAt(call, how);

                scene.untilIdle(as).mustBeWell(as);

                assertThat(scene.values()).as(as).isLessThanOrEqualTo(2);
            }
        }
    }

    private static void mustEndWell(String meanwhile, Consumer<AccessKeyScene> event, int mostValues) {
        int calls = callsOfOneRun();
        for (int between = 0; between < calls; between++) {
            for (int call = between; call < calls; call++) {
                for (Break how : EnumSet.allOf(Break.class)) {
                    String as = "%s before call %d, call %d %s".formatted(meanwhile, between, call, how);
                    AccessKeyScene scene = new AccessKeyScene();
                    scene.line.before(between, () -> event.accept(scene));
                    scene.line.breakAt(call, how);

                    scene.untilIdle(as).mustBeWell(as);

                    assertThat(scene.values()).as(as).isLessThanOrEqualTo(mostValues);
                }
            }
        }
    }

    @Test
    void withASecondInvocationInBetweenAllEndsWell() {
        mustEndWell("second invocation", AccessKeyScene::invoke, 2);
    }

    /// Somebody mends the live parameter's form; its credential stays.
    @Test
    void withAForeignWriteInBetweenAllEndsWell() {
        mustEndWell(
                "foreign write",
                scene -> scene.store.put(
                        AccessKeyScene.NAME,
                        Secret.of(scene.store.newest(AccessKeyScene.NAME).reveal() + "\n"),
                        FakeStore.PERSON,
                        AccessKeyScene.TAGS),
                // Two before, and the new key twice where what was overwritten is taken over afterwards.
                4);
    }

    @Test
    void withASecondInvocationInTheMiddleOfARetirementAllEndsWell() {
        int calls = new AccessKeyScene().untilIdle("").line.calls().size();
        for (int between = callsOfOneRun(); between < calls; between++) {
            String as = "second before call " + between;
            AccessKeyScene scene = new AccessKeyScene();
            scene.line.before(between, scene::invoke);

            scene.untilIdle(as).mustBeWell(as);
        }
    }

    @Test
    void aRollbackMakesTheOldKeyWorkAgainAndRetiresTheBadOne() {
        for (int days : List.of(1, 10)) {
            AccessKeyScene scene = new AccessKeyScene();
            Secret first = scene.inUse;
            for (int day = 0; day < days; day++) {
                scene.invoke();
                scene.day("before");
            }

            scene.invoke(Optional.of(new Demand(AccessKeyScene.NAME, Origin.PREVIOUS)));

            assertThat(scene.store.newest(AccessKeyScene.NAME).sameAs(first))
                    .as("%d days", days)
                    .isTrue();
            assertThat(scene.iam.use(first)).as("%d days", days).isTrue();
            scene.day("after");
            scene.untilIdle("after " + days).mustBeWell("after " + days);
            assertThat(scene.store.newest(AccessKeyScene.NAME).sameAs(first)).isTrue();
        }
    }

    @Test
    void aKeyThatSomebodyMadeByHandIsToldAndLeftAlone() {
        AccessKeyScene scene = new AccessKeyScene();
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
