package dev.nightshift.local.ops.certs;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.security.Security;

/// Faster arithmetic than the JDK's for handshakes in great numbers: AWS-LC's elliptic curves, RSA and AES by the
/// Amazon Corretto Crypto Provider, and X25519, which that lacks, by Bouncy Castle.
///
/// The JDK needs a few milliseconds for a handshake, these a fraction; but to load them takes as long as three hundred
/// handshakes. Which providers the verdicts come from changes none of them.
public final class FastArithmetic {
    /// The number of endpoints from which on it is worth loading.
    public static final int WORTHWHILE_ENDPOINTS = 300;

    private FastArithmetic() {}

    /// Prefers it in all that this process does from now on; where this platform has no AWS-LC, the JDK's stays.
    public static void prefer() {
        Security.insertProviderAt(new X25519(), 1);
        // Its library cannot be loaded by musl, or from a folder mounted noexec.
        if (AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null) {
            Security.insertProviderAt(AmazonCorrettoCryptoProvider.INSTANCE, 1);
        }
    }

    /// Only this of Bouncy Castle: the rest of it is slower than AWS-LC, and reads certificates in its own way.
    private static final class X25519 extends Provider {
        private static final long serialVersionUID = 1;

        X25519() {
            super("NightshiftX25519", "1", "X25519 and X448 (RFC 7748) by Bouncy Castle");
            String spi = "org.bouncycastle.jcajce.provider.asymmetric.edec.";
            put("KeyPairGenerator.XDH", spi + "KeyPairGeneratorSpi$XDH");
            put("KeyFactory.XDH", spi + "KeyFactorySpi$XDH");
            put("KeyAgreement.XDH", spi + "KeyAgreementSpi$XDH");
        }
    }
}
