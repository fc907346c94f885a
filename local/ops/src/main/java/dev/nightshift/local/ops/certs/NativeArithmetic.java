package dev.nightshift.local.ops.certs;

import java.security.Provider;
import java.security.Security;
import java.util.ServiceLoader;

/// AWS-LC's elliptic curves, RSA and AES by the Amazon Corretto Crypto Provider, for handshakes in great numbers.
///
/// The JDK needs a few milliseconds of mathematics for a handshake, this a fraction; but to load its library takes as
/// long as a hundred handshakes. Which providers the verdicts come from changes none of them.
public final class NativeArithmetic {
    /// The number of endpoints from which on the library is worth loading.
    public static final int WORTHWHILE_ENDPOINTS = 100;

    private static final String PACKAGE = "com.amazon.corretto.crypto.provider";

    private NativeArithmetic() {}

    /// Prefers it in all that this process does from now on; where this platform has none, the JDK's stays.
    public static void prefer() {
        ServiceLoader.load(Provider.class).stream()
                .filter(provider -> provider.type().getPackageName().equals(PACKAGE))
                .map(ServiceLoader.Provider::get)
                // It offers nothing when its library cannot be loaded: by musl, or from a folder mounted noexec.
                .filter(provider -> !provider.getServices().isEmpty())
                .forEach(provider -> Security.insertProviderAt(provider, 1));
    }
}
