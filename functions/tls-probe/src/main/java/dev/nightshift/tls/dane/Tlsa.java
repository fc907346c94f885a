package dev.nightshift.tls.dane;

import dev.nightshift.tls.wire.Der;
import dev.nightshift.tls.x509.PublicKeys;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A TLSA record (RFC 6698 2.1).
///
/// @param usage 0 PKIX-TA, 1 PKIX-EE, 2 DANE-TA, 3 DANE-EE
/// @param selector 0 the certificate, 1 its public key
/// @param matching 0 all of it, 1 its SHA-256, 2 its SHA-512
/// @param data in hexadecimal digits
record Tlsa(int usage, int selector, int matching, String data) {
    static final int PKIX_TA = 0;
    static final int PKIX_EE = 1;
    static final int DANE_TA = 2;
    static final int DANE_EE = 3;

    private static final int ALL = 0;
    private static final int SHOWN = 16;
    private static final List<Integer> DIGITS = List.of(-1, 64, 128);

    /// Reads the data of a record.
    ///
    /// @throws IllegalArgumentException when it is too short
    static Tlsa read(ByteBuffer data) {
        if (data.remaining() < 3) {
            throw new IllegalArgumentException("a TLSA record of " + data.remaining() + " bytes");
        }
        byte[] association = new byte[data.remaining() - 3];
        data.slice(3, association.length).get(association);
        return new Tlsa(
                Byte.toUnsignedInt(data.get(0)),
                Byte.toUnsignedInt(data.get(1)),
                Byte.toUnsignedInt(data.get(2)),
                HexFormat.of().formatHex(association));
    }

    /// Why no client can use it, if that is so (RFC 6698 4.1, RFC 7672 3.1.3).
    ///
    /// @param mail whether it is for SMTP, where nobody agrees on authorities
    Optional<String> unusable(boolean mail) {
        if (usage > DANE_EE || selector > 1 || matching > 2) {
            return Optional.of("unknown");
        } else if (mail && usage < DANE_TA) {
            return Optional.of("usage " + usage + " is not for mail");
        } else if (matching != ALL && data.length() != DIGITS.get(matching)) {
            return Optional.of("no digest of this type");
        }
        return matching == ALL && key().isEmpty() ? Optional.of("no certificate or key") : Optional.empty();
    }

    /// Whether it is of this certificate, or of its key.
    boolean fits(X509Certificate certificate) {
        byte[] selected = selector == 0 ? encoded(certificate) : key(certificate);
        return HexFormat.of()
                .formatHex(
                        switch (matching) {
                            case 1 -> digest("SHA-256", selected);
                            case 2 -> digest("SHA-512", selected);
                            default -> selected;
                        })
                .equals(data);
    }

    /// The whole key in it, if it holds one: then the authority's certificate need not be served.
    Optional<PublicKey> key() {
        if (matching != ALL) {
            return Optional.empty();
        }
        byte[] bytes = HexFormat.of().parseHex(data);
        try {
            return Optional.of(
                    selector == 0
                            ? CertificateFactory.getInstance("X.509")
                                    .generateCertificate(new ByteArrayInputStream(bytes))
                                    .getPublicKey()
                            : PublicKeys.of(Der.values(ByteBuffer.wrap(bytes)).getFirst()));
        } catch (GeneralSecurityException | RuntimeException e) {
            // Whatever strange bytes make the parsers throw: nobody can use them.
            return Optional.empty();
        }
    }

    /// As in a zone file, with the beginning of the data.
    @Override
    public String toString() {
        return usage + " " + selector + " " + matching + " "
                + (data.length() > SHOWN ? data.substring(0, SHOWN) + "..." : data);
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was parsed can be encoded", e);
        }
    }

    /// SubjectPublicKeyInfo as it stands in the certificate (RFC 5280 4.1), after version, serial number, algorithm,
    /// issuer, validity and subject, of which the first may be missing.
    private static byte[] key(X509Certificate certificate) {
        List<Der> parts = Der.values(ByteBuffer.wrap(encoded(certificate)))
                .getFirst()
                .inside()
                .getFirst()
                .inside();
        return parts.get(parts.getFirst().tag() == 0xa0 ? 6 : 5).whole();
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
