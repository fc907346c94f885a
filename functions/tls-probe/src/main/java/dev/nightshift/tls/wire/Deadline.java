package dev.nightshift.tls.wire;

import java.time.Duration;

/// A moment after which nobody waits any longer, on the clock that never jumps.
///
/// @param nanos as [System#nanoTime]
public record Deadline(long nanos) {
    public static Deadline in(Duration patience) {
        return new Deadline(System.nanoTime() + patience.toNanos());
    }

    public boolean isOver() {
        return System.nanoTime() - nanos >= 0;
    }

    /// Whether it is over.
    public boolean passed() {
        return System.nanoTime() - nanos >= 0;
    }

    /// At least a millisecond, because zero means for ever to a socket.
    public Duration remaining() {
        return Duration.ofNanos(Math.max(1_000_000, nanos - System.nanoTime()));
    }
}
