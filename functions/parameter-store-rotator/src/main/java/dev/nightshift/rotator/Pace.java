package dev.nightshift.rotator;

import java.time.Duration;

/// Keeps calls apart.
///
/// Parameter Store takes about three PutParameter a second from an account: Quotas, AWS Systems Manager endpoints and
/// quotas. Others write too, and a throttled publication is a longer outage than a short wait before it.
final class Pace {
    /// Something that waits.
    @FunctionalInterface
    interface Pause {
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

    /// Two calls a second at most, in real time.
    static Pace ofParameterStore() {
        return new Pace(Duration.ofMillis(500), System::nanoTime, time -> {
            try {
                Thread.sleep(time);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// Waits until the next call may go.
    void await() {
        long wait = next - ticker.nanos();
        if (wait > 0) {
            pause.of(Duration.ofNanos(wait));
        }
        next = ticker.nanos() + apart.toNanos();
    }
}
