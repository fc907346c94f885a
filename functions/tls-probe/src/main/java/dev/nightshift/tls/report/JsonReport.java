package dev.nightshift.tls.report;

import dev.nightshift.kit.Json;
import dev.nightshift.tls.chain.Leaf;
import dev.nightshift.tls.endpoint.HostName;
import dev.nightshift.tls.endpoint.TargetList.BadLine;
import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.verdict.AddressVerdict;
import dev.nightshift.tls.verdict.FileVerdict;
import dev.nightshift.tls.verdict.Verdict;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A [Report] for machines.
///
/// ```
/// {"v":1, "at":INSTANT, "counts":{SEVERITY:n},
///  "endpoints":[{"endpoint", "host", "port", "protocol", "severity", "headline", EXPIRY,
///                "findings":[{"fault","detail"}],
///                "addresses":[{"address", "severity", "headline", EXPIRY, "version", "suite", "group",
///                              "certificate":{...}, "findings":[...]}]}],
///  "stored":[{"place", "name", "severity", "headline", EXPIRY, "detail"}],
///  "files":[{"file", "entry", "severity", "headline", EXPIRY, "chain":[{...}], "findings":[...]}],
///  "badLines":[{"line", "text", "expected"}], "notes":["..."]}
/// ```
/// What was reached through a proxy has the proxy's address as `proxy`, and no `address`.
/// `EXPIRY` is `notAfter`, `limitedBy`, `daysRemaining` and `tier`, and is missing where no certificate was seen.
/// `entry` is the alias in a key store, or which of several certificates of a file. `files` is there when files were
/// read.
public final class JsonReport {
    private static final int VERSION = 1;
    private static final Set<Fault> PROXIED = EnumSet.of(
            Fault.THROUGH_PROXY, Fault.PROXY_REFUSED, Fault.PROXY_FAILED, Fault.PROXY_TIMEOUT, Fault.PROXY_GARBLED);

    private JsonReport() {}

    /// The text, on one line.
    public static String of(Report report) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("v", VERSION);
        tree.put("at", report.at().toString());
        Map<String, Object> counts = new LinkedHashMap<>();
        report.counts().forEach((severity, count) -> counts.put(severity.name(), count));
        tree.put("counts", counts);
        tree.put(
                "endpoints",
                report.verdicts().stream().map(JsonReport::endpoint).toList());
        tree.put("stored", report.stored().stream().map(JsonReport::stored).toList());
        if (!report.files().isEmpty()) {
            tree.put("files", report.files().stream().map(JsonReport::file).toList());
        }
        tree.put("badLines", report.badLines().stream().map(JsonReport::badLine).toList());
        tree.put("notes", report.notes());
        return Json.write(tree);
    }

    private static Map<String, Object> endpoint(Verdict verdict) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("endpoint", verdict.target().label());
        tree.put("host", verdict.target().host());
        tree.put("port", verdict.target().port());
        tree.put("protocol", verdict.target().protocol().scheme());
        tree.put("severity", verdict.severity().name());
        tree.put("headline", verdict.headline());
        put(tree, verdict.expiry());
        tree.put("findings", findings(verdict.findings()));
        tree.put(
                "addresses",
                verdict.addresses().stream().map(JsonReport::address).toList());
        return tree;
    }

    private static Map<String, Object> address(AddressVerdict verdict) {
        Map<String, Object> tree = new LinkedHashMap<>();
        boolean proxied = verdict.findings().stream().anyMatch(finding -> PROXIED.contains(finding.fault()));
        tree.put(proxied ? "proxy" : "address", HostName.shown(verdict.address()));
        tree.put("severity", verdict.severity().name());
        tree.put("headline", verdict.headline());
        put(tree, verdict.expiry());
        verdict.agreed().ifPresent(agreed -> {
            tree.put("version", agreed.version());
            tree.put("suite", agreed.suite());
            if (!agreed.group().isEmpty()) {
                tree.put("group", agreed.group());
            }
        });
        verdict.certificate().ifPresent(leaf -> tree.put("certificate", certificate(leaf)));
        tree.put("findings", findings(verdict.findings()));
        return tree;
    }

    private static Map<String, Object> file(FileVerdict verdict) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("file", verdict.file());
        tree.put("entry", verdict.entry());
        tree.put("severity", verdict.severity().name());
        tree.put("headline", verdict.headline());
        put(tree, verdict.expiry());
        tree.put("chain", verdict.chain().stream().map(JsonReport::certificate).toList());
        tree.put("findings", findings(verdict.findings()));
        return tree;
    }

    private static Map<String, Object> stored(StoredCertificate stored) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("place", stored.place());
        tree.put("name", stored.name());
        tree.put("severity", stored.severity().name());
        tree.put("headline", stored.headline());
        put(tree, Optional.of(stored.expiry()));
        tree.put("detail", stored.detail());
        return tree;
    }

    private static void put(Map<String, Object> tree, Optional<Expiry> expiry) {
        expiry.ifPresent(end -> {
            tree.put("notAfter", end.notAfter().toString());
            tree.put("limitedBy", end.limitedBy());
            tree.put("daysRemaining", end.daysRemaining());
            tree.put("tier", end.tier().name());
        });
    }

    private static Map<String, Object> certificate(Leaf leaf) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("subject", leaf.subject());
        tree.put("issuer", leaf.issuer());
        tree.put("serial", leaf.serial());
        tree.put("sha256", leaf.sha256());
        tree.put("notBefore", leaf.notBefore().toString());
        tree.put("notAfter", leaf.notAfter().toString());
        tree.put("names", leaf.names());
        tree.put("nameCount", leaf.nameCount());
        if (!leaf.authority().isEmpty()) {
            tree.put("authority", leaf.authority());
        }
        tree.put("usages", leaf.usages());
        return tree;
    }

    private static List<Map<String, String>> findings(List<Finding> findings) {
        return findings.stream()
                .map(finding -> {
                    Map<String, String> tree = new LinkedHashMap<>();
                    tree.put("fault", finding.fault().name());
                    tree.put("detail", finding.detail());
                    return tree;
                })
                .toList();
    }

    private static Map<String, Object> badLine(BadLine bad) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("line", bad.number());
        tree.put("text", bad.text());
        tree.put("expected", bad.expected());
        return tree;
    }
}
