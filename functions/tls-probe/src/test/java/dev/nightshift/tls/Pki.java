package dev.nightshift.tls;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jcajce.provider.asymmetric.ec.BCECPrivateKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/// Makes certificates, good ones and all others. Everything is valid around [#NOW] unless it is told otherwise.
public final class Pki {
    public static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    /// A certificate and its key.
    public record Identity(X509Certificate certificate, KeyPair keys) {
        PrivateKey key() {
            return keys.getPrivate();
        }
    }

    private static final ASN1ObjectIdentifier TIMESTAMPS = new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2");
    private static final AtomicLong SERIALS = new AtomicLong(0xabc0);
    private static final Map<String, KeyPair> WEAK_KEYS = new ConcurrentHashMap<>();

    private final String name;
    private final boolean authority;
    private final List<GeneralName> names = new ArrayList<>();
    private KeyPair keys = newKeys();
    private Instant from = NOW.minus(Duration.ofDays(30));
    private Instant until = NOW.plus(Duration.ofDays(60));
    private String hash = "SHA256";
    private boolean pss;
    private int pathLength = 9;
    private KeyPurposeId @Nullable [] purposes;
    private boolean criticalNames;
    private List<String> lists = List.of();
    private @Nullable String permitted;
    private List<Instant> logged = List.of();
    private List<String> issuerAddresses = List.of();

    private Pki(String name, boolean authority) {
        this.name = name;
        this.authority = authority;
    }

    public static Pki authority(String name) {
        return new Pki(name, true).until(NOW.plus(Duration.ofDays(3_650)));
    }

    /// Named by its first DNS name, if it has one.
    public static Pki server(String... dnsNames) {
        return new Pki(dnsNames.length == 0 ? "nameless" : dnsNames[0], false).dns(dnsNames);
    }

    public Pki dns(String... dnsNames) {
        for (String dnsName : dnsNames) {
            names.add(new GeneralName(GeneralName.dNSName, dnsName));
        }
        return this;
    }

    public Pki ip(String address) {
        names.add(new GeneralName(GeneralName.iPAddress, address));
        return this;
    }

    public Pki from(Instant instant) {
        from = instant;
        return this;
    }

    public Pki until(Instant instant) {
        until = instant;
        return this;
    }

    public Pki hash(String algorithm) {
        hash = algorithm;
        return this;
    }

    /// The issuer, which has an RSA key, signs by RSASSA-PSS.
    public Pki pss() {
        pss = true;
        return this;
    }

    public Pki keys(KeyPair pair) {
        keys = pair;
        return this;
    }

    public Pki pathLength(int length) {
        pathLength = length;
        return this;
    }

    public Pki purposes(KeyPurposeId... ids) {
        purposes = ids;
        return this;
    }

    /// Of any kind, also what is none.
    public Pki name(int kind, ASN1Encodable name) {
        names.add(new GeneralName(kind, name));
        return this;
    }

    /// Clients that cannot read its alternative names must refuse it.
    public Pki criticalNames() {
        criticalNames = true;
        return this;
    }

    public Pki lists(String... addresses) {
        lists = List.of(addresses);
        return this;
    }

    /// When logs of Certificate Transparency were shown it; their signatures are empty.
    public Pki logged(Instant... instants) {
        logged = List.of(instants);
        return this;
    }

    /// Where its issuer's certificate is said to be.
    public Pki issuerAt(String... addresses) {
        issuerAddresses = List.of(addresses);
        return this;
    }

    public Pki permitted(String domain) {
        permitted = domain;
        return this;
    }

    public Identity selfSigned() {
        return issue(subject(), keys.getPrivate());
    }

    public Identity by(Identity issuer) {
        return issue(
                X500Name.getInstance(
                        issuer.certificate().getSubjectX500Principal().getEncoded()),
                issuer.key());
    }

    private Identity issue(X500Name issuer, PrivateKey issuerKey) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    BigInteger.valueOf(SERIALS.incrementAndGet()),
                    Date.from(from),
                    Date.from(until),
                    subject(),
                    keys.getPublic());
            extend(builder);
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(builder.build(signer(issuerKey).build(issuerKey)));
            return new Identity(certificate, keys);
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException("fixture " + name, e);
        }
    }

    private JcaContentSignerBuilder signer(PrivateKey issuerKey) {
        String algorithm = hash + "with" + algorithm(issuerKey);
        // The JDK's own provider knows no name that stands for a hash in RSASSA-PSS, and few curves.
        boolean foreign = issuerKey instanceof BCECPrivateKey;
        JcaContentSignerBuilder builder = new JcaContentSignerBuilder(pss ? algorithm + "ANDMGF1" : algorithm);
        return pss || foreign ? builder.setProvider(new BouncyCastleProvider()) : builder;
    }

    private X500Name subject() {
        return new X500NameBuilder().addRDN(BCStyle.CN, name).build();
    }

    private void extend(JcaX509v3CertificateBuilder builder) throws CertIOException, GeneralSecurityException {
        if (authority) {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(pathLength));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
        }
        if (!names.isEmpty()) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    criticalNames,
                    new GeneralNames(names.toArray(GeneralName[]::new)));
        }
        if (purposes != null) {
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
        }
        if (!lists.isEmpty()) {
            builder.addExtension(
                    Extension.cRLDistributionPoints,
                    false,
                    new CRLDistPoint(lists.stream().map(Pki::point).toArray(DistributionPoint[]::new)));
        }
        if (!logged.isEmpty()) {
            builder.addExtension(TIMESTAMPS, false, new DEROctetString(timestamps()));
        }
        if (!issuerAddresses.isEmpty()) {
            builder.addExtension(
                    Extension.authorityInfoAccess,
                    false,
                    new AuthorityInformationAccess(issuerAddresses.stream()
                            .map(address -> new AccessDescription(
                                    AccessDescription.id_ad_caIssuers,
                                    new GeneralName(GeneralName.uniformResourceIdentifier, address)))
                            .toArray(AccessDescription[]::new)));
        }
        if (permitted != null) {
            GeneralSubtree subtree = new GeneralSubtree(new GeneralName(GeneralName.dNSName, permitted));
            builder.addExtension(
                    Extension.nameConstraints, true, new NameConstraints(new GeneralSubtree[] {subtree}, null));
        }
    }

    /// RFC 6962 3.2, 3.3.
    private byte[] timestamps() {
        ByteBuffer list = ByteBuffer.allocate(2 + logged.size() * 49);
        list.putShort((short) (logged.size() * 49));
        for (Instant instant : logged) {
            list.putShort((short) 47).put((byte) 0).put(new byte[32]).putLong(instant.toEpochMilli());
            // No extensions, a signature without bytes.
            list.put(new byte[6]);
        }
        return list.array();
    }

    private static DistributionPoint point(String address) {
        GeneralName name = new GeneralName(GeneralName.uniformResourceIdentifier, address);
        return new DistributionPoint(new DistributionPointName(new GeneralNames(name)), null, null);
    }

    public static KeyPair newKeys() {
        return keys("EC", 256);
    }

    /// The same each time for the same size, because large RSA keys take long to make.
    public static KeyPair rsaKeys(int bits) {
        return WEAK_KEYS.computeIfAbsent("RSA" + bits, size -> keys("RSA", bits));
    }

    private static KeyPair keys(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform makes keys", e);
        }
    }

    private static String algorithm(PrivateKey key) {
        return key.getAlgorithm().equals("EC") ? "ECDSA" : key.getAlgorithm();
    }
}
