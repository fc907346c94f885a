package dev.nightshift.certificates.look;

import dev.nightshift.certificates.model.Stock;
import dev.nightshift.kit.Reach;
import dev.nightshift.tls.endpoint.TargetList.BadLine;
import dev.nightshift.tls.fault.Severity;
import dev.nightshift.tls.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/// Everything that one run saw.
///
/// @param verdicts one for each endpoint
/// @param badLines by the source that they stand in
/// @param stock what AWS says of certificates
/// @param sources each that was asked, and why it could not be read
/// @param probes what was looked at besides, to compare it with the stock
/// @param fronts what was seen there
/// @param at the instant that was judged for
public record Look(
        List<Verdict> verdicts,
        SortedMap<String, List<BadLine>> badLines,
        Stock stock,
        SortedMap<String, Optional<String>> sources,
        List<FrontProbe> probes,
        List<Verdict> fronts,
        Instant at) {
    /// Whether every source was read.
    public boolean isComplete() {
        return sources.values().stream().allMatch(Optional::isEmpty);
    }

    /// What was not reached.
    ///
    /// @param begun the sources whose failure is new
    public Reach reach(List<String> begun) {
        return new Reach(isBlind(), false, failures(source -> true), List.of(), failures(begun::contains));
    }

    /// Whether nothing could be seen. That a single endpoint does not answer says more of it than of the run; one that
    /// is stopped on purpose or left out says nothing.
    private boolean isBlind() {
        return stock.holdings().isEmpty()
                && stock.fronts().isEmpty()
                && verdicts.size() != 1
                && verdicts.stream()
                        .allMatch(verdict -> verdict.addresses().stream()
                                        .noneMatch(
                                                address -> address.certificate().isPresent())
                                && verdict.allFindings().stream()
                                        .anyMatch(finding -> finding.fault().severity() == Severity.UNKNOWN));
    }

    private List<String> failures(Predicate<String> wanted) {
        List<String> failures = new ArrayList<>();
        sources.forEach((source, why) ->
                why.filter(text -> wanted.test(source)).ifPresent(text -> failures.add(source + ": " + text)));
        return failures;
    }

    /// All bad lines, each with its source before it.
    public List<BadLine> allBadLines() {
        return badLines.entrySet().stream()
                .flatMap(source -> source.getValue().stream()
                        .map(bad -> new BadLine(bad.number(), source.getKey() + ": " + bad.text(), bad.expected())))
                .toList();
    }
}
