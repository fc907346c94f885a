package dev.nightshift.local.aws.ec2;

import static dev.nightshift.local.aws.ec2.InstanceState.PENDING;
import static dev.nightshift.local.aws.ec2.InstanceState.RUNNING;
import static dev.nightshift.local.aws.ec2.InstanceState.SHUTTING_DOWN;
import static dev.nightshift.local.aws.ec2.InstanceState.STOPPED;
import static dev.nightshift.local.aws.ec2.InstanceState.STOPPING;
import static dev.nightshift.local.aws.ec2.InstanceState.TERMINATED;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The life of one instance: its state, since when it runs, and why it does not.
/// Source: Amazon EC2 instance state changes, Amazon EC2 User Guide.
final class Life {
    /// Why an instance is not running. Source: StateReason, Amazon EC2 API Reference.
    record Reason(String code, String message) {
        static Reason of(String code, String words) {
            return new Reason(code, code + ": " + words);
        }
    }

    private static final Reason BY_USER = Reason.of("Client.UserInitiatedShutdown", "User initiated shutdown");
    private static final Reason HIBERNATED = Reason.of("Client.UserInitiatedHibernate", "User initiated hibernate");
    private static final Reason FROM_INSIDE =
            Reason.of("Client.InstanceInitiatedShutdown", "Instance initiated shutdown");

    /// EC2 says GMT here and ISO 8601 everywhere else.
    private static final DateTimeFormatter GMT = DateTimeFormatter.ofPattern(
                    "'User initiated ('uuuu-MM-dd HH:mm:ss 'GMT)'")
            .withZone(ZoneOffset.UTC);

    private InstanceState state = RUNNING;
    private Instant launchTime;
    private Optional<Reason> reason = Optional.empty();
    private String transitionReason = "";
    private Optional<Reason> startFailure = Optional.empty();
    private Instant settles = Instant.MAX;

    Life(Instant launchTime) {
        this.launchTime = wholeSeconds(launchTime);
    }

    /// Brings what was under way and is due by now to its end.
    void settle(Instant now) {
        if (!now.isBefore(settles)) {
            settles = Instant.MAX;
            state = switch (state) {
                case PENDING -> startFailure.isEmpty() ? RUNNING : STOPPED;
                case STOPPING, STOPPED -> STOPPED;
                case SHUTTING_DOWN, TERMINATED -> TERMINATED;
                case RUNNING -> RUNNING;
            };
            if (state == STOPPED && reason.isEmpty()) {
                reason = startFailure;
            }
        }
    }

    /// Begins to run, if it is stopped; its launch time becomes now.
    void start(Instant now, Duration delay) {
        if (state == STOPPED) {
            under(PENDING, now, delay);
            launchTime = wholeSeconds(now);
            reason = Optional.empty();
            transitionReason = "";
        }
    }

    /// Begins to stop, if it runs, because a user said so.
    void stop(Instant now, Duration delay, boolean hibernate) {
        if (state == RUNNING) {
            under(STOPPING, now, delay);
            reason = Optional.of(hibernate ? HIBERNATED : BY_USER);
            transitionReason = GMT.format(now);
        }
    }

    /// Begins to stop, if it runs, because its operating system said so: that leaves no time behind.
    void shutDown(Instant now, Duration delay) {
        if (state == RUNNING) {
            under(STOPPING, now, delay);
            reason = Optional.of(FROM_INSIDE);
        }
    }

    void terminate(Instant now, Duration delay) {
        under(SHUTTING_DOWN, now, delay);
        reason = Optional.of(BY_USER);
        transitionReason = GMT.format(now);
    }

    void launchedAt(Instant time) {
        launchTime = wholeSeconds(time);
    }

    /// From now on every start ends in `stopped` for this reason.
    void startFailure(Optional<Reason> failure) {
        startFailure = failure;
    }

    InstanceState state() {
        return state;
    }

    Instant launchTime() {
        return launchTime;
    }

    Optional<Reason> reason() {
        return reason;
    }

    String transitionReason() {
        return transitionReason;
    }

    private void under(InstanceState way, Instant now, Duration delay) {
        state = way;
        settles = now.plus(delay);
    }

    private static Instant wholeSeconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
