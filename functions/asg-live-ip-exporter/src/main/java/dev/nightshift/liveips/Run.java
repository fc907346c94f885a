package dev.nightshift.liveips;

import dev.nightshift.kit.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/// A run that is over.
record Run(Occasion occasion, List<Outcome> outcomes) {
    /// Fails for what a retry or a person has to help.
    ///
    /// @throws IllegalStateException so that the invocation fails and its alarm goes off
    void requireDone() {
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Settled(Publication one) -> {
                    if (one.decision().isBlind()) {
                        throw failure(outcome, "no group could be read");
                    }
                }
                case Outcome.Raced(Output output, String where) ->
                    throw failure(outcome, where + " was written by others three times in a row");
                case Outcome.Failed(Output output, String why) -> throw failure(outcome, why);
            }
        }
    }

    /// The run in numbers. `OldestFindingSeconds` says how fresh the lists are: how long the oldest of
    /// them has stood against what was seen, or without anything being seen.
    Metrics count(Metrics line) {
        boolean isDone = outcomes.stream()
                .allMatch(outcome -> outcome instanceof Outcome.Settled(Publication one)
                        && !one.decision().isBlind());
        line.count(Metrics.RUNS, isDone ? 1 : 0);
        if (!occasion.dryRun()) {
            line.count("Added", sum(one -> one.added().size()))
                    .count("Removed", sum(one -> one.removed().size()))
                    .count("Held", sum(one -> one.decision().held().size()))
                    .count("Findings", sum(one -> one.findings().size()))
                    .measure("OldestFindingSeconds", oldestFinding().toMillis() / 1e3);
        }
        return line;
    }

    private int sum(ToIntFunction<Publication> number) {
        return outcomes.stream()
                .mapToInt(outcome -> outcome instanceof Outcome.Settled(Publication one) ? number.applyAsInt(one) : 0)
                .sum();
    }

    private Duration oldestFinding() {
        Instant oldest = outcomes.stream()
                .flatMap(outcome -> outcome instanceof Outcome.Settled(Publication one)
                        ? one.manifest().findings().values().stream()
                        : List.<Manifest.Standing>of().stream())
                .map(Manifest.Standing::since)
                .min(Comparator.naturalOrder())
                .orElse(occasion.now());
        return Duration.between(oldest, occasion.now());
    }

    private static IllegalStateException failure(Outcome outcome, String why) {
        return new IllegalStateException(outcome.output().name() + ": " + why);
    }
}
