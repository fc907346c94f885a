package dev.nightshift.tls.dane;

import dev.nightshift.tls.chain.Chain;
import dev.nightshift.tls.chain.TrustAnchors;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;

/// Whether a record fits a chain, by its usage.
///
/// @param named whether the certificate is good for the name: its dates are judged with those of every chain
record Fit(Chain chain, TrustAnchors anchors, boolean named) {
    boolean of(Tlsa record) {
        return switch (record.usage()) {
            // Neither names nor authorities count (RFC 7671 5.1).
            case Tlsa.DANE_EE -> record.fits(chain.leaf());
            case Tlsa.DANE_TA -> named && hasAuthority(record, above());
            case Tlsa.PKIX_EE -> isTrusted() && record.fits(chain.leaf());
            case Tlsa.PKIX_TA -> isTrusted() && hasAuthority(record, Stream.concat(above(), anchors.all().stream()));
            default -> false;
        };
    }

    private boolean isTrusted() {
        return named && chain.broken().isEmpty();
    }

    private Stream<X509Certificate> above() {
        return chain.served().stream().skip(1);
    }

    /// Whether a path leads to a certificate that fits, or to one that was signed with the key in the record.
    private boolean hasAuthority(Tlsa record, Stream<X509Certificate> candidates) {
        List<X509Certificate> fitting = candidates.filter(record::fits).toList();
        List<X509Certificate> signed = record.key().stream()
                .flatMap(key -> chain.served().stream().filter(certificate -> isSigned(certificate, key)))
                .toList();
        return Stream.of(fitting, signed)
                .filter(authorities -> !authorities.isEmpty())
                .anyMatch(authorities -> Chain.of(chain.served(), TrustAnchors.of(authorities))
                        .path()
                        .isPresent());
    }

    private static boolean isSigned(X509Certificate certificate, PublicKey key) {
        try {
            certificate.verify(key);
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            // Whatever a strange key makes the provider throw: it proves nothing.
            return false;
        }
    }
}
