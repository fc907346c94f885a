package dev.nightshift.local.ops.demo;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A made-up certificate with its key.
record DemoIdentity(X509Certificate certificate, KeyPair keys) {
    private static final AtomicLong SERIALS = new AtomicLong(0x51a0);

    /// What is to be made: a certificate of a server that is good for its own name, unless something else is said.
    ///
    /// @param subject its common name
    /// @param names it is good for
    /// @param authority whether it may sign others
    /// @param usage what it is for
    /// @param hash of the signature
    record Order(
            String subject,
            List<String> names,
            boolean authority,
            KeyPurposeId usage,
            String hash,
            KeyPair keys,
            Instant notBefore,
            Instant notAfter) {
        static Order server(String name, Instant notAfter, Duration lifetime) {
            return new Order(
                    name,
                    List.of(name),
                    false,
                    KeyPurposeId.id_kp_serverAuth,
                    "SHA256",
                    newKeys("EC", 256),
                    notAfter.minus(lifetime),
                    notAfter);
        }

        static Order authority(String name, Instant notBefore, Instant notAfter) {
            return new Order(
                    name,
                    List.of(),
                    true,
                    KeyPurposeId.anyExtendedKeyUsage,
                    "SHA256",
                    newKeys("EC", 256),
                    notBefore,
                    notAfter);
        }

        Order goodFor(String... others) {
            return new Order(subject, List.of(others), authority, usage, hash, keys, notBefore, notAfter);
        }

        Order usage(KeyPurposeId other) {
            return new Order(subject, names, authority, other, hash, keys, notBefore, notAfter);
        }

        Order hash(String other) {
            return new Order(subject, names, authority, usage, other, keys, notBefore, notAfter);
        }

        Order keys(KeyPair other) {
            return new Order(subject, names, authority, usage, hash, other, notBefore, notAfter);
        }

        DemoIdentity selfSigned() {
            return DemoIdentity.of(this, new X500Name("CN=" + subject), keys);
        }

        DemoIdentity by(DemoIdentity issuer) {
            return DemoIdentity.of(
                    this,
                    X500Name.getInstance(
                            issuer.certificate().getSubjectX500Principal().getEncoded()),
                    issuer.keys());
        }
    }

    static KeyPair newKeys(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform makes keys", e);
        }
    }

    String pem() {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was made can be encoded", e);
        }
    }

    private static DemoIdentity of(Order order, X500Name issuer, KeyPair signer) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    BigInteger.valueOf(SERIALS.incrementAndGet()),
                    Date.from(order.notBefore()),
                    Date.from(order.notAfter()),
                    new X500Name("CN=" + order.subject()),
                    order.keys().getPublic());
            extend(builder, order);
            String algorithm = signer.getPrivate().getAlgorithm().equals("EC") ? "ECDSA" : "RSA";
            return new DemoIdentity(
                    new JcaX509CertificateConverter()
                            .getCertificate(builder.build(new JcaContentSignerBuilder(order.hash() + "with" + algorithm)
                                    .build(signer.getPrivate()))),
                    order.keys());
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException("the certificate of " + order.subject(), e);
        }
    }

    private static void extend(JcaX509v3CertificateBuilder builder, Order order) throws CertIOException {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(order.authority()));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(order.usage()));
        if (!order.names().isEmpty()) {
            GeneralName[] names = order.names().stream()
                    .map(name -> new GeneralName(GeneralName.dNSName, name))
                    .toArray(GeneralName[]::new);
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        }
    }
}
