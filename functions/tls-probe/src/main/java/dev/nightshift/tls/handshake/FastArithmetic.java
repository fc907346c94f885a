package dev.nightshift.tls.handshake;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Security;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// Faster arithmetic than the JDK's for handshakes in great numbers: AWS-LC's elliptic curves, RSA and AES by the
/// Amazon Corretto Crypto Provider.
///
/// The JDK needs a few milliseconds for a handshake, this a fraction; but to load it takes as long as one hundred
/// handshakes. Which provider a verdict comes from changes nothing about it.
final class FastArithmetic {
    static final String PROVIDER = "AmazonCorrettoCryptoProvider";

    // The JDK makes a key of each kind that it offers, and AWS-LC's provider lacks X25519.
    private static final String[] GROUPS = {"secp256r1", "secp384r1", "secp521r1"};

    private FastArithmetic() {}

    /// Prefers it in all that this process does from now on; where this platform has no AWS-LC, the JDK's stays.
    static void prefer() {
        // The library cannot be loaded by musl, or from a folder mounted noexec.
        if (AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null) {
            Security.insertProviderAt(AmazonCorrettoCryptoProvider.INSTANCE, 1);
        }
    }

    /// Offers only the groups of key exchange that are fast then.
    static void offer(SSLSocket tls) {
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setNamedGroups(GROUPS);
        tls.setSSLParameters(parameters);
    }
}
