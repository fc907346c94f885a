package dev.nightshift.rotator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// Real time, and the time that was waited for without waiting.
final class SoakClock implements InstantSource {
    private static final Instant FIRST = Instant.parse("2026-11-22T04:10:00Z");

    private final long begin = System.nanoTime();
    private final AtomicLong skipped = new AtomicLong();

    @Override
    public Instant instant() {
        return FIRST.plusNanos(System.nanoTime() - begin + skipped.get());
    }

    void pass(Duration time) {
        skipped.addAndGet(time.toNanos());
    }

    void until(Instant later) {
        Duration rest = Duration.between(instant(), later);
        if (rest.isPositive()) {
            pass(rest);
        }
    }
}
