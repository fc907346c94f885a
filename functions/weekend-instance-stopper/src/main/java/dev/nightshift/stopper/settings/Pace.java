package dev.nightshift.stopper.settings;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/// How fast instances of one account and region may be changed.
///
/// EC2 charges a bucket for each instance of a request, beside the one for requests: about 1,000 at once, then 20 a
/// second for stops and 2 a second for starts (*Request throttling for the Amazon EC2 API*, "Resource token bucket
/// sizes and refill rates").
public final class Pace {
    /// Waits on the clock of the other parts.
    public interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }

    private static final double CAPACITY_INSTANCES = 1_000;

    private static final double STOPS_PER_SECOND = 20;
    private static final double STARTS_PER_SECOND = 2;

    private final double instancesPerSecond;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final Supplier<Duration> remaining;
    private double tokens = CAPACITY_INSTANCES;
    private Instant filled;

    private Pace(double instancesPerSecond, InstantSource clock, Sleeper sleeper, Supplier<Duration> remaining) {
        this.instancesPerSecond = instancesPerSecond;
        this.clock = clock;
        this.sleeper = sleeper;
        this.remaining = remaining;
        this.filled = clock.instant();
    }

    /// The pace of stops.
    ///
    /// @param remaining the time that is left for waiting
    public static Pace ofStops(InstantSource clock, Sleeper sleeper, Supplier<Duration> remaining) {
        return new Pace(STOPS_PER_SECOND, clock, sleeper, remaining);
    }

    /// The pace of starts.
    ///
    /// @param remaining the time that is left for waiting
    public static Pace ofStarts(InstantSource clock, Sleeper sleeper, Supplier<Duration> remaining) {
        return new Pace(STARTS_PER_SECOND, clock, sleeper, remaining);
    }

    /// How long so many starts take in one account and region.
    static Duration ofStarting(int instances) {
        return Duration.ofSeconds((long) Math.ceil(Math.max(0, instances - CAPACITY_INSTANCES) / STARTS_PER_SECOND));
    }

    /// Waits until so many instances may be changed, if that is within the remaining time.
    ///
    /// @return whether they may be changed now; if not, they are the next run's work
    public boolean admits(int instances) {
        refill();
        double missing = Math.max(0, instances - tokens);
        Duration wait = Duration.ofMillis((long) Math.ceil(missing / instancesPerSecond * 1000));
        if (wait.compareTo(remaining.get()) >= 0) {
            return false;
        }
        if (!wait.isZero()) {
            try {
                sleeper.sleep(wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            refill();
        }
        tokens -= instances;
        return true;
    }

    private void refill() {
        Instant now = clock.instant();
        double seconds = Duration.between(filled, now).toMillis() / 1000.0;
        tokens = Math.min(CAPACITY_INSTANCES, tokens + seconds * instancesPerSecond);
        filled = now;
    }
}
