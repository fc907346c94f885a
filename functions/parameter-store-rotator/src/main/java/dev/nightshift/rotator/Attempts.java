package dev.nightshift.rotator;

import dev.nightshift.kit.Notified;
import dev.nightshift.kit.Standing;
import dev.nightshift.rotator.Outcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When what is half done is tried again, and which values then: derived from when it began and when people heard of
/// it.
///
/// A schedule of its own invokes the function every five minutes for that. It tries in the first hour each time, then
/// once an hour. A password that was refused is not sent again within the hour, and no user meets more than two wrong
/// ones: the live and the pending value in one hour, two versions before in the next.
///
/// @param resuming whether this is such a run: it begins nothing
record Attempts(boolean resuming, Notified known, Instant now) {
    /// How far such runs are apart.
    static final Duration APART = Duration.ofMinutes(5);

    private static final Duration HOUR = Duration.ofHours(1);

    /// The only one there was.
    static Attempts first(Instant now) {
        return new Attempts(false, Notified.NOTHING, now);
    }

    /// Whether something that lasts since then is tried in this run.
    boolean isTurnOf(Instant since) {
        Duration age = Duration.between(since, now);
        return !resuming || age.compareTo(HOUR) <= 0 || intoTheHour(age).compareTo(APART) < 0;
    }

    /// Whether a consumer has been waiting.
    boolean isTurnOfAConsumer() {
        return known.standing().entrySet().stream()
                .anyMatch(one -> one.getKey().startsWith(Run.CONSUMER)
                        && isTurnOf(one.getValue().since()));
    }

    /// Until when nothing is asked about a parameter whose passwords were refused.
    Optional<Instant> restsUntil(String parameter) {
        return frozen(parameter).flatMap(this::restsUntil);
    }

    private Optional<Instant> restsUntil(Standing refused) {
        Duration told = Duration.between(refused.notifiedAt(), now);
        Duration into = intoTheHour(Duration.between(refused.since(), now));
        if (told.compareTo(HOUR) < 0) {
            return Optional.of(refused.notifiedAt().plus(HOUR));
        }
        return resuming && into.compareTo(APART) >= 0
                ? Optional.of(now.minus(into).plus(HOUR))
                : Optional.empty();
    }

    /// Whether people know that a parameter's live value is refused.
    boolean isKnownLockedOut(String parameter) {
        return known.standing().containsKey(Run.lockedOut(parameter));
    }

    /// Whether a live value that was refused is tried again in this run.
    boolean isTurnOfRefused(String parameter) {
        return Optional.ofNullable(known.standing().get(Run.lockedOut(parameter)))
                .filter(one -> restsUntil(one).isEmpty())
                .isPresent();
    }

    /// Whether any is.
    boolean isTurnOfARefused() {
        return known.standing().entrySet().stream()
                .anyMatch(one -> one.getKey().endsWith(Run.LOCKED_OUT)
                        && restsUntil(one.getValue()).isEmpty());
    }

    /// Whether people know that a parameter came to this before.
    boolean isKnown(String parameter, Kind kind) {
        return known.standing().containsKey(Run.subject(parameter, kind));
    }

    /// Since when a parameter comes to this.
    Instant since(String parameter, Kind kind) {
        return Optional.ofNullable(known.standing().get(Run.subject(parameter, kind)))
                .map(Standing::since)
                .orElse(now);
    }

    /// For how many hours its passwords have been refused.
    long turn(String parameter) {
        return frozen(parameter)
                .map(one -> Duration.between(one.since(), now).toHours())
                .orElse(0L);
    }

    /// A verdict as this run takes it.
    Verdict of(Verdict verdict) {
        if (!resuming) {
            return verdict;
        }
        return switch (verdict) {
            case Verdict.Resume resume when isTurnOf(resume) -> resume;
            case Verdict.Resume resume -> new Verdict.Leave(resume.parameter(), resume.strategy(), now);
            case Verdict.Rotate rotate -> new Verdict.Leave(rotate.parameter(), rotate.strategy(), rotate.since());
            case Verdict.Leave leave -> leave;
            case Verdict.Refuse refuse -> refuse;
        };
    }

    // What was refused, with a live value that works, can wait an hour.
    private boolean isTurnOf(Verdict.Resume resume) {
        return resume.pendingSince()
                .filter(this::isTurnOf)
                .filter(since -> !isKnown(resume.parameter().name(), Kind.REFUSED)
                        || intoTheHour(Duration.between(since, now)).compareTo(APART) < 0)
                .isPresent();
    }

    private Optional<Standing> frozen(String parameter) {
        return Optional.ofNullable(known.standing().get(Run.subject(parameter, Kind.FROZEN)));
    }

    private static Duration intoTheHour(Duration age) {
        return Duration.ofSeconds(Math.floorMod(age.toSeconds(), HOUR.toSeconds()));
    }
}
