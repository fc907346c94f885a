package dev.nightshift.tls.x509;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/// Certificates as the JDK reads them, and by hand where it refuses one.
public final class AnyCertificate {
    private AnyCertificate() {}

    /// Reads one.
    ///
    /// @throws CertificateException when not even its dates can be read
    public static X509Certificate of(byte[] encoded) throws CertificateException {
        return chain(List.of(encoded)).getFirst();
    }

    /// Reads those that belong together. If one needs it, all are read by hand: the JDK's certificates verify nothing
    /// with keys that are not the JDK's.
    ///
    /// @throws CertificateException when not even the dates of one can be read
    public static List<X509Certificate> chain(List<byte[]> encoded) throws CertificateException {
        try {
            List<X509Certificate> chain = byJdk(encoded);
            return chain.stream().allMatch(one -> PublicKeys.isUsable(one.getPublicKey()))
                    ? chain
                    : DerCertificate.all(encoded);
        } catch (CertificateException | RuntimeException e) {
            // Also whatever strange certificates make the JDK's parser throw.
            return DerCertificate.all(encoded);
        }
    }

    private static List<X509Certificate> byJdk(List<byte[]> encoded) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> chain = new ArrayList<>();
        for (byte[] one : encoded) {
            chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(one)));
        }
        return chain;
    }
}
