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
record Run(RotatorConfig config, Instant at, boolean dryRun, long due, List<Outcome> outcomes) {
    /// Whether people should hear of it: everything but "not due". It runs once a day, so that
    /// what lasts is told once a
    /// day; a dry run speaks when its real twin would have rotated for the first time.
    boolean isNews() {
        return dryRun ? due > 0 : outcomes.stream().anyMatch(outcome -> outcome.kind() != Kind.NOT_DUE);
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
    }
}
