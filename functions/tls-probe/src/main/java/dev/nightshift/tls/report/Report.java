package dev.nightshift.tls.report;

import dev.nightshift.tls.endpoint.TargetList.BadLine;
import dev.nightshift.tls.fault.Severity;
import dev.nightshift.tls.verdict.Verdict;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Everything that a run found.
///
/// @param at the instant that was judged for
/// @param verdicts one for each target, the worst first
/// @param badLines of the list of targets, which could not be probed
/// @param stored what is known of certificates from where they are kept
/// @param notes what else there is to say, a line each
public record Report(
        Instant at,
        List<Verdict> verdicts,
        List<BadLine> badLines,
        List<StoredCertificate> stored,
        List<String> notes) {
    /// Puts the worst first.
    public static Report of(Instant at, Collection<Verdict> verdicts, List<BadLine> badLines) {
        return new Report(
                at,
                verdicts.stream().sorted(Verdict.WORST_FIRST).toList(),
                List.copyOf(badLines),
                List.of(),
                List.of());
    }

    /// The same with what was learnt otherwise than by looking at endpoints.
    public Report with(List<StoredCertificate> certificates, List<String> lines) {
        return new Report(at, verdicts, badLines, List.copyOf(certificates), List.copyOf(lines));
    }

    /// How many endpoints and stored certificates there are of each severity that occurs, the worst first.
    public Map<Severity, Integer> counts() {
        Map<Severity, Integer> counts = new TreeMap<>(Comparator.reverseOrder());
        verdicts.forEach(verdict -> counts.merge(verdict.severity(), 1, Integer::sum));
        stored.forEach(certificate -> counts.merge(certificate.severity(), 1, Integer::sum));
        return counts;
    }

    /// Whether nothing has to be done.
    public boolean isFine() {
        return badLines.isEmpty() && counts().keySet().stream().allMatch(severity -> severity == Severity.OK);
    }
}
