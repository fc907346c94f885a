package dev.nightshift.stopper;

import java.util.function.LongConsumer;

/// Random worlds of weekend-instance-stopper, one after the other, each with its own seed.
public final class StopperWorlds {
    private static final int MACHINES = 300;
    private static final int DAYS = 30;

    private StopperWorlds() {}

    /// What was played.
    ///
    /// @param lastSeed that of the last world
    /// @param refusals what EC2 refused to do to one instance
    public record Figures(
            long firstSeed, long lastSeed, long instanceDays, long runs, long stops, long starts, long refusals) {}

    /// Plays worlds until so many instance days are played.
    ///
    /// @param seed of the first world; the others have the numbers that follow
    /// @param progress is told how many instance days are played
    /// @throws AssertionError for a promise that was broken, with the world's seed and the history of the instance
    public static Figures play(long seed, long instanceDays, LongConsumer progress) {
        World.Figures all = World.Figures.NONE;
        long world = seed - 1;
        while (all.instanceDays() < instanceDays) {
            world++;
            try {
                all = all.plus(new World(world, MACHINES, DAYS, WorldVariant.NONE).play());
            } catch (AssertionError e) {
                throw new AssertionError("seed " + world + ": " + e.getMessage(), e);
            }
            progress.accept(all.instanceDays());
        }
        return new Figures(seed, world, all.instanceDays(), all.runs(), all.stops(), all.starts(), all.refusals());
    }
}
