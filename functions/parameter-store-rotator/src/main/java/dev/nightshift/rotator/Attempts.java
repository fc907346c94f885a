package dev.nightshift.rotator;

import dev.nightshift.kit.Notified;
import dev.nightshift.kit.Standing;
import dev.nightshift.rotator.Outcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/// When what is half done is tried again, and which values then: derived from when it began and when people heard of
/// it.
///
/// A schedule of its own invokes the function every five minutes for that. It tries in the first hour each time, then
/// once an hour. What is sent then is the [LoginBudget]'s to say.
///
/// @param resuming whether this is such a run: it begins nothing but what was due and could
///     not be begun
/// @param book of the wrong passwords that were sent
record Attempts(boolean resuming, Notified known, Instant now, WrongPasswordBook book) {
    /// How far such runs are apart.
    static final Duration APART = Duration.ofMinutes(5);

    private static final Duration HOUR = LoginBudget.HOUR;
    // Two times in a row: what was refused a moment after the hour began is not spared by the first.
    private static final Duration TURN = APART.multipliedBy(2);

    /// The only one there was.
    static Attempts first(Instant now) {
        AtomicReference<WrongPasswords> memory = new AtomicReference<>(WrongPasswords.NONE);
        return new Attempts(
                false, Notified.NOTHING, now, new WrongPasswordBook(memory::updateAndGet, () -> now, time -> {}));
    }

    /// Whether something that lasts since then is tried in this run.
    boolean isTurnOf(Instant since) {
        Duration age = Duration.between(since, now);
        return !resuming || age.compareTo(HOUR) <= 0 || intoTheHour(age).compareTo(TURN) < 0;
    }

    /// Whether something is known that nothing pending tells of: a target that could not be asked before anything was
    /// begun.
    boolean isTurnOfAFinding() {
        return known.standing().entrySet().stream()
                .anyMatch(one -> findings("").anyMatch(one.getKey()::endsWith)
                        && isTurnOf(one.getValue().since()));
    }

    /// Whether a consumer has been waiting.
    boolean isTurnOfAConsumer() {
        return known.standing().entrySet().stream()
                .anyMatch(one -> one.getKey().startsWith(Run.CONSUMER)
                        && isTurnOf(one.getValue().since()));
    }

    /// Whether people know that a parameter's live value is refused.
    boolean isKnownLockedOut(String parameter) {
        return known.standing().containsKey(Run.lockedOut(parameter));
    }

    /// Whether a live value that was refused is tried again in this run: each hour, and sooner where a version before
    /// could not be asked.
    boolean isTurnOfRefused(String parameter) {
        return isTurnOfAFinding(parameter)
                || Optional.ofNullable(known.standing().get(Run.lockedOut(parameter)))
                        .filter(this::isHourly)
                        .isPresent();
    }

    private boolean isHourly(Standing refused) {
        Duration age = Duration.between(refused.since(), now);
        return !resuming || (age.compareTo(HOUR) >= 0 && isTurnOf(refused.since()));
    }

    /// Whether any is.
    boolean isTurnOfARefused() {
        return known.standing().entrySet().stream()
                .anyMatch(one -> one.getKey().endsWith(Run.LOCKED_OUT) && isHourly(one.getValue()));
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

    /// A verdict as this run takes it.
    Verdict of(Verdict verdict) {
        if (!resuming) {
            return verdict;
        }
        return switch (verdict) {
            case Verdict.Resume resume when isTurnOf(resume) -> resume;
            case Verdict.Resume resume -> new Verdict.Leave(resume.parameter(), resume.strategy(), now);
            case Verdict.Rotate rotate when isTurnOfAFinding(rotate.parameter().name()) -> rotate;
            case Verdict.Rotate rotate -> new Verdict.Leave(rotate.parameter(), rotate.strategy(), rotate.since());
            case Verdict.Leave leave -> leave;
            case Verdict.Refuse refuse -> refuse;
        };
    }

    private static Stream<String> findings(String parameter) {
        return Stream.of(Run.subject(parameter, Kind.UNFINISHED), Run.subject(parameter, Kind.FAILED));
    }

    private boolean isTurnOfAFinding(String parameter) {
        return findings(parameter)
                .flatMap(subject -> Stream.ofNullable(known.standing().get(subject)))
                .anyMatch(one -> isTurnOf(one.since()));
    }

    // What was refused, with a live value that works, can wait an hour.
    private boolean isTurnOf(Verdict.Resume resume) {
        return resume.pendingSince()
                .filter(this::isTurnOf)
                .filter(since -> !isKnown(resume.parameter().name(), Kind.REFUSED)
                        || intoTheHour(Duration.between(since, now)).compareTo(TURN) < 0)
                .isPresent();
    }

    private static Duration intoTheHour(Duration age) {
        return Duration.ofSeconds(Math.floorMod(age.toSeconds(), HOUR.toSeconds()));
    }
}
