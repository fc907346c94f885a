package dev.nightshift.rotator;

import dev.nightshift.kit.Metrics;
import dev.nightshift.kit.Notified;
import dev.nightshift.rotator.Outcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/// What lasts after a run, as metrics that alarms watch.
///
/// A run that only resumes looks at a few parameters. What it did not look at lasts all the same, and is counted.
///
/// @param known what people know of after the run
record Open(Notified known, Instant now) {
    /// Parameters of which nothing that is kept works.
    static final String FROZEN = "Frozen";

    /// Parameters whose rotation is half done, or cannot begin because nothing answers.
    static final String UNFINISHED = "Unfinished";

    /// Parameters that are due and had to wait.
    static final String DEFERRED = "Deferred";

    /// For how many days the one that has waited longest has.
    static final String DEFERRED_DAYS = "DeferredDays";

    /// Parameters whose published value the target refuses.
    static final String LOCKED_OUT = "LockedOut";

    /// Adds them to a run's line.
    void count(Metrics line) {
        line.count(FROZEN, ending(Run.subject("", Kind.FROZEN)))
                .count(UNFINISHED, ending(Run.subject("", Kind.UNFINISHED)))
                .count(DEFERRED, ending(Run.subject("", Kind.DEFERRED)))
                .count(DEFERRED_DAYS, deferredDays())
                .count(LOCKED_OUT, ending(Run.LOCKED_OUT));
    }

    private long ending(String end) {
        return known.standing().keySet().stream()
                .filter(subject -> subject.endsWith(end))
                .count();
    }

    private long deferredDays() {
        return known.standing().entrySet().stream()
                .filter(one -> one.getKey().endsWith(Run.subject("", Kind.DEFERRED)))
                .map(one -> one.getValue().since())
                .min(Comparator.naturalOrder())
                .map(since -> Duration.between(since, now).toDays())
                .orElse(0L);
    }
}
