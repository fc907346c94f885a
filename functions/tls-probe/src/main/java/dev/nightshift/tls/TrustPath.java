package dev.nightshift.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// Certificates that vouch for each other.
///
/// @param certificates the served one first, a trust anchor last; alone when it is an anchor itself
record TrustPath(List<X509Certificate> certificates) {
    TrustPath {
        certificates = List.copyOf(certificates);
    }

    /// The one that expires first. An expired anchor counts: the JDK ignores it, other clients do
    /// not.
    X509Certificate limiting() {
        return certificates.stream()
                .min(Comparator.comparing(X509Certificate::getNotAfter))
                .orElseThrow();
    }

    /// The last second at which all are valid, as far as the end goes.
    Instant notAfter() {
        return limiting().getNotAfter().toInstant();
    }

    X509Certificate anchor() {
        return certificates.getLast();
    }

    /// All but the anchor: those whose signatures somebody relies on.
    List<X509Certificate> vouchedFor() {
        return certificates.size() == 1 ? certificates : certificates.subList(0, certificates.size() - 1);
    }
}
