package dev.nightshift.stopper;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Random worlds, in which no promise is broken. `-Dworld.instanceDays=100000 -Dworld.seed=7` plays more, or others;
/// `./ops bench stopper-world` a million.
class StopperWorldTest {
    @Test
    void noPromiseIsBrokenInRandomWorlds() {
        long instanceDays = Long.getLong("world.instanceDays", 18_000);
        long seed = Long.getLong("world.seed", 20_261_130);

        StopperWorlds.Figures figures = StopperWorlds.play(seed, instanceDays, played -> {});

        System.out.println(figures);
        assertThat(figures.stops()).isGreaterThan(instanceDays / 50);
        assertThat(figures.starts()).isGreaterThan(instanceDays / 50);
        assertThat(figures.refusals()).isPositive();
    }
}
