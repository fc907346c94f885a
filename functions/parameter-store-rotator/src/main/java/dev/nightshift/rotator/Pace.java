package dev.nightshift.rotator;

import java.time.Duration;

/// Keeps rotations apart.
///
/// Parameter Store takes about three PutParameter a second from an account: *AWS Systems Manager endpoints and quotas*.
/// A rotation makes two, and others write too. The wait is before a rotation, never between setting and publishing.
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

    private final Duration apart;
    private final Ticker ticker;
    private final Pause pause;
    private long next;

    Pace(Duration apart, Ticker ticker, Pause pause) {
        this.apart = apart;
        this.ticker = ticker;
        this.pause = pause;
        this.next = ticker.nanos();
    }

    /// One rotation a second at most, in real time.
    static Pace ofParameterStore() {
        return new Pace(Duration.ofSeconds(1), System::nanoTime, Pause.IN_REAL_TIME);
    }

    /// Lets some time pass in the middle of one.
    void rest(Duration time) {
        pause.of(time);
    }

    /// Waits until the next one may begin.
    void await() {
        long wait = next - ticker.nanos();
        if (wait > 0) {
            pause.of(Duration.ofNanos(wait));
        }
        next = ticker.nanos() + apart.toNanos();
    }
}
