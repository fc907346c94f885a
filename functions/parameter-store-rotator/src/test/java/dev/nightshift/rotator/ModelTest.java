package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.rotator.StateTable.Facts;
import dev.nightshift.rotator.StateTable.Logins;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every state that one user's rotation can come into: crashes before and after each effect, requests that land late,
/// a target that is out of reach or locks the user, and a person who writes the live parameter.
class ModelTest {
    private static final int WRONG = 99;
    private static final int MOST_VALUES = 3;

    /// What the step after these facts is.
    private interface Rule extends BiFunction<Facts, Logins, Step> {}

    /// Ways of deciding that look right and lose a credential.
    enum Unsafe {
        NO_WRITE_AHEAD,
        NO_COOL_DOWN,
        REGENERATE_WHILE_A_SET_MAY_LAND,
        DROP_PENDING_WHEN_NOTHING_AUTHENTICATES,
        SET_BACK_THAT_LANDS_LATE
    }

    private static Facts facts(ModelWorld world, boolean coolDownMatters) {
        return new Facts(
                world.live() == 0,
                world.pending() != ModelWorld.NONE,
                world.pending() == world.live(),
                !world.base(),
                false,
                !coolDownMatters || !world.fresh(),
                true,
                false);
    }

    private static Logins logins(ModelWorld world) {
        return new Logins() {
            @Override
            public Answer pending() {
                return world.answer(world.pending());
            }

            @Override
            public Answer live() {
                return world.answer(world.live());
            }

            @Override
            public Answer earlier() {
                return world.answer(world.earlier());
            }
        };
    }

    /// What one step of the function can leave behind: it may die before or after each of its
    /// effects.
    private static List<ModelWorld> acted(ModelWorld world, Step step, Optional<Unsafe> variant) {
        List<ModelWorld> after = new ArrayList<>();
        switch (step) {
            case BEGIN -> {
                if (world.values() < MOST_VALUES) {
                    after.add(
                            variant.equals(Optional.of(Unsafe.NO_WRITE_AHEAD))
                                    ? world.sent(world.values())
                                    : world.pending(world.values()));
                }
            }
            case SET -> {
                if (variant.equals(Optional.of(Unsafe.REGENERATE_WHILE_A_SET_MAY_LAND))
                        && world.values() < MOST_VALUES) {
                    after.add(world.pending(world.values()));
                }
                after.add(world.sent(world.pending()));
                // The session that set it sets the value before back; the server bounds how long that may take.
                ModelWorld back = world.sent(world.pending()).landed().sent(world.accepted());
                after.add(variant.equals(Optional.of(Unsafe.SET_BACK_THAT_LANDS_LATE)) ? back : back.landed());
            }
            case PUBLISH -> {
                after.add(world.live(world.pending(), true));
                // Parameter Store refuses it for good: the live value is set back.
                if (world.answer(world.pending()) == Answer.YES && world.base()) {
                    after.add(world.sent(world.live()).landed());
                }
            }
            case FINISH, ABANDON -> after.add(world.pending(ModelWorld.NONE));
            case RETIRE, WAIT, FREEZE, REST -> {}
        }
        return after;
    }

    /// What happens without the function.
    private static List<ModelWorld> happened(ModelWorld world) {
        List<ModelWorld> after = new ArrayList<>();
        if (world.flying() != ModelWorld.NONE) {
            after.add(world.landed());
            after.add(world.lost());
        } else {
            // What is on its way has landed or is lost when the cool-down is over: it is at least
            // both time-outs long.
            after.add(world.rested());
        }
        after.add(world.target(!world.reachable(), world.locked()));
        after.add(world.target(world.reachable(), !world.locked()));
        if (world.people() > 0) {
            after.add(world.person(world.live()));
            after.add(world.person(world.accepted()));
            if (world.pending() != ModelWorld.NONE) {
                after.add(world.person(WRONG));
            }
        }
        return after;
    }

    private static Set<ModelWorld> reachable(ModelWorld first, Rule rule, boolean coolDown, Optional<Unsafe> variant) {
        Set<ModelWorld> seen = new HashSet<>(Set.of(first));
        Deque<ModelWorld> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            ModelWorld world = open.removeFirst();
            List<ModelWorld> next = new ArrayList<>(happened(world));
            next.addAll(acted(world, rule.apply(facts(world, coolDown), logins(world)), variant));
            next.stream().filter(seen::add).forEach(open::add);
        }
        return seen;
    }

    @Test
    void whateverHappensSomethingDurableOpensTheTarget() {
        Set<ModelWorld> all = reachable(ModelWorld.FIRST, StateTable::next, true, Optional.empty());

        assertThat(all).hasSizeGreaterThan(100).allMatch(ModelWorld::isSafe);
    }

    @Test
    void fromEveryStateAQuietRunEndsWithALiveValueThatWorksAndNothingPending() {
        for (ModelWorld world : reachable(ModelWorld.FIRST, StateTable::next, true, Optional.empty())) {
            ModelWorld quiet = (world.flying() == ModelWorld.NONE ? world : world.landed())
                    .target(true, false)
                    .rested();
            for (int steps = 0; steps < 12; steps++) {
                List<ModelWorld> next =
                        acted(quiet, StateTable.next(facts(quiet, true), logins(quiet)), Optional.empty());
                quiet = next.isEmpty() ? quiet : next.getFirst();
                quiet = (quiet.flying() == ModelWorld.NONE ? quiet : quiet.landed()).rested();
            }
            assertThat(quiet.pending()).as("after %s", world).isEqualTo(ModelWorld.NONE);
            assertThat(quiet.live()).as("after %s", world).isEqualTo(quiet.accepted());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theModelCatches(Unsafe variant) {
        Rule rule = variant == Unsafe.DROP_PENDING_WHEN_NOTHING_AUTHENTICATES
                ? (facts, logins) -> {
                    Step step = StateTable.next(facts, logins);
                    return step == Step.FREEZE && facts.pending() ? Step.ABANDON : step;
                }
                : StateTable::next;

        Set<ModelWorld> all = reachable(ModelWorld.FIRST, rule, variant != Unsafe.NO_COOL_DOWN, Optional.of(variant));

        assertThat(all).anyMatch(world -> !world.isSafe());
    }
}
