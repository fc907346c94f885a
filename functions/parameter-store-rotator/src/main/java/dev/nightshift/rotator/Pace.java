package dev.nightshift.rotator;

import java.time.Duration;

/// Keeps rotations apart.
///
/// Parameter Store takes three PutParameter a second from an account: *AWS Systems Manager endpoints and quotas*. A
/// rotation waits until there is room for all that it writes, and never between setting and publishing.
final class Pace {
    /// Something that waits.
    @FunctionalInterface
    interface Pause {
        /// Lets the time pass.
        Pause IN_REAL_TIME = time -> {
            try {
                Thread.sleep(time);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };

        void of(Duration time);
    }

    /// What reads the time that has passed, in nanoseconds from anywhere.
    @FunctionalInterface
    interface Ticker {
        long nanos();
    }

    private final Duration aWrite;
    private final Ticker ticker;
    private final Pause pause;
    private long next;

    /// @param aWrite how much time a write takes up
    Pace(Duration aWrite, Ticker ticker, Pause pause) {
        this.aWrite = aWrite;
        this.ticker = ticker;
        this.pause = pause;
        this.next = ticker.nanos();
    }

    /// Three writes a second at most, in real time.
    static Pace ofParameterStore() {
        return new Pace(Duration.ofSeconds(1).dividedBy(3), System::nanoTime, Pause.IN_REAL_TIME);
    }

    /// Lets some time pass in the middle of one.
    void rest(Duration time) {
        pause.of(time);
    }

    /// Waits until the next one may begin.
    ///
    /// @param writes how many writes it makes
    void await(int writes) {
        long wait = next - ticker.nanos();
        if (wait > 0) {
            pause.of(Duration.ofNanos(wait));
        }
        next = ticker.nanos() + aWrite.multipliedBy(writes).toNanos();
    }
}
