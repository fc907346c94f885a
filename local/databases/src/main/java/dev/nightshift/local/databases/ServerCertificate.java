package dev.nightshift.local.databases;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate for a name and the authority that signed it, as PEM text.
///
/// @param key the private one
/// @param chain the certificate
/// @param authority whoever trusts it trusts the name
public record ServerCertificate(String key, String chain, String authority) {
    /// Makes one; it is good for an hour.
    public static ServerCertificate of(String name) throws IOException {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
            keys.initialize(2048);
            KeyPair root = keys.generateKeyPair();
            KeyPair server = keys.generateKeyPair();
            X500Principal issuer =
                    new X500Principal("CN=Test authority " + root.getPublic().hashCode());
            X509Certificate authority = sign(
                    builder(issuer, issuer, root)
                            .addExtension(Extension.basicConstraints, true, new BasicConstraints(true)),
                    root.getPrivate());
            X509Certificate leaf = sign(
                    builder(issuer, new X500Principal("CN=" + name), server)
                            .addExtension(
                                    Extension.subjectAlternativeName,
                                    false,
                                    new GeneralNames(new GeneralName(GeneralName.dNSName, name))),
                    root.getPrivate());
            return new ServerCertificate(
                    pem("PRIVATE KEY", server.getPrivate().getEncoded()),
                    pem("CERTIFICATE", leaf.getEncoded()),
                    pem("CERTIFICATE", authority.getEncoded()));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException(e);
        }
    }

    private static JcaX509v3CertificateBuilder builder(X500Principal issuer, X500Principal subject, KeyPair keys) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(now.toEpochMilli()),
                Date.from(now.minusSeconds(3600)),
                Date.from(now.plusSeconds(3600)),
                subject,
                keys.getPublic());
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(key)));
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + type + "-----\n";
    }
}
