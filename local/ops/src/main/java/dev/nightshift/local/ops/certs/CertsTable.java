package dev.nightshift.local.ops.certs;

import dev.nightshift.local.ops.terminal.TextTable;
import dev.nightshift.tls.endpoint.HostName;
import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.fault.Severity;
import dev.nightshift.tls.report.Report;
import dev.nightshift.tls.verdict.FileVerdict;
import dev.nightshift.tls.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A report of certificates for a terminal, the worst first.
final class CertsTable {
    private CertsTable() {}

    static String of(Report report, int width) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("STATE", "DAYS", "ENDS", report.files().isEmpty() ? "ENDPOINT" : "WHERE", "WHAT"));
        Stream.concat(
                        report.verdicts().stream().map(Line::of),
                        report.files().stream().map(Line::of))
                .sorted(Line.WORST_FIRST)
                .forEach(line -> rows.add(line.cells()));
        String counts = report.counts().entrySet().stream()
                .map(count -> count.getValue() + " " + word(count.getKey()))
                .collect(Collectors.joining(", "));
        return "%s\n%s at %s: %s\n".formatted(TextTable.of(rows, width), total(report), report.at(), counts);
    }

    private static String total(Report report) {
        int endpoints = report.verdicts().size();
        int files = report.files().size();
        String inFiles = files + (files == 1 ? " entry of files" : " entries of files");
        String served = endpoints + (endpoints == 1 ? " endpoint" : " endpoints");
        return files == 0 ? served : endpoints == 0 ? inFiles : served + ", " + inFiles;
    }

    private record Line(Severity severity, String headline, Optional<Expiry> expiry, String where, String what) {
        private static final Comparator<Line> WORST_FIRST = Comparator.comparing(Line::severity)
                .reversed()
                .thenComparing(line -> line.expiry().map(Expiry::daysRemaining).orElse(Long.MAX_VALUE))
                .thenComparing(Line::where);

        static Line of(Verdict verdict) {
            return new Line(
                    verdict.severity(),
                    verdict.headline(),
                    verdict.expiry(),
                    verdict.target().label(),
                    CertsTable.what(verdict));
        }

        static Line of(FileVerdict verdict) {
            return new Line(
                    verdict.severity(),
                    verdict.headline(),
                    verdict.expiry(),
                    verdict.label(),
                    CertsTable.what(verdict));
        }

        List<String> cells() {
            return List.of(
                    headline,
                    expiry.map(Expiry::daysRemaining).map(String::valueOf).orElse("?"),
                    expiry.map(end -> end.notAfter().toString().substring(0, 10))
                            .orElse("?"),
                    where,
                    what);
        }
    }

    private static String what(FileVerdict verdict) {
        String findings = verdict.findings().stream()
                .map(finding -> text(finding, verdict.headline()))
                .collect(Collectors.joining("; "));
        String names = verdict.chain().stream()
                .limit(1)
                .map(leaf -> leaf.subject() + " by " + leaf.issuer())
                .collect(Collectors.joining());
        String several = verdict.entry().isEmpty() || findings.isEmpty() ? "" : names + ": ";
        return findings.isEmpty() ? names : several + findings;
    }

    private static String what(Verdict verdict) {
        String findings = verdict.allFindings().stream()
                .map(finding -> where(finding, verdict) + text(finding, verdict.headline()))
                .collect(Collectors.joining("; "));
        if (!findings.isEmpty()) {
            return findings;
        }
        return verdict.addresses().stream()
                .flatMap(address -> address.certificate().stream())
                .map(leaf -> leaf.subject() + " by " + leaf.issuer())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    /// What stands in the first column already is not said again.
    private static String text(Finding finding, String headline) {
        return finding.fault().name().equals(headline) ? finding.detail() : finding.toString();
    }

    /// The addresses that a finding is of, where it is not of all.
    private static String where(Finding finding, Verdict verdict) {
        List<String> addresses = verdict.addresses().stream()
                .filter(address -> address.findings().contains(finding))
                .map(address -> HostName.shown(address.address()))
                .toList();
        return addresses.isEmpty() || addresses.size() == verdict.addresses().size()
                ? ""
                : String.join(", ", addresses) + " ";
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
