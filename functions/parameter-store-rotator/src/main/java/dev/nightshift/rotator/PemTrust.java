package dev.nightshift.rotator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// Whom connections trust that do not go through a driver of their own.
final class PemTrust {
    private PemTrust() {}

    /// Sockets that trust a bundle of certificates, or the platform's where there is none.
    ///
    /// @throws Target.Unsuitable when the bundle cannot be read
    static SSLSocketFactory sockets(Optional<String> pem) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            byte[] bundle = pem.orElse("").getBytes(StandardCharsets.UTF_8);
            int count = 0;
            for (Certificate one :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bundle))) {
                store.setCertificateEntry("ca" + count++, one);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(pem.isPresent() ? store : null);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException e) {
            throw new Target.Unsuitable("the certificates in the settings cannot be read: " + e.getMessage());
        }
    }
}
