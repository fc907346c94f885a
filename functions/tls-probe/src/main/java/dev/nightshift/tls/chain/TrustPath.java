package dev.nightshift.tls.chain;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// Certificates that vouch for each other.
///
/// @param certificates the served one first, a trust anchor last; alone when it is an anchor itself
public record TrustPath(List<X509Certificate> certificates) {
    public TrustPath {
        certificates = List.copyOf(certificates);
    }

    /// The one that expires first. An expired anchor counts: the JDK ignores it, other clients do
    /// not.
    public X509Certificate limiting() {
        return certificates.stream()
                .min(Comparator.comparing(X509Certificate::getNotAfter))
                .orElseThrow();
    }

    /// The last second at which all are valid, as far as the end goes.
    public Instant notAfter() {
        return limiting().getNotAfter().toInstant();
    }

    public X509Certificate anchor() {
        return certificates.getLast();
    }

    /// All but the anchor: those whose signatures somebody relies on.
    public List<X509Certificate> vouchedFor() {
        return certificates.size() == 1 ? certificates : certificates.subList(0, certificates.size() - 1);
    }
}
