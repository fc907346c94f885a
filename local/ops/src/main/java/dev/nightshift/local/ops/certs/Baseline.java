package dev.nightshift.local.ops.certs;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.SettingsException;
import dev.nightshift.local.ops.terminal.Failure;
import dev.nightshift.local.ops.terminal.TextFile;
import dev.nightshift.tls.chain.Leaf;
import dev.nightshift.tls.change.CertificateChange;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.report.Report;
import dev.nightshift.tls.verdict.FileVerdict;
import dev.nightshift.tls.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The report of an earlier run, with which a later one is compared.
///
/// A certificate that was served then is no change, and neither is one that lost nothing against any of those. Where
/// one of them is still served at some address, the others are not compared: several good certificates may take turns.
final class Baseline {
    private static final int VERSION = 1;

    private final Path file;
    private final Map<String, Set<Leaf>> endpoints = new TreeMap<>();
    private final Map<String, Set<Leaf>> files = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    private Baseline(Path file) {
        this.file = file;
    }

    /// @throws Failure for what is no such report
    /// @throws IOException when it cannot be read
    static Baseline read(Path file) throws IOException {
        Baseline baseline = new Baseline(file);
        String text = TextFile.read(file);
        try {
            if (text.isBlank()) {
                throw new Failure(file + ": is empty: expected the JSON of an earlier run. Write the new one to another"
                        + " file: a shell empties a file before the command that writes to it begins");
            }
            return Settings.read(file.toString(), Json.parse(file.toString(), text), baseline::with);
        } catch (SettingsException e) {
            throw new Failure(file + ": expected what `ops certs --json` printed in an earlier run: "
                    + e.problems().getFirst());
        }
    }

    /// The report with what has changed since.
    Report compare(Report now) {
        Report compared = new Report(
                now.at(),
                now.verdicts().stream()
                        .map(this::compared)
                        .sorted(Verdict.WORST_FIRST)
                        .toList(),
                now.badLines(),
                now.stored(),
                now.notes(),
                now.files());
        List<FileVerdict> inFiles = now.files().stream().map(this::compared).toList();
        return compared.withFiles(inFiles).noting(notes);
    }

    private Verdict compared(Verdict verdict) {
        List<Leaf> served = verdict.certificates();
        Set<Leaf> before = endpoints.getOrDefault(verdict.target().label(), Set.of());
        if (before.isEmpty()) {
            missing(verdict.target().label());
            return verdict;
        }
        return verdict.and(changes(before, served));
    }

    private FileVerdict compared(FileVerdict verdict) {
        if (verdict.chain().isEmpty()) {
            return verdict;
        }
        Leaf now = verdict.chain().getFirst();
        String key = key(verdict.file(), verdict.entry());
        Set<Leaf> before = files.getOrDefault(key, Set.of());
        if (before.isEmpty()) {
            missing(verdict.label());
            return verdict;
        }
        // Of several in a text, which one took another's place is told by the subject alone.
        List<Leaf> comparable = before.stream()
                .filter(one -> key.equals(verdict.label()) || one.subject().equals(now.subject()))
                .toList();
        return comparable.isEmpty() ? verdict : verdict.and(changes(comparable, List.of(now)));
    }

    /// Entries that have no name but their place are all under that of the file.
    private static String key(String file, String entry) {
        return entry.isEmpty() || !entry.startsWith("alias ")
                ? file + (entry.isEmpty() ? "" : "*")
                : file + ", " + entry;
    }

    private Baseline with(Settings report) {
        report.ignoreOtherKeys();
        if (report.at("v").as(Parsers::count, 0) != VERSION) {
            report.at("v").problem("expected version " + VERSION);
        }
        if (!report.at("endpoints").isList()) {
            report.at("endpoints").problem("expected a list");
        }
        report.at("endpoints").items().forEach(endpoint -> {
            endpoint.ignoreOtherKeys();
            String label = endpoint.at("endpoint").text();
            endpoint.at("addresses").items().forEach(address -> {
                address.ignoreOtherKeys();
                add(endpoints, label, address.at("certificate"));
            });
        });
        report.at("files").items().forEach(entry -> {
            entry.ignoreOtherKeys();
            String key = key(entry.at("file").text(), entry.at("entry").orElse("", text -> text));
            entry.at("chain").items().stream().limit(1).forEach(leaf -> add(files, key, leaf));
            entry.at("chain").items().forEach(Settings::ignoreOtherKeys);
        });
        return this;
    }

    private static void add(Map<String, Set<Leaf>> all, String key, Settings certificate) {
        if (!certificate.present()) {
            return;
        }
        certificate.ignoreOtherKeys();
        List<String> names =
                certificate.at("names").items().stream().map(Settings::text).toList();
        Leaf leaf = new Leaf(
                certificate.at("subject").text(),
                certificate.at("issuer").text(),
                certificate.at("serial").text(),
                certificate.at("sha256").text(),
                certificate.at("notBefore").as(Parsers::instant, Instant.EPOCH),
                certificate.at("notAfter").as(Parsers::instant, Instant.EPOCH),
                names,
                certificate.at("nameCount").as(Parsers::count, 0),
                certificate.at("authority").orElse("", text -> text),
                certificate.at("usages").items().stream().map(Settings::text).toList());
        all.computeIfAbsent(key, _ -> new LinkedHashSet<>()).add(leaf);
    }

    private void missing(String label) {
        notes.add(file + " has no certificate of " + label + ": it is not compared");
    }

    private static List<Finding> changes(Collection<Leaf> before, List<Leaf> now) {
        if (now.stream().anyMatch(leaf -> before.stream().anyMatch(one -> isSame(one, leaf)))) {
            return List.of();
        }
        boolean takeTurns = before.size() > 1 || now.size() > 1;
        return now.stream()
                .flatMap(leaf -> CertificateChange.among(before, leaf).stream())
                .filter(change -> !takeTurns || change.fault() != Fault.OLDER_CERTIFICATE)
                .distinct()
                .toList();
    }

    private static boolean isSame(Leaf one, Leaf other) {
        return one.sha256().equals(other.sha256());
    }
}
