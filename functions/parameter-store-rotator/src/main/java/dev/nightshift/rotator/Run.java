package dev.nightshift.rotator;

import dev.nightshift.rotator.Outcome.Kind;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// One run that is over, but for the pending values that are deleted once people were told.
///
/// @param at the instant it decided for
/// @param dryRun whether nothing was really done
/// @param due how many became due since the run before
/// @param consumers those that something was owed to
record Run(
        RotatorConfig config,
        Instant at,
        boolean dryRun,
        long due,
        List<Outcome> outcomes,
        List<ConsumerOutcome> consumers) {
    /// Whether people should hear of it: everything but "not due". It runs once a day, so that
    /// what lasts is told once a day; a dry run speaks when its real twin would have rotated for
    /// the first time.
    boolean isNews() {
        return dryRun
                ? due > 0
                : !consumers.isEmpty() || outcomes.stream().anyMatch(outcome -> Rotator.TOLD.contains(outcome.kind()));
    }

    /// How many outcomes there are of each kind.
    Map<Kind, Integer> counts() {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            counts.put(kind, 0);
        }
        outcomes.forEach(outcome -> counts.merge(outcome.kind(), 1, Integer::sum));
        return counts;
    }

    /// How many consumers there are of a kind.
    long consumers(ConsumerOutcome.Kind kind) {
        return consumers.stream().filter(outcome -> outcome.kind() == kind).count();
    }

    /// Fails when a call went wrong: the function is then run again, and goes on where it stood.
    ///
    /// @throws IllegalStateException naming the first
    void requireDone() {
        outcomes.stream()
                .filter(outcome -> outcome.kind() == Kind.FAILED)
                .findFirst()
                .ifPresent(failed -> {
                    throw new IllegalStateException(failed.what() + ": " + failed.why());
                });
        consumers.stream()
                .filter(outcome -> outcome.kind() == ConsumerOutcome.Kind.FAILED)
                .findFirst()
                .ifPresent(failed -> {
                    throw new IllegalStateException("consumer " + failed.consumer() + ": " + failed.why());
                });
    }
}
