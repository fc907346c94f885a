package dev.nightshift.local.ops.certs.files;

import dev.nightshift.local.ops.certs.files.Stored.Role;
import dev.nightshift.tls.wire.Der;
import dev.nightshift.tls.x509.AnyCertificate;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/// What bytes in the encoding of ASN.1 are: a certificate (RFC 5280), PKCS #7 (RFC 5652 5.1), PKCS #12 (RFC 7292 4), or
/// nothing that is looked for.
final class DerContents {
    private static final String PKCS7 = "1.2.840.113549.1.7.";
    private static final int INTEGER = 0x02;
    private static final int TAGGED = 0xa0;
    private static final int CLOSED = 0x80;
    // How each of the three begins, each length left out: SEQUENCE { SEQUENCE { version 3 …, SEQUENCE { data …,
    // SEQUENCE { 3, SEQUENCE { data ….
    private static final String LENGTH = "(?:80|[0-7].|81..|82.{4}|83.{6})";
    private static final String DATA = "06092a864886f70d0107";
    private static final Pattern BEGINNING = Pattern.compile(
            "30" + LENGTH + "(?:30" + LENGTH + "a003020102.*|" + DATA + ".*|02010330" + LENGTH + DATA + ".*)");
    private static final int BEGINNING_BYTES = 40;

    private DerContents() {}

    /// @param entry what to call a certificate
    static Contents of(byte[] bytes, String entry, StorePasswords passwords) {
        if (bytes.length < 2 || (bytes[0] & 0xff) != Der.SEQUENCE) {
            return Contents.NOTHING;
        }
        try {
            return read(bytes, Ber.read(bytes).inside(), entry, passwords);
        } catch (RuntimeException e) {
            // Whatever is missing or is something else.
            return begins(bytes)
                    ? Contents.problem("damaged: expected the rest of it (" + e.getMessage() + ")")
                    : Contents.NOTHING;
        }
    }

    /// Whether the first value is all there is.
    static boolean isWhole(byte[] bytes) {
        if (bytes.length < 6 || (bytes[0] & 0xff) != Der.SEQUENCE) {
            return false;
        }
        int count = Math.clamp((bytes[1] & 0xff) - CLOSED, 0, 3);
        int length = count == 0 ? bytes[1] & 0xff : 0;
        for (int i = 0; i < count; i++) {
            length = length << 8 | (bytes[2 + i] & 0xff);
        }
        return length == CLOSED || length == bytes.length - 2 - count;
    }

    /// Whether what cannot be read was meant to be read.
    static boolean begins(byte[] bytes) {
        String head = HexFormat.of().formatHex(bytes, 0, Math.min(BEGINNING_BYTES, bytes.length));
        return BEGINNING.matcher(head).matches();
    }

    private static Contents read(byte[] bytes, List<Der> parts, String entry, StorePasswords passwords) {
        Der first = parts.getFirst();
        if (first.tag() == Der.OID && first.oid().startsWith(PKCS7)) {
            return pkcs7(parts);
        }
        if (first.tag() != INTEGER) {
            return parts.size() < 3 ? Contents.instead("a public key") : certificate(bytes, first, entry);
        }
        boolean store = first.number() == 3
                && parts.size() > 1
                && parts.get(1).tag() == Der.SEQUENCE
                && parts.get(1).inside().getFirst().tag() == Der.OID;
        return store ? Pkcs12.read(parts, passwords) : Contents.instead("a private key");
    }

    private static Contents certificate(byte[] bytes, Der signed, String entry) {
        try {
            return Contents.of(List.of(List.of(new Stored(entry, AnyCertificate.of(bytes), Role.ANY))));
        } catch (CertificateException e) {
            return signed.inside().getFirst().tag() == TAGGED
                    ? Contents.problem("damaged: " + e.getMessage())
                    : Contents.instead("something in DER form");
        }
    }

    /// ContentInfo { signedData, [0] { SignedData { version, algorithms, content, [0] certificates, … } } }
    private static Contents pkcs7(List<Der> parts) {
        List<Stored> group = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        List<Der> content = parts.get(1).inside().getFirst().inside();
        content.stream()
                .skip(3)
                .filter(part -> part.tag() == TAGGED)
                .limit(1)
                .flatMap(part -> part.inside().stream())
                .filter(one -> one.tag() == Der.SEQUENCE)
                .forEach(one -> {
                    String entry = "certificate " + (group.size() + problems.size() + 1);
                    try {
                        group.add(new Stored(entry, AnyCertificate.of(one.whole()), Role.ANY));
                    } catch (CertificateException e) {
                        problems.add(entry + " is damaged: " + e.getMessage());
                    }
                });
        return Contents.of(List.of(group))
                .and(new Contents(List.of(), problems, List.of("PKCS #7 without certificates")));
    }
}
