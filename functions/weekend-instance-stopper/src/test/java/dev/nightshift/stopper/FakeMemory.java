package dev.nightshift.stopper;

import dev.nightshift.kit.aws.StateStore;
import dev.nightshift.kit.aws.StoredObject.Content;
import dev.nightshift.kit.aws.StoredObject.Version;
import dev.nightshift.stopper.report.Told;
import java.util.Optional;

/// A memory that can be out of reach, lost or unreadable.
final class FakeMemory implements StateStore<Told> {
    Told told = Told.NOTHING;
    int kept;
    Optional<String> unreachable = Optional.empty();
    Optional<String> unreadable = Optional.empty();

    @Override
    public Recalled<Told> recall() {
        boolean known = unreachable.isEmpty() && unreadable.isEmpty();
        Content content = new Content(unreadable, Version.NONE);
        return new Recalled<>(known ? told : Told.NOTHING, content, unreadable, unreachable);
    }

    @Override
    public void keep(Told now, Recalled<Told> seen) {
        told = now;
        unreadable = Optional.empty();
        kept++;
    }
}
