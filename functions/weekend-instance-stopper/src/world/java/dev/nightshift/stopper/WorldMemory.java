package dev.nightshift.stopper;

import dev.nightshift.kit.aws.StateStore;
import dev.nightshift.kit.aws.StoredObject.Content;
import dev.nightshift.kit.aws.StoredObject.Version;
import dev.nightshift.stopper.report.Told;
import java.util.Optional;
import java.util.Random;

/// The object that holds what people were notified of: out of reach now and then, and lost more rarely.
final class WorldMemory implements StateStore<Told> {
    private final Random random;
    private Told told = Told.NOTHING;
    /// Whether this run could not read it.
    boolean unreachable;
    /// Whether this run found it lost.
    boolean lost;

    WorldMemory(Random random) {
        this.random = random;
    }

    @Override
    public Recalled<Told> recall() {
        unreachable = random.nextInt(300) == 0;
        lost = !unreachable && random.nextInt(1_000) == 0;
        Content content = new Content(lost ? Optional.of("damaged") : Optional.empty(), Version.NONE);
        return new Recalled<>(
                lost || unreachable ? Told.NOTHING : told,
                content,
                lost ? Optional.of("damaged") : Optional.empty(),
                unreachable ? Optional.of("no answer") : Optional.empty());
    }

    @Override
    public void keep(Told now, Recalled<Told> seen) {
        told = now;
    }
}
