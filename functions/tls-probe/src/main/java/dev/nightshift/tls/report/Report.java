package dev.nightshift.tls.report;

import dev.nightshift.tls.endpoint.TargetList.BadLine;
import dev.nightshift.tls.fault.Severity;
import dev.nightshift.tls.verdict.FileVerdict;
import dev.nightshift.tls.verdict.Verdict;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Everything that a run found.
///
/// @param at the instant that was judged for
/// @param verdicts one for each target, the worst first
/// @param badLines of the list of targets, which could not be probed
/// @param stored what is known of certificates from where they are kept
/// @param notes what else there is to say, a line each
/// @param files one verdict for each certificate in files and key stores, the worst first
public record Report(
        Instant at,
        List<Verdict> verdicts,
        List<BadLine> badLines,
        List<StoredCertificate> stored,
        List<String> notes,
        List<FileVerdict> files) {
    /// Puts the worst first.
    public static Report of(Instant at, Collection<Verdict> verdicts, List<BadLine> badLines) {
        return new Report(
                at,
                verdicts.stream().sorted(Verdict.WORST_FIRST).toList(),
                List.copyOf(badLines),
                List.of(),
                List.of(),
                List.of());
    }

    /// The same with what was learnt otherwise than by looking at endpoints.
    public Report with(List<StoredCertificate> certificates, List<String> lines) {
        return new Report(at, verdicts, badLines, List.copyOf(certificates), List.copyOf(lines), files);
    }

    /// The same with what was found in files.
    public Report withFiles(List<FileVerdict> found) {
        return new Report(
                at,
                verdicts,
                badLines,
                stored,
                notes,
                found.stream().sorted(FileVerdict.WORST_FIRST).toList());
    }

    /// The same with more notes.
    public Report noting(List<String> more) {
        return new Report(
                at,
                verdicts,
                badLines,
                stored,
                Stream.concat(notes.stream(), more.stream()).toList(),
                files);
    }

    /// How many endpoints and certificates there are of each severity that occurs, the worst first.
    public Map<Severity, Integer> counts() {
        Map<Severity, Integer> counts = new TreeMap<>(Comparator.reverseOrder());
        verdicts.forEach(verdict -> counts.merge(verdict.severity(), 1, Integer::sum));
        stored.forEach(certificate -> counts.merge(certificate.severity(), 1, Integer::sum));
        files.forEach(file -> counts.merge(file.severity(), 1, Integer::sum));
        return counts;
    }

    /// Whether nothing has to be done.
    public boolean isFine() {
        return badLines.isEmpty() && counts().keySet().stream().allMatch(severity -> severity == Severity.OK);
    }
}
