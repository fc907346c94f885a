package dev.nightshift.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X962Parameters;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ECPoint;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.jce.interfaces.ECPublicKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jce.spec.ECParameterSpec;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate for `a.test` that signs itself, and its key, for servers other than the JDK's: with keys that the JDK
/// does not read, or not in this encoding.
///
/// @param key PKCS#8, in PEM
/// @param certificates in PEM, the server's own first
public record OddIdentity(String key, String certificates) {
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    /// The certificate's encoding, whatever can be read of it.
    byte[] encoded() {
        String text = certificates.replaceAll("-+[A-Z ]+-+", "");
        return Base64.getMimeDecoder().decode(text);
    }

    static OddIdentity of(Pki.Identity identity, Pki.Identity... above) {
        return new OddIdentity(
                pem("PRIVATE KEY", identity.keys().getPrivate().getEncoded()),
                Stream.concat(Stream.of(identity), Arrays.stream(above))
                        .map(one -> pem("CERTIFICATE", encoded(one.certificate())))
                        .collect(Collectors.joining()));
    }

    /// By a key of the JDK.
    static OddIdentity jdk(String algorithm) {
        try {
            KeyPair keys = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
            return signed(
                    keys.getPrivate(),
                    keys.getPrivate().getEncoded(),
                    SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()),
                    new JcaContentSignerBuilder(algorithm));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm, e);
        }
    }

    /// With a key on the curve of this name, which the certificate names.
    static OddIdentity onCurve(String curve) {
        KeyPair keys = ecKeys(curve);
        return ecdsa(
                keys,
                keys.getPrivate().getEncoded(),
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
    }

    /// With a key whose point is compressed in the certificate.
    static OddIdentity compressed(String curve) {
        KeyPair keys = ecKeys(curve);
        SubjectPublicKeyInfo plain =
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
        byte[] point = ((ECPublicKey) keys.getPublic()).getQ().getEncoded(true);
        return ecdsa(keys, keys.getPrivate().getEncoded(), new SubjectPublicKeyInfo(plain.getAlgorithm(), point));
    }

    /// With a key on a curve that the certificate describes and does not name.
    static OddIdentity explicit(String curve) {
        KeyPair keys = ecKeys(curve);
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        ECParameterSpec spec = key.getParameters();
        X9ECParameters described =
                new X9ECParameters(spec.getCurve(), new X9ECPoint(spec.getG(), false), spec.getN(), spec.getH());
        AlgorithmIdentifier algorithm =
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, new X962Parameters(described));
        try {
            PrivateKeyInfo named = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded());
            byte[] privateKey = new PrivateKeyInfo(algorithm, named.parsePrivateKey()).getEncoded();
            return ecdsa(
                    keys,
                    privateKey,
                    new SubjectPublicKeyInfo(algorithm, key.getQ().getEncoded(false)));
        } catch (IOException e) {
            throw new IllegalStateException(curve, e);
        }
    }

    /// By Bouncy Castle, which has more curves than the JDK.
    public static KeyPair ecKeys(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(curve, e);
        }
    }

    private static OddIdentity ecdsa(KeyPair keys, byte[] privateKey, SubjectPublicKeyInfo publicKey) {
        return signed(
                keys.getPrivate(),
                privateKey,
                publicKey,
                new JcaContentSignerBuilder("SHA256withECDSA").setProvider(BOUNCY_CASTLE));
    }

    private static OddIdentity signed(
            PrivateKey signingKey, byte[] privateKey, SubjectPublicKeyInfo publicKey, JcaContentSignerBuilder signer) {
        X500Name name = new X500Name("CN=a.test");
        try {
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    name,
                    BigInteger.valueOf(0xc0ffee),
                    Date.from(Pki.NOW.minus(Duration.ofDays(30))),
                    Date.from(Pki.NOW.plus(Duration.ofDays(60))),
                    name,
                    publicKey);
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, "a.test")));
            byte[] certificate = builder.build(signer.build(signingKey)).getEncoded();
            return new OddIdentity(pem("PRIVATE KEY", privateKey), pem("CERTIFICATE", certificate));
        } catch (OperatorCreationException | CertIOException e) {
            throw new IllegalStateException(
                    "a certificate for " + publicKey.getAlgorithm().getAlgorithm(), e);
        } catch (IOException e) {
            throw new IllegalStateException("a certificate without encoding", e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String kind, byte[] content) {
        String lines = Base64.getMimeEncoder().encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
    }
}
