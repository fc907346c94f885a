package dev.nightshift.tls.report;

import dev.nightshift.tls.chain.Leaf;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.expiry.Thresholds;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.fault.Severity;
import dev.nightshift.tls.verdict.AddressVerdict;
import dev.nightshift.tls.verdict.Verdict;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/// Verdicts as a run has them, without a server or a key.
final class Seen {
    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private Seen() {}

    static Report report(Verdict... verdicts) {
        return Report.of(NOW, List.of(verdicts), List.of());
    }

    /// An endpoint with a certificate of its own.
    static Verdict serving(String host, int days, Finding... findings) {
        return sharing(host, host, days, findings);
    }

    /// An endpoint with a certificate that others may have too.
    static Verdict sharing(String certificate, String host, int days, Finding... findings) {
        Expiry expiry = expiry(certificate, days);
        Leaf leaf = new Leaf(
                certificate,
                "Root",
                "01",
                "ab" + certificate,
                expiry.notBefore(),
                expiry.notAfter(),
                List.of(certificate),
                1);
        return verdict(host, Optional.of(leaf), Optional.of(expiry), List.of(findings));
    }

    static Verdict down(String host, Fault fault, String detail) {
        return verdict(host, Optional.empty(), Optional.empty(), List.of(new Finding(fault, detail)));
    }

    static StoredCertificate stored(String place, String name, int days) {
        return new StoredCertificate(place, name, expiry(name, days), Severity.WARNING, "RENEWAL_BLOCKED", "");
    }

    /// As many as a large company has, of all kinds.
    static Report thousands(int endpoints) {
        Random random = new Random(7);
        return report(IntStream.range(0, endpoints)
                .mapToObj(i -> "service-" + i + ".team-" + i % 37 + ".example")
                .map(host -> random.nextInt(40) == 0
                        ? down(host, Fault.TCP_TIMEOUT, "")
                        : serving(host, random.nextInt(500) - 20))
                .toArray(Verdict[]::new));
    }

    private static Expiry expiry(String name, int days) {
        Instant end = NOW.plus(Duration.ofDays(days));
        return Expiry.of(end.minus(Duration.ofDays(600)), end, name, Thresholds.DEFAULT, NOW);
    }

    private static Verdict verdict(String host, Optional<Leaf> leaf, Optional<Expiry> expiry, List<Finding> findings) {
        return new Verdict(
                Target.of(host, 443, Protocol.HTTPS),
                List.of(new AddressVerdict(InetAddress.ofLiteral("127.0.0.1"), leaf, expiry, findings)),
                List.of());
    }
}
