package dev.nightshift.local.ops.certs.files;

import dev.nightshift.local.ops.certs.files.Stored.Role;
import dev.nightshift.tls.wire.Der;
import dev.nightshift.tls.x509.AnyCertificate;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The certificates of a PKCS #12 store (RFC 7292): all of them.
///
/// Not the JDK's `KeyStore`: it leaves out every certificate that has neither a key in the store nor an attribute of
/// Oracle's, such as all that `openssl pkcs12 -export -nokeys` puts there, and knows no 3DES within PBES2.
final class Pkcs12 {
    private static final String DATA = "1.2.840.113549.1.7.1";
    private static final String ENCRYPTED_DATA = "1.2.840.113549.1.7.6";
    private static final String BAG = "1.2.840.113549.1.12.10.1.";
    private static final String CERTIFICATE = BAG + "3";
    private static final String BAGS = BAG + "6";
    private static final String FRIENDLY_NAME = "1.2.840.113549.1.9.20";
    private static final String LOCAL_KEY = "1.2.840.113549.1.9.21";
    // Oracle's, by which the JDK marks what it trusts.
    private static final String TRUSTED = "2.16.840.1.113894.746875.1.1";
    private static final int DEEPEST = 8;

    private final StorePasswords passwords;
    private final List<Stored> group = new ArrayList<>();
    private final List<List<Stored>> trusted = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private boolean keys;

    private Pkcs12(StorePasswords passwords) {
        this.passwords = passwords;
    }

    /// @param parts of PFX: its version, the content, and what proves that it is whole
    static Contents read(List<Der> parts, StorePasswords passwords) {
        List<Der> content = parts.get(1).inside();
        if (!content.getFirst().oid().equals(DATA)) {
            return Contents.problem("protected by a certificate: expected a store with a password");
        }
        byte[] safe = Ber.octets(content.get(1).inside().getFirst());
        List<String> right = passwords.andNone();
        if (parts.size() > 2 && passwords.given()) {
            right = right.stream()
                    .filter(password -> StoreEncryption.isRight(password, parts.get(2), safe))
                    .toList();
            if (right.isEmpty()) {
                return Contents.problem(StorePasswords.WRONG);
            }
        }
        Pkcs12 store = new Pkcs12(passwords);
        for (Der part : Ber.read(safe).inside()) {
            store.part(part.inside(), right);
        }
        return store.contents();
    }

    private Contents contents() {
        List<List<Stored>> groups = new ArrayList<>(trusted);
        groups.add(group);
        String instead = keys ? "a private key" : "an empty key store";
        return Contents.of(groups).and(new Contents(List.of(), problems, List.of(instead)));
    }

    private void part(List<Der> content, List<String> right) {
        switch (content.getFirst().oid()) {
            case DATA -> bags(Ber.read(Ber.octets(content.get(1).inside().getFirst())), 0);
            case ENCRYPTED_DATA ->
                decrypted(content.get(1).inside().getFirst().inside().get(1).inside(), right)
                        .ifPresentOrElse(
                                bags -> bags(bags, 0),
                                () -> problems.add(passwords.given() ? StorePasswords.WRONG : StorePasswords.MISSING));
            default -> problems.add("a part is encrypted for a certificate: expected one with a password");
        }
    }

    /// @param content EncryptedContentInfo { type, algorithm, [0] content }
    private Optional<Der> decrypted(List<Der> content, List<String> right) {
        for (String password : right) {
            try {
                byte[] plain = StoreEncryption.decrypt(password, content.get(1), Ber.octets(content.get(2)));
                return Optional.of(Ber.read(plain));
            } catch (IllegalArgumentException e) {
                // Not what was encrypted: another password.
            } catch (NoSuchAlgorithmException e) {
                problems.add(
                        "encrypted by what is unknown here, " + e.getMessage() + ": expected AES, 3DES, RC2 or RC4");
                return Optional.of(Ber.read(new byte[] {Der.SEQUENCE, 0}));
            } catch (GeneralSecurityException e) {
                // Likewise.
            }
        }
        return Optional.empty();
    }

    private void bags(Der safe, int depth) {
        for (Der bag : safe.inside()) {
            List<Der> parts = bag.inside();
            String type = parts.getFirst().oid();
            if (type.equals(CERTIFICATE)) {
                certificate(parts.get(1).inside().getFirst().inside(), parts.subList(2, parts.size()));
            } else if (type.equals(BAGS) && depth < DEEPEST) {
                bags(parts.get(1).inside().getFirst(), depth + 1);
            } else {
                keys |= type.equals(BAG + "1") || type.equals(BAG + "2");
            }
        }
    }

    /// @param bag CertBag { type, [0] { OCTET STRING } }
    private void certificate(List<Der> bag, List<Der> attributes) {
        int number = group.size() + trusted.size() + problems.size() + 1;
        String entry = attribute(attributes, FRIENDLY_NAME)
                .map(name -> JavaKeyStores.named(new String(name.bytes(), StandardCharsets.UTF_16BE)))
                .orElse("certificate " + number);
        try {
            byte[] encoded = Ber.octets(bag.get(1).inside().getFirst());
            boolean isTrusted = attribute(attributes, TRUSTED).isPresent();
            Role role = attribute(attributes, LOCAL_KEY).isPresent() ? Role.IDENTITY : Role.ANY;
            Stored stored = new Stored(entry, AnyCertificate.of(encoded), isTrusted ? Role.TRUSTED : role);
            if (isTrusted) {
                trusted.add(List.of(stored));
            } else {
                group.add(stored);
            }
        } catch (CertificateException e) {
            problems.add(entry + " is damaged: " + e.getMessage());
        }
    }

    /// The first value of an attribute.
    private static Optional<Der> attribute(List<Der> attributes, String oid) {
        return attributes.stream()
                .flatMap(set -> set.inside().stream())
                .map(Der::inside)
                .filter(attribute -> attribute.getFirst().oid().equals(oid))
                .flatMap(attribute -> attribute.get(1).inside().stream())
                .findFirst();
    }
}
