package dev.nightshift.tls.chain;

import dev.nightshift.kit.Sha256;
import dev.nightshift.kit.Text;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The served certificate, for people and reports: every text in it is printable and bounded.
///
/// @param subject its common name, else its whole or first name
/// @param issuer likewise
/// @param serial in hexadecimal digits
/// @param sha256 the fingerprint of the whole certificate, in hexadecimal digits
/// @param names the first of the DNS names and addresses it is good for
/// @param nameCount how many there are
/// @param authority the issuer's organisation, else its common name; empty where it is not known
/// @param usages the extended key usages as object identifiers; empty where there are none, and where they are not
/// known
public record Leaf(
        String subject,
        String issuer,
        String serial,
        String sha256,
        Instant notBefore,
        Instant notAfter,
        List<String> names,
        int nameCount,
        String authority,
        List<String> usages) {
    // Public authorities put at most 250 names into a certificate.
    private static final int NAMES_KEPT = 250;
    private static final int CHARACTERS_KEPT = 8_192;
    private static final int USAGES_KEPT = 20;
    private static final int SHOWN = 253;

    /// One whose authority and usages are not known.
    public Leaf(
            String subject,
            String issuer,
            String serial,
            String sha256,
            Instant notBefore,
            Instant notAfter,
            List<String> names,
            int nameCount) {
        this(subject, issuer, serial, sha256, notBefore, notAfter, names, nameCount, "", List.of());
    }

    public static Leaf of(X509Certificate certificate) {
        List<String> names = Names.alternatives(certificate);
        return new Leaf(
                Names.subject(certificate),
                Names.shown(certificate.getIssuerX500Principal()),
                Text.printable(certificate.getSerialNumber().toString(16), SHOWN),
                sha256(certificate),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                kept(names),
                names.size(),
                Names.authority(certificate.getIssuerX500Principal()),
                usages(certificate));
    }

    private static List<String> kept(List<String> names) {
        List<String> kept = new ArrayList<>();
        int characters = 0;
        for (String name : names) {
            String shown = Text.printable(name, SHOWN);
            characters += shown.length();
            if (kept.size() == NAMES_KEPT || characters > CHARACTERS_KEPT) {
                break;
            }
            kept.add(shown);
        }
        return List.copyOf(kept);
    }

    private static List<String> usages(X509Certificate certificate) {
        try {
            List<String> usages = certificate.getExtendedKeyUsage();
            return usages == null
                    ? List.of()
                    : usages.stream().limit(USAGES_KEPT).toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    private static String sha256(X509Certificate certificate) {
        try {
            return Sha256.hex(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was parsed can be encoded", e);
        }
    }
}
