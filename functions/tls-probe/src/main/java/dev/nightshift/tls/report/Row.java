package dev.nightshift.tls.report;

import dev.nightshift.tls.chain.Leaf;
import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.fault.Severity;
import dev.nightshift.tls.verdict.AddressVerdict;
import dev.nightshift.tls.verdict.FileVerdict;
import dev.nightshift.tls.verdict.Verdict;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the page says of one endpoint, or of one certificate that is kept somewhere.
///
/// @param place the endpoint, or where the certificate is kept
/// @param bars one for each certificate; one without an end where none was seen
record Row(
        String place,
        Severity severity,
        String headline,
        Optional<Expiry> expiry,
        List<Remark> certificates,
        List<Remark> findings,
        List<Bar> bars) {
    private static final Comparator<Row> WORST_FIRST = Comparator.comparing(Row::severity)
            .reversed()
            .thenComparing(row -> row.expiry().map(Expiry::daysRemaining).orElse(Long.MAX_VALUE))
            .thenComparing(Row::place);

    /// Some words, more of them for who wants to know, and a last word that is shown only when asked for.
    record Remark(String text, String more, String hidden) {}

    /// All of a report, the worst first.
    static List<Row> of(Report report) {
        return Stream.of(
                        report.verdicts().stream().map(Row::of),
                        report.stored().stream().map(Row::of),
                        report.files().stream().map(Row::of))
                .flatMap(rows -> rows)
                .sorted(WORST_FIRST)
                .toList();
    }

    private static Row of(Verdict verdict) {
        String place = verdict.target().label();
        // One for each certificate and verdict, however many addresses have both.
        Map<String, Bar> bars = new LinkedHashMap<>();
        verdict.addresses().forEach(address -> bar(place, address).ifPresent(bar -> bars.putIfAbsent(bar.key(), bar)));
        if (bars.isEmpty()) {
            bars.put(place, new Bar(place, place, "", verdict.severity(), verdict.headline(), Optional.empty()));
        }
        return new Row(
                place,
                verdict.severity(),
                verdict.headline(),
                verdict.expiry(),
                verdict.addresses().stream()
                        .flatMap(address -> address.certificate().stream())
                        .distinct()
                        .map(Row::remark)
                        .toList(),
                verdict.allFindings().stream()
                        .map(finding -> remark(finding, verdict.headline()))
                        .toList(),
                List.copyOf(bars.values()));
    }

    private static Row of(FileVerdict verdict) {
        String place = verdict.label();
        String id =
                verdict.chain().isEmpty() ? place : verdict.chain().getFirst().sha256();
        String certificate = verdict.chain().isEmpty()
                ? ""
                : certificate(place, verdict.chain().getFirst(), verdict.expiry());
        return new Row(
                place,
                verdict.severity(),
                verdict.headline(),
                verdict.expiry(),
                verdict.chain().stream().map(Row::remark).toList(),
                verdict.findings().stream()
                        .map(finding -> remark(finding, verdict.headline()))
                        .toList(),
                List.of(new Bar(id, place, certificate, verdict.severity(), verdict.headline(), verdict.expiry())));
    }

    private static Optional<Bar> bar(String place, AddressVerdict address) {
        return address.certificate()
                .map(leaf -> new Bar(
                        leaf.sha256(),
                        place,
                        certificate(place, leaf, address.expiry()),
                        address.severity(),
                        address.headline(),
                        address.expiry()));
    }

    /// What the place does not say already.
    private static String certificate(String place, Leaf leaf, Optional<Expiry> expiry) {
        String name = place.startsWith(leaf.subject() + ":") ? "" : leaf.subject();
        return expiry.map(Expiry::limitedBy)
                .filter(limiting -> !limiting.equals(leaf.subject()))
                .map(limiting -> (name + " limited by " + limiting).strip())
                .orElse(name);
    }

    /// What stands in the first column already is not said again.
    private static Remark remark(Finding finding, String headline) {
        String fault = finding.fault().name();
        boolean said = fault.equals(headline) && !finding.detail().isEmpty();
        return new Remark(said ? "" : fault, finding.detail(), "");
    }

    private static Row of(StoredCertificate stored) {
        Optional<Expiry> expiry = Optional.of(stored.expiry());
        return new Row(
                stored.place(),
                stored.severity(),
                stored.headline(),
                expiry,
                List.of(new Remark(stored.name(), "", "")),
                stored.detail().isEmpty() ? List.of() : List.of(new Remark("", stored.detail(), "")),
                List.of(new Bar(stored.place(), stored.name(), "", stored.severity(), stored.headline(), expiry)));
    }

    private static Remark remark(Leaf leaf) {
        String names = leaf.nameCount() == 1 ? "1 name" : leaf.nameCount() + " names";
        return new Remark(leaf.subject(), "by " + leaf.issuer() + ", " + names, "SHA-256 " + leaf.sha256());
    }
}
