package dev.nightshift.certificates;

import dev.nightshift.tls.endpoint.TargetList.BadLine;
import dev.nightshift.tls.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// Everything that one run saw.
///
/// @param verdicts one for each endpoint
/// @param badLines by the source that they stand in
/// @param holdings what AWS keeps
/// @param sources each that was asked, and why it could not be read
record Look(
        List<Verdict> verdicts,
        SortedMap<String, List<BadLine>> badLines,
        List<Holding> holdings,
        SortedMap<String, Optional<String>> sources) {
    /// Fails when a source could not be read, or when there was nothing to look at: neither is a healthy run.
    ///
    /// @throws IllegalStateException so that the invocation fails and its alarm goes off
    void requireComplete() {
        String failed = sources.entrySet().stream()
                .filter(source -> source.getValue().isPresent())
                .map(source -> source.getKey() + ": " + source.getValue().get())
                .collect(Collectors.joining("; "));
        if (!failed.isEmpty()) {
            throw new IllegalStateException("could not be read: " + failed);
        } else if (verdicts.isEmpty() && holdings.isEmpty()) {
            throw new IllegalStateException("there is no endpoint and no certificate: nothing was looked at");
        }
    }

    /// All bad lines, each with its source before it.
    List<BadLine> allBadLines() {
        return badLines.entrySet().stream()
                .flatMap(source -> source.getValue().stream()
                        .map(bad -> new BadLine(bad.number(), source.getKey() + ": " + bad.text(), bad.expected())))
                .toList();
    }
}
