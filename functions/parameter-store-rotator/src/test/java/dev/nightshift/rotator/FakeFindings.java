package dev.nightshift.rotator;

import dev.nightshift.kit.Notified;
import dev.nightshift.kit.aws.StateStore;
import dev.nightshift.kit.aws.StoredObject.Content;
import dev.nightshift.kit.aws.StoredObject.Version;
import java.util.Optional;

/// What people know, in memory; it can be out of reach.
final class FakeFindings implements StateStore<Notified> {
    Notified known = Notified.NOTHING;
    Optional<String> unreachable = Optional.empty();

    @Override
    public Recalled<Notified> recall() {
        return new Recalled<>(
                unreachable.isEmpty() ? known : Notified.NOTHING,
                new Content(Optional.empty(), Version.NONE),
                Optional.empty(),
                unreachable);
    }

    @Override
    public void keep(Notified value, Recalled<Notified> seen) {
        known = value;
    }
}
