package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.rotator.AccessKeyFate.Deactivate;
import dev.nightshift.rotator.AccessKeyFate.Delete;
import dev.nightshift.rotator.AccessKeyFate.DeleteLost;
import dev.nightshift.rotator.AccessKeyFate.Foreign;
import dev.nightshift.rotator.AccessKeyFate.Keep;
import dev.nightshift.rotator.AccessKeys.Use;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every state that the key beside the live one can come into in a fortnight: whoever has it calls on any day or not,
/// a person makes it active again, and the function runs on any day or not.
class AccessKeyModelTest {
    private static final Instant CLAIMED = Instant.parse("2026-11-22T04:10:00Z");
    private static final Duration UNUSED_FOR = Duration.ofDays(3);
    private static final int NEVER = -1;
    private static final int LAST_DAY = 14;

    /// Whose the key is.
    enum Owner {
        /// Ours until its follower was published: an application may still have it.
        REPLACED,
        /// Ours: its secret was lost when it was made, and nothing was published.
        LOST,
        /// A person's, who made it before the claim.
        PERSON_BEFORE,
        /// A person's, who made it right after the claim and has called with it.
        PERSON_AFTER
    }

    /// The world between two moments.
    ///
    /// @param day since the claim and the publication
    /// @param lastUse the day of the last call with the key
    record World(Owner owner, int day, boolean active, int lastUse, boolean gone) {
        static World first(Owner owner) {
            return new World(owner, 0, true, owner == Owner.PERSON_AFTER ? 0 : NEVER, false);
        }

        World used() {
            return new World(owner, day, active, day, gone);
        }

        World active(boolean nowActive) {
            return new World(owner, day, nowActive, lastUse, gone);
        }

        World deleted() {
            return new World(owner, day, active, lastUse, true);
        }

        World nextDay() {
            return new World(owner, day + 1, active, lastUse, gone);
        }
    }

    /// What is done with the key.
    interface Rule extends Function<World, AccessKeyFate> {}

    /// Ways of deciding that look right and harm somebody.
    enum Unsafe implements Rule {
        /// What is neither live nor pending is an orphan.
        WITHOUT_A_CLAIM {
            @Override
            public AccessKeyFate apply(World world) {
                return world.owner() == Owner.REPLACED ? fate(world) : new DeleteLost();
            }
        },
        /// What was replaced has its time, whoever calls with it.
        BY_A_TIMER {
            @Override
            public AccessKeyFate apply(World world) {
                return fate(new World(world.owner(), world.day(), world.active(), NEVER, false));
            }
        },
        /// What nobody called with can go at once.
        WITHOUT_MAKING_IT_INACTIVE_FIRST {
            @Override
            public AccessKeyFate apply(World world) {
                return fate(world) instanceof Deactivate ? new Delete() : fate(world);
            }
        }
    }

    private static AccessKeyFate fate(World world) {
        boolean replaced = world.owner() == Owner.REPLACED;
        boolean after = world.owner() == Owner.LOST || world.owner() == Owner.PERSON_AFTER;
        return AccessKeyFate.of(
                new AccessKey(
                        replaced ? "AKIAREPLACED" : "AKIAOTHER",
                        world.active(),
                        after ? CLAIMED.plusSeconds(5) : CLAIMED.minus(Duration.ofDays(30))),
                world.lastUse() == NEVER
                        ? Optional.empty()
                        : Optional.of(new Use(at(world.lastUse()), "s3", "eu-central-1")),
                new Claim("/acme/mailer", 1, "mailer", "AKIAREPLACED", CLAIMED),
                replaced ? Optional.of(CLAIMED) : Optional.empty(),
                UNUSED_FOR,
                at(world.day()));
    }

    private static Instant at(int day) {
        return CLAIMED.plus(Duration.ofDays(day));
    }

    private static World acted(World world, AccessKeyFate fate) {
        return switch (fate) {
            case Foreign foreign -> world;
            case Keep keep -> world;
            case Deactivate deactivate -> world.active(false);
            case Delete delete -> world.deleted();
            case DeleteLost lost -> world.deleted();
        };
    }

    /// What happens without the function.
    private static List<World> happened(World world) {
        List<World> after = new ArrayList<>();
        if (world.day() < LAST_DAY) {
            after.add(world.nextDay());
        }
        if (world.active() && world.owner() != Owner.LOST) {
            after.add(world.used());
        }
        after.add(world.active(true));
        return after;
    }

    private static Set<World> reachable(Rule rule) {
        Set<World> seen = new HashSet<>();
        Deque<World> open = new ArrayDeque<>();
        for (Owner owner : Owner.values()) {
            open.add(World.first(owner));
        }
        while (!open.isEmpty()) {
            World world = open.removeFirst();
            if (!world.gone() && seen.add(world)) {
                open.addAll(happened(world));
                open.add(acted(world, rule.apply(world)));
            }
        }
        return seen;
    }

    /// Whether nobody can miss what is done: a person's key stays as it is, one that was called with lately is active,
    /// and what anybody may have is inactive before it goes.
    private static boolean isHarmless(World world, AccessKeyFate fate) {
        if (acted(world, fate).equals(world)) {
            return true;
        }
        boolean lately = world.lastUse() != NEVER && world.day() - world.lastUse() < UNUSED_FOR.toDays();
        return switch (world.owner()) {
            case REPLACED -> !lately && !(world.active() && fate instanceof Delete);
            case LOST -> true;
            case PERSON_BEFORE, PERSON_AFTER -> false;
        };
    }

    @Test
    void whateverHappensNobodyMissesAKey() {
        Set<World> all = reachable(AccessKeyModelTest::fate);

        assertThat(all).hasSizeGreaterThan(300).allMatch(world -> isHarmless(world, fate(world)));
    }

    @Test
    void whatIsOursIsGoneOnceNobodyCallsWithIt() {
        for (World world : reachable(AccessKeyModelTest::fate)) {
            World quiet = world;
            for (int days = 0; days <= 2 * UNUSED_FOR.toDays(); days++) {
                quiet = acted(quiet.nextDay(), fate(quiet.nextDay()));
            }
            assertThat(quiet.gone())
                    .as("after %s", world)
                    .isEqualTo(world.owner() == Owner.REPLACED || world.owner() == Owner.LOST);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theModelCatches(Unsafe variant) {
        assertThat(reachable(variant)).anyMatch(world -> !isHarmless(world, variant.apply(world)));
    }
}
