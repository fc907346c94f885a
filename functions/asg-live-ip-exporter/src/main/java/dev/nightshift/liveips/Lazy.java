package dev.nightshift.liveips;

import java.util.Optional;
import java.util.function.Supplier;

/// Makes a thing when it is asked for first, and keeps it.
final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private Optional<T> made = Optional.empty();

    Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized T get() {
        T thing = made.orElseGet(maker);
        made = Optional.of(thing);
        return thing;
    }
}
