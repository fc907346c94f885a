package dev.nightshift.tls.x509;

import dev.nightshift.tls.wire.Der;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/// A certificate that the JDK refuses to read, read as far as it goes (RFC 5280 4.1): its dates in any case.
///
/// Keys on curves that the JDK lacks, extensions that it finds wrong, names that it does not take: none of this keeps
/// other clients from reading the rest. What the extensions say is read when it is asked for.
public final class DerCertificate extends RareCertificateMethods {
    private static final long serialVersionUID = 1;
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final int KEY_USAGES = 9;
    private static final int VERSION = 0xa0;
    private static final int EXTENSIONS = 0xa3;
    private static final int BOOLEAN = 0x01;

    private record Extension(boolean critical, Der value) {}

    private final transient Der whole;
    private final transient Der signed;
    private final transient int version;
    private final transient BigInteger serial;
    private final transient X500Principal issuer;
    private final transient X500Principal subject;
    private final transient Instant notBefore;
    private final transient Instant notAfter;
    private final transient PublicKey key;
    private final transient SignatureAlgorithm algorithm;
    private final transient byte[] signature;
    private final transient Map<String, Extension> extensions = new LinkedHashMap<>();

    private DerCertificate(Der whole) {
        this.whole = whole;
        List<Der> parts = whole.inside();
        this.signed = parts.get(0);
        this.algorithm = SignatureAlgorithm.of(parts.get(1));
        this.signature = PublicKeys.bits(parts.get(2));
        List<Der> all = signed.inside();
        // Version 1 says no version.
        boolean versioned = all.getFirst().tag() == VERSION;
        this.version = versioned ? all.getFirst().inside().getFirst().number() + 1 : 1;
        List<Der> fields = versioned ? all.subList(1, all.size()) : all;
        this.serial = new BigInteger(fields.get(0).bytes());
        this.issuer = name(fields.get(2));
        this.notBefore = DerTime.of(fields.get(3).inside().get(0));
        this.notAfter = DerTime.of(fields.get(3).inside().get(1));
        this.subject = name(fields.get(4));
        this.key = PublicKeys.of(fields.get(5));
        fields.stream().skip(6).filter(field -> field.tag() == EXTENSIONS).forEach(this::extend);
    }

    /// Reads one.
    ///
    /// @throws CertificateException when not even the dates can be read
    public static DerCertificate of(byte[] encoded) throws CertificateException {
        try {
            return new DerCertificate(
                    Der.values(ByteBuffer.wrap(encoded.clone())).getFirst());
        } catch (RuntimeException e) {
            // Whatever is missing or is something else.
            throw new CertificateException(e.getMessage(), e);
        }
    }

    private static X500Principal name(Der name) {
        try {
            return new X500Principal(name.whole());
        } catch (IllegalArgumentException e) {
            return new X500Principal("");
        }
    }

    private void extend(Der field) {
        for (Der extension : field.inside().getFirst().inside()) {
            List<Der> parts = extension.inside();
            boolean critical = parts.get(1).tag() == BOOLEAN && parts.get(1).number() != 0;
            extensions.putIfAbsent(parts.getFirst().oid(), new Extension(critical, parts.getLast()));
        }
    }

    @Override
    public int getVersion() {
        return version;
    }

    @Override
    public BigInteger getSerialNumber() {
        return serial;
    }

    @Override
    public X500Principal getIssuerX500Principal() {
        return issuer;
    }

    @Override
    public X500Principal getSubjectX500Principal() {
        return subject;
    }

    @Override
    public Date getNotBefore() {
        return Date.from(notBefore);
    }

    @Override
    public Date getNotAfter() {
        return Date.from(notAfter);
    }

    @Override
    public PublicKey getPublicKey() {
        return key;
    }

    @Override
    public byte[] getEncoded() {
        return whole.whole();
    }

    @Override
    public byte[] getTBSCertificate() {
        return signed.whole();
    }

    @Override
    public byte[] getSignature() {
        return signature.clone();
    }

    @Override
    public String getSigAlgName() {
        return algorithm.name();
    }

    @Override
    public String getSigAlgOID() {
        return algorithm.oid();
    }

    @Override
    public byte[] getSigAlgParams() {
        return algorithm.parameters().map(Der::whole).orElse(new byte[0]);
    }

    @Override
    public void verify(PublicKey issuerKey) throws NoSuchAlgorithmException, InvalidKeyException, SignatureException {
        if (!algorithm.verifies(issuerKey, getTBSCertificate(), signature)) {
            throw new SignatureException("the signature is not by this key");
        }
    }

    @Override
    public int getBasicConstraints() {
        try {
            List<Der> parts = extension(BASIC_CONSTRAINTS)
                    .map(value -> value.inside().getFirst().inside())
                    .orElse(List.of());
            if (parts.isEmpty()
                    || parts.getFirst().tag() != BOOLEAN
                    || parts.getFirst().number() == 0) {
                return -1;
            }
            return parts.size() == 1
                    ? Integer.MAX_VALUE
                    : new BigInteger(parts.get(1).bytes()).intValueExact();
        } catch (RuntimeException e) {
            return -1;
        }
    }

    @Override
    public boolean @Nullable [] getKeyUsage() {
        Optional<Der> extension = extension(KEY_USAGE);
        if (extension.isEmpty()) {
            return null;
        }
        boolean[] usages = new boolean[KEY_USAGES];
        try {
            byte[] bits = PublicKeys.bits(extension.get().inside().getFirst());
            for (int i = 0; i < Math.min(KEY_USAGES, 8 * bits.length); i++) {
                usages[i] = (bits[i / 8] & 0x80 >>> i % 8) != 0;
            }
        } catch (RuntimeException e) {
            // A usage that cannot be read allows nothing.
        }
        return usages;
    }

    @Override
    public @Nullable List<String> getExtendedKeyUsage() throws CertificateParsingException {
        try {
            return super.getExtendedKeyUsage();
        } catch (RuntimeException e) {
            throw new CertificateParsingException(e);
        }
    }

    @Override
    public @Nullable Collection<List<?>> getSubjectAlternativeNames() throws CertificateParsingException {
        try {
            return super.getSubjectAlternativeNames();
        } catch (RuntimeException e) {
            throw new CertificateParsingException(e);
        }
    }

    @Override
    public byte @Nullable [] getExtensionValue(String oid) {
        return extension(oid).map(Der::whole).orElse(null);
    }

    @Override
    public Set<String> getCriticalExtensionOIDs() {
        return oids(true);
    }

    @Override
    public Set<String> getNonCriticalExtensionOIDs() {
        return oids(false);
    }

    private Optional<Der> extension(String oid) {
        return Optional.ofNullable(extensions.get(oid)).map(Extension::value);
    }

    private Set<String> oids(boolean critical) {
        return extensions.entrySet().stream()
                .filter(extension -> extension.getValue().critical() == critical)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
