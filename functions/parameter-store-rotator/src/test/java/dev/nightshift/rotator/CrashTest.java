package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.rotator.FakeStore.Line.Break;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every prefix of a rotation's calls, in every way in which the next one can go wrong, until nothing is left to do.
class CrashTest {
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
                        "describe",
                        "read",
                        "test",
                        "begin",
                        "read",
                        "set",
                        "test",
                        "write",
                        "read",
                        "services",
                        "secrets",
                        "redeploy shop/web",
                        "tell",
                        "end");
        assertThat(scene.values()).isEqualTo(2);
    }

    /// Somebody put the old value back at the target, or wrote a wrong one into the parameter.
    @ParameterizedTest
    @ValueSource(strings = {"", "rotate", "rollback"})
    void whenTheLiveValueIsDeadAndAVersionBeforeWorksItIsHealed(String demand) {
        Scene scene = new Scene(Strategy.POSTGRES);
        scene.store.put(
                Scene.NAME,
                Secret.of("{\"username\": \"app\", \"password\": \"dead\"}"),
                FakeStore.PERSON,
                scene.tags());
        scene.line.pass(Duration.ofDays(31));
        assertThat(scene.database.opens(scene.store.newest(Scene.NAME))).isFalse();

        scene.demand = Optional.of(demand)
                .filter(one -> !one.isEmpty())
                .map(one -> new Plan.Demand(
                        Scene.NAME, one.equals("rotate") ? Verdict.Origin.NEW : Verdict.Origin.PREVIOUS));
        scene.invoke();

        assertThat(scene.database.opens(scene.store.newest(Scene.NAME))).isTrue();
        assertThat(scene.store.isAnythingPending()).isFalse();
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
                for (Break how : EnumSet.complementOf(EnumSet.of(Break.REFUSED))) {
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

    /// Somebody reads the live value, edits another field and writes it, now or while the next call is made.
    @ParameterizedTest
    @CsvSource({"POSTGRES, 0", "POSTGRES, 1", "POSTGRES_ALTERNATING, 0", "POSTGRES_ALTERNATING, 1"})
    void anEditOfAnotherFieldIsNeverLostInSilence(Strategy strategy, int later) {
        int calls = callsOf(strategy);
        for (int between = 1; between < calls; between++) {
            for (int call = between; call < calls + 4; call++) {
                for (Break how : EnumSet.allOf(Break.class)) {
                    String as = "%s, edit before call %d, call %d %s".formatted(strategy, between, call, how);
                    Scene scene = new Scene(strategy);
                    scene.edits(between, between + later);
                    scene.line.breakAt(call, how);

                    scene.untilIdle(as).mustBeWell(as);

                    assertThat(scene.store.newest(Scene.NAME).reveal())
                            .as(as + ": " + scene.told)
                            .contains("edited");
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
                                    Scene.NAME,
                                    Secret.of(scene.store.newest(Scene.NAME).reveal() + "\n"),
                                    FakeStore.PERSON,
                                    scene.tags()));
                    scene.line.breakAt(call, how);

                    scene.untilIdle(as).mustBeWell(as);
                }
            }
        }
    }
}
