package dev.nightshift.local.ops.certs;

import dev.nightshift.local.ops.terminal.TextTable;
import dev.nightshift.tls.endpoint.HostName;
import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.fault.Severity;
import dev.nightshift.tls.report.Report;
import dev.nightshift.tls.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A report of certificates for a terminal, the worst first.
final class CertsTable {
    private CertsTable() {}

    static String of(Report report, int width) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("STATE", "DAYS", "ENDS", "ENDPOINT", "WHAT"));
        report.verdicts().forEach(verdict -> rows.add(row(verdict)));
        String counts = report.counts().entrySet().stream()
                .map(count -> count.getValue() + " " + word(count.getKey()))
                .collect(Collectors.joining(", "));
        int endpoints = report.verdicts().size();
        return "%s\n%d %s at %s: %s\n"
                .formatted(
                        TextTable.of(rows, width),
                        endpoints,
                        endpoints == 1 ? "endpoint" : "endpoints",
                        report.at(),
                        counts);
    }

    private static List<String> row(Verdict verdict) {
        return List.of(
                verdict.headline(),
                verdict.expiry().map(Expiry::daysRemaining).map(String::valueOf).orElse("?"),
                verdict.expiry()
                        .map(end -> end.notAfter().toString().substring(0, 10))
                        .orElse("?"),
                verdict.target().label(),
                what(verdict));
    }

    private static String what(Verdict verdict) {
        String findings = verdict.allFindings().stream()
                .map(finding -> where(finding, verdict) + text(finding, verdict))
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
    private static String text(Finding finding, Verdict verdict) {
        return finding.fault().name().equals(verdict.headline()) ? finding.detail() : finding.toString();
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
