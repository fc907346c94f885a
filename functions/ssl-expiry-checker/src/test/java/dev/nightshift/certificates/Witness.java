package dev.nightshift.certificates;

import dev.nightshift.tls.chain.Chain;
import dev.nightshift.tls.chain.TrustPath;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.verdict.Outcome;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// Certificates for `*.test` that were really made (`keytool -genkeypair -startdate -validity`), and what a handshake
/// that shows one comes to.
final class Witness {
    /// From 2026 to 2125.
    static final Witness GOOD = new Witness("""
            -----BEGIN CERTIFICATE-----
            MIIBTzCB9aADAgECAgkAkevv4e2Ay1AwCgYIKoZIzj0EAwMwETEPMA0GA1UEAwwG
            Ki50ZXN0MCAXDTI2MDEwMTAwMDAwMFoYDzIxMjUxMjA4MDAwMDAwWjARMQ8wDQYD
            VQQDDAYqLnRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATwsd2UmOKny8V8
            NZchU2oVaOFqGiBV1h4mNoSy3cM8QpbREg9OWIEZM+dnjSjDbz3fRzit7c1BGCuM
            AKPL9BCnozQwMjAdBgNVHQ4EFgQUgvVZogQmRSQtzuD2Zo4UIIQnTNswEQYDVR0R
            BAowCIIGKi50ZXN0MAoGCCqGSM49BAMDA0kAMEYCIQCMHjfJikjk6e3bv/Gc+OUt
            WsN7+c5IPH/lgALaIcSDQQIhAJ7CA51n4+7B5r2kkZ3irvJBfTHJo/hjAThzmEJP
            bVf1
            -----END CERTIFICATE-----
            """);

    /// From 2026-01-01 for 100 days.
    static final Witness OVER = new Witness("""
            -----BEGIN CERTIFICATE-----
            MIIBSzCB8qADAgECAggx0r6KhHa6EzAKBggqhkjOPQQDAzARMQ8wDQYDVQQDDAYq
            LnRlc3QwHhcNMjYwMTAxMDAwMDAwWhcNMjYwNDExMDAwMDAwWjARMQ8wDQYDVQQD
            DAYqLnRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATumLbfjvFmTlEIF+YK
            m+BNnddwWwAgzW9rSodZH698XFtjV7HSENVL3UsXLdUsRI4f0IedgElejHqSVDeu
            leJoozQwMjAdBgNVHQ4EFgQUV9+by7dxpzPMHSaDzs7AaCxW6Y4wEQYDVR0RBAow
            CIIGKi50ZXN0MAoGCCqGSM49BAMDA0gAMEUCIDXENfMubf8IqFEFO7OA+ZhZxJbJ
            ppFjq+FsJbBM+RiZAiEA6+51qViiRjU3qrmPyF/h0KlAuFPmOn7D39qUuXZpHO8=
            -----END CERTIFICATE-----
            """);

    private final X509Certificate certificate;

    private Witness(String pem) {
        try {
            certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException e) {
            throw new IllegalStateException("it was read before", e);
        }
    }

    /// A handshake with a server that has it, and has it trusted unless something else is said.
    Outcome served(Optional<Finding> broken, Optional<Finding> incomplete) {
        Chain chain = new Chain(
                List.of(certificate),
                broken.isPresent() ? Optional.empty() : Optional.of(new TrustPath(List.of(certificate))),
                broken);
        return new Outcome.Served(chain, "TLSv1.3", "TLS_AES_128_GCM_SHA256", false, incomplete, List.of());
    }
}
