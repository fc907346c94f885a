package dev.nightshift.stopper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Random worlds, in which no promise is broken. `-Dworld.instanceDays=1000000 -Dworld.seed=7` plays more, or others.
class StopperWorldTest {
    private static final int MACHINES = 300;
    private static final int DAYS = 30;

    @Test
    void noPromiseIsBrokenInRandomWorlds() {
        long instanceDays = Long.getLong("world.instanceDays", 10_000);
        long seed = Long.getLong("world.seed", 20_261_130);
        long verdicts = 0;
        long played = 0;
        for (long world = seed; played < instanceDays; world++) {
            try {
                verdicts += new World(world, MACHINES, DAYS, UnaryOperator.identity()).play();
            } catch (AssertionError e) {
                throw new AssertionError("world.seed=" + world + " " + e.getMessage(), e);
            }
            played += (long) MACHINES * DAYS;
        }
        System.out.printf("WORLD seeds from %d: %d instance days, %d verdicts%n", seed, played, verdicts);
        assertThat(verdicts).isPositive();
    }
}
