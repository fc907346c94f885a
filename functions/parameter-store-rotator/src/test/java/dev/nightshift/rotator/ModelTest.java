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
    private static final int NONE = -1;
    private static final int WRONG = 99;
    private static final int MOST_VALUES = 3;

    /// The world between two moments. Values are numbers; 0 is the first.
    ///
    /// @param pending the pending value
    /// @param base whether the live parameter is still the version the pending value was made from
    /// @param live the newest version's value, before it `earlier`
    /// @param accepted what the target takes
    /// @param flying a value on its way to the target, which takes it when it lands
    /// @param fresh whether less than the cool-down has passed since something was last sent
    /// @param locked whether the target refuses everybody
    /// @param values how many values there were
    /// @param people how often somebody else may still write
    private record World(
            int pending,
            boolean base,
            int live,
            int earlier,
            int accepted,
            int flying,
            boolean fresh,
            boolean reachable,
            boolean locked,
            int values,
            int people) {
        static final World FIRST = new World(NONE, true, 0, 0, 0, NONE, false, true, false, 1, 1);

        World pending(int value) {
            return new World(
                    value,
                    true,
                    live,
                    earlier,
                    accepted,
                    flying,
                    true,
                    reachable,
                    locked,
                    Math.max(values, value + 1),
                    people);
        }

        World live(int value, boolean ours) {
            return new World(
                    pending, ours && base, value, live, accepted, flying, fresh, reachable, locked, values, people);
        }

        World sent(int value) {
            return new World(pending, base, live, earlier, accepted, value, true, reachable, locked, values, people);
        }

        World landed() {
            return new World(pending, base, live, earlier, flying, NONE, fresh, reachable, locked, values, people);
        }

        World lost() {
            return new World(pending, base, live, earlier, accepted, NONE, fresh, reachable, locked, values, people);
        }

        World target(boolean canBeReached, boolean isLocked) {
            return new World(
                    pending, base, live, earlier, accepted, flying, fresh, canBeReached, isLocked, values, people);
        }

        World person(int value) {
            return new World(
                    pending, false, value, live, accepted, flying, fresh, reachable, locked, values, people - 1);
        }

        World rested() {
            return new World(pending, base, live, earlier, accepted, flying, false, reachable, locked, values, people);
        }

        Answer answer(int... tried) {
            if (!reachable) {
                return Answer.UNKNOWN;
            }
            for (int value : tried) {
                if (!locked && value == accepted) {
                    return Answer.YES;
                }
            }
            return Answer.NO;
        }

        /// Whether something durable opens the target, or will once all has landed.
        boolean isSafe() {
            return keeps(accepted) && (flying == NONE || keeps(flying));
        }

        private boolean keeps(int value) {
            return value == live || value == earlier || value == pending;
        }
    }

    /// What the step after these facts is.
    private interface Rule extends BiFunction<Facts, Logins, Step> {}

    /// Ways of deciding that look right and lose a credential.
    enum Unsafe {
        NO_WRITE_AHEAD,
        NO_COOL_DOWN,
        REGENERATE_WHILE_A_SET_MAY_LAND,
        DROP_PENDING_WHEN_NOTHING_AUTHENTICATES
    }

    private static Facts facts(World world, boolean coolDownMatters) {
        return new Facts(
                world.live() == 0,
                world.pending() != NONE,
                world.pending() == world.live(),
                !world.base(),
                false,
                !coolDownMatters || !world.fresh(),
                true,
                false);
    }

    private static Logins logins(World world) {
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
    private static List<World> acted(World world, Step step, Optional<Unsafe> variant) {
        List<World> after = new ArrayList<>();
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
            }
            case PUBLISH -> after.add(world.live(world.pending(), true));
            case FINISH, ABANDON -> after.add(world.pending(NONE));
            case RETIRE, WAIT, FREEZE, REST -> {}
        }
        return after;
    }

    /// What happens without the function.
    private static List<World> happened(World world) {
        List<World> after = new ArrayList<>();
        if (world.flying() != NONE) {
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
            if (world.pending() != NONE) {
                after.add(world.person(WRONG));
            }
        }
        return after;
    }

    private static Set<World> reachable(World first, Rule rule, boolean coolDown, Optional<Unsafe> variant) {
        Set<World> seen = new HashSet<>(Set.of(first));
        Deque<World> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            World world = open.removeFirst();
            List<World> next = new ArrayList<>(happened(world));
            next.addAll(acted(world, rule.apply(facts(world, coolDown), logins(world)), variant));
            next.stream().filter(seen::add).forEach(open::add);
        }
        return seen;
    }

    @Test
    void whateverHappensSomethingDurableOpensTheTarget() {
        Set<World> all = reachable(World.FIRST, StateTable::next, true, Optional.empty());

        assertThat(all).hasSizeGreaterThan(100).allMatch(World::isSafe);
    }

    @Test
    void fromEveryStateAQuietRunEndsWithALiveValueThatWorksAndNothingPending() {
        for (World world : reachable(World.FIRST, StateTable::next, true, Optional.empty())) {
            World quiet = (world.flying() == NONE ? world : world.landed())
                    .target(true, false)
                    .rested();
            for (int steps = 0; steps < 12; steps++) {
                List<World> next = acted(quiet, StateTable.next(facts(quiet, true), logins(quiet)), Optional.empty());
                quiet = next.isEmpty() ? quiet : next.getFirst();
                quiet = (quiet.flying() == NONE ? quiet : quiet.landed()).rested();
            }
            assertThat(quiet.pending()).as("after %s", world).isEqualTo(NONE);
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

        Set<World> all = reachable(World.FIRST, rule, variant != Unsafe.NO_COOL_DOWN, Optional.of(variant));

        assertThat(all).anyMatch(world -> !world.isSafe());
    }
}
