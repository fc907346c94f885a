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
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/// A certificate that the JDK refuses to read, read as far as it goes (RFC 5280 4.1): its dates in any case.
///
/// Keys on curves that the JDK lacks, extensions that it finds wrong, names that it does not take: none of this keeps
/// other clients from reading the rest. What the extensions say is read when it is asked for.
public final class DerCertificate extends RareCertificateMethods {
    private static final long serialVersionUID = 1;
    private static final int VERSION = 0xa0;
    // Every one costs time, and servers choose their number and the sizes of their keys.
    private static final int MOST_SIGNATURES = 64;

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
    private final transient Extensions extensions;
    private final transient AtomicInteger signaturesLeft;

    private DerCertificate(Der whole, AtomicInteger signaturesLeft) {
        this.whole = whole;
        this.signaturesLeft = signaturesLeft;
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
        this.extensions = Extensions.of(fields.subList(6, fields.size()));
    }

    /// Reads those of one chain, which have a limit to how many of their signatures are checked.
    ///
    /// @throws CertificateException when not even the dates of one can be read
    public static List<X509Certificate> all(List<byte[]> encoded) throws CertificateException {
        AtomicInteger signaturesLeft = new AtomicInteger(MOST_SIGNATURES);
        List<X509Certificate> chain = new ArrayList<>();
        for (byte[] one : encoded) {
            try {
                Der whole = Der.values(ByteBuffer.wrap(one.clone())).getFirst();
                chain.add(new DerCertificate(whole, signaturesLeft));
            } catch (RuntimeException e) {
                // Whatever is missing or is something else.
                String text = "certificate " + (chain.size() + 1) + " cannot be read: " + e.getMessage();
                throw new CertificateException(text, e);
            }
        }
        return chain;
    }

    /// Reads one.
    ///
    /// @throws CertificateException when not even the dates can be read
    public static X509Certificate of(byte[] encoded) throws CertificateException {
        return all(List.of(encoded)).getFirst();
    }

    private static X500Principal name(Der name) {
        try {
            return new X500Principal(name.whole());
        } catch (IllegalArgumentException e) {
            return new X500Principal("");
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
        if (signaturesLeft.getAndDecrement() <= 0) {
            throw new SignatureException("more than " + MOST_SIGNATURES + " signatures");
        }
        if (!algorithm.verifies(issuerKey, getTBSCertificate(), signature)) {
            throw new SignatureException("the signature is not by this key");
        }
    }

    @Override
    public int getBasicConstraints() {
        return extensions.authority();
    }

    @Override
    public boolean @Nullable [] getKeyUsage() {
        return extensions.keyUsage();
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
        return extensions.value(oid).map(Der::whole).orElse(null);
    }

    @Override
    public Set<String> getCriticalExtensionOIDs() {
        return extensions.oids(true);
    }

    @Override
    public Set<String> getNonCriticalExtensionOIDs() {
        return extensions.oids(false);
    }
}
