package dev.nightshift.stopper;

import java.util.Optional;

/// A memory that can be out of reach.
final class FakeMemory implements Memory {
    Told told = Told.NOTHING;
    int kept;
    Optional<RuntimeException> broken = Optional.empty();

    @Override
    public Told recall() {
        broken.ifPresent(e -> {
            throw e;
        });
        return told;
    }

    @Override
    public void keep(Told now) {
        told = now;
        kept++;
    }
}
