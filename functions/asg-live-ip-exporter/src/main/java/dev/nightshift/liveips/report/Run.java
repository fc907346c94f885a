package dev.nightshift.liveips.report;

import dev.nightshift.kit.Metrics;
import dev.nightshift.kit.Reach;
import dev.nightshift.liveips.act.Outcome;
import dev.nightshift.liveips.act.Publication;
import dev.nightshift.liveips.manifest.Manifest;
import dev.nightshift.liveips.model.Finding;
import dev.nightshift.liveips.settings.Occasion;
import dev.nightshift.liveips.settings.Output;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/// A run that is over.
public record Run(Occasion occasion, List<Outcome> outcomes) {
    /// The outputs that could not be brought up to date, each with the reason.
    public SortedMap<String, String> failed() {
        SortedMap<String, String> failed = new TreeMap<>();
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Settled settled -> {}
                case Outcome.Unheard unheard -> {}
                case Outcome.Raced(Output output, String where) ->
                    failed.put(output.name(), where + " was written by others three times in a row");
                case Outcome.Failed(Output output, String why) -> failed.put(output.name(), why);
            }
        }
        return failed;
    }

    /// What was not reached.
    ///
    /// @param begun the outputs whose failure is new
    /// @param partial whether only some outputs were to be brought up to date
    /// @param unknown what is wrong with events that could not be read
    public Reach reach(Set<String> begun, boolean partial, List<String> unknown) {
        List<String> unreached = new ArrayList<>(unknown);
        List<String> faults = new ArrayList<>(unknown);
        List<String> owed = new ArrayList<>();
        failed().forEach((name, why) -> {
            unreached.add(name + ": " + why);
            if (begun.contains(name)) {
                faults.add(name + ": " + why);
            }
        });
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Settled(Publication one)) {
                one.findings().stream().filter(Finding::isUnread).forEach(finding -> {
                    String fault = one.output().name() + ": " + finding.subject() + " " + finding.why();
                    unreached.add(fault);
                    if (one.change().begun().contains(finding.subject()) && !occasion.dryRun()) {
                        faults.add(fault);
                    }
                });
            } else if (outcome instanceof Outcome.Unheard(Output output, String why)) {
                owed.add(output.name() + ": people could not be notified: " + why);
            }
        }
        return new Reach(isBlind(), partial, unreached, owed, faults);
    }

    private boolean isBlind() {
        return !outcomes.isEmpty()
                && outcomes.stream().allMatch(outcome -> switch (outcome) {
                    case Outcome.Settled(Publication one) -> one.decision().blind();
                    case Outcome.Failed failed -> true;
                    case Outcome.Raced raced -> false;
                    case Outcome.Unheard unheard -> false;
                });
    }

    /// Adds the run in numbers. `OldestFindingSeconds` says how fresh the lists are: how long the oldest of
    /// them has stood against what was seen, or without anything being seen.
    public void count(Metrics line) {
        if (!occasion.dryRun()) {
            line.count("Added", sum(one -> one.added().size()))
                    .count("Removed", sum(one -> one.removed().size()))
                    .count("Held", sum(one -> one.decision().held().size()))
                    .count("Findings", sum(one -> one.findings().size()))
                    .measure("OldestFindingSeconds", oldestFinding().toMillis() / 1e3);
        }
    }

    private int sum(ToIntFunction<Publication> number) {
        return publications().mapToInt(number).sum();
    }

    private Duration oldestFinding() {
        Instant oldest = publications()
                .flatMap(one -> one.manifest().findings().values().stream())
                .map(Manifest.Standing::since)
                .min(Comparator.naturalOrder())
                .orElse(occasion.now());
        return Duration.between(oldest, occasion.now());
    }

    private Stream<Publication> publications() {
        return outcomes.stream()
                .flatMap(outcome ->
                        outcome instanceof Outcome.Settled(Publication one) ? Stream.of(one) : Stream.empty());
    }
}
