package dev.nightshift.stopper;

import dev.nightshift.stopper.Fleet.Failure;
import dev.nightshift.stopper.Outcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// One run that is over: what became of each instance, and whether that is news.
///
/// @param at the instant it decided for
/// @param dryRun whether nothing was really done
record Run(StopperConfig config, Instant at, boolean dryRun, List<Outcome> outcomes) {
    private static final Duration LATE = Duration.ofHours(2);

    /// Whether people should hear of it now: 248 runs fall into one weekend.
    ///
    /// A run speaks when it stopped or started something. What could not be done is told by the first run
    /// after the schedule's edge, and at [StopperConfig#digestAt] while it lasts; a start that does not hold by
    /// the first run that sees it, and again as [#isLate]. A dry run speaks only when its real twin would have
    /// acted for the first time.
    boolean isNews() {
        boolean digestTime = isFirstRunAfter(lastDigestTime());
        for (Outcome outcome : outcomes) {
            boolean news = switch (outcome.kind()) {
                case STOPPED, STARTED -> !dryRun || isFirstRunAfter(edge(outcome.verdict()));
                case FAILED, REFUSED -> isFirstRunAfter(edge(outcome.verdict())) || (!dryRun && digestTime);
                case STARTED_AGAIN -> isTimeToTellAgain(edge(outcome.verdict())) || (!dryRun && digestTime);
                case KEPT, SETTLED -> false;
            };
            if (news) {
                return true;
            }
        }
        return false;
    }

    /// Fails when a call was refused without naming an instance: no permission, throttled, out of reach.
    ///
    /// @throws IllegalStateException so that the invocation fails and its alarm goes off
    void requireReachable() {
        for (Outcome outcome : outcomes) {
            outcome.failure().filter(Failure::wholeCall).ifPresent(failure -> {
                throw new IllegalStateException(
                        "EC2 could not be acted on: " + failure.code() + ": " + failure.message());
            });
        }
    }

    /// How many instances there are of each kind.
    Map<Kind, Integer> counts() {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            counts.put(kind, 0);
        }
        outcomes.forEach(outcome -> counts.merge(outcome.kind(), 1, Integer::sum));
        return counts;
    }

    /// Whether some machine should have been up two hours ago and still is not.
    boolean isLate() {
        return outcomes.stream()
                .filter(outcome -> outcome.kind() == Kind.STARTED_AGAIN)
                .anyMatch(outcome -> !at.isBefore(edge(outcome.verdict()).plus(LATE)));
    }

    private boolean isTimeToTellAgain(Instant edge) {
        return isFirstRunAfter(edge.plus(config.every())) || isFirstRunAfter(edge.plus(LATE));
    }

    private boolean isFirstRunAfter(Instant edge) {
        return !at.isBefore(edge) && at.isBefore(edge.plus(config.every()));
    }

    private Instant lastDigestTime() {
        ZonedDateTime local = at.atZone(config.zone());
        Instant today = local.with(config.digestAt()).toInstant();
        return today.isAfter(at) ? local.minusDays(1).with(config.digestAt()).toInstant() : today;
    }

    // The edge of the schedule that brought the verdict about; the distant past when none did.
    private static Instant edge(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Stop stop -> stop.window().start();
            case Verdict.Start start -> start.window().end();
            case Verdict.Refuse refuse -> refuse.since();
            case Verdict.Keep keep -> Instant.EPOCH;
            case Verdict.Leave leave -> Instant.EPOCH;
        };
    }
}
