package dev.nightshift.tls.chain;

import dev.nightshift.kit.Sha256;
import dev.nightshift.kit.Text;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// The served certificate, for people and reports: every text in it is printable and bounded.
///
/// @param subject its common name, else its whole or first name
/// @param issuer likewise
/// @param serial in hexadecimal digits
/// @param sha256 the fingerprint of the whole certificate, in hexadecimal digits
/// @param names the first of the DNS names and addresses it is good for
/// @param nameCount how many there are
public record Leaf(
        String subject,
        String issuer,
        String serial,
        String sha256,
        Instant notBefore,
        Instant notAfter,
        List<String> names,
        int nameCount) {
    private static final int NAMES_KEPT = 20;
    private static final int SHOWN = 253;

    public static Leaf of(X509Certificate certificate) {
        List<String> names = Names.alternatives(certificate);
        return new Leaf(
                Names.subject(certificate),
                Names.shown(certificate.getIssuerX500Principal()),
                Text.printable(certificate.getSerialNumber().toString(16), SHOWN),
                sha256(certificate),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                names.stream()
                        .limit(NAMES_KEPT)
                        .map(name -> Text.printable(name, SHOWN))
                        .toList(),
                names.size());
    }

    private static String sha256(X509Certificate certificate) {
        try {
            return Sha256.hex(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was parsed can be encoded", e);
        }
    }
}
