package dev.nightshift.tls;

import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.handshake.CertificateCatcher;
import java.io.OutputStream;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// The server's side of TLS by the JDK, with exactly the certificates it is given: right or wrong, in any order.
public final class TlsSide {
    private TlsSide() {}

    /// Serves the identity's certificate and those above it as given, completes the handshake and
    /// waits for the end.
    public static Server.Conversation serving(Identity identity, Identity... above) {
        return serving(
                identity.keys(),
                Stream.concat(Stream.of(identity), Arrays.stream(above))
                        .map(Identity::certificate)
                        .toArray(X509Certificate[]::new),
                socket -> {});
    }

    /// As above, with further settings of the socket.
    public static Server.Conversation serving(KeyPair keys, X509Certificate[] chain, Consumer<SSLSocket> settings) {
        return serving(keys, chain, settings, tls -> tls.getInputStream().transferTo(OutputStream.nullOutputStream()));
    }

    /// As above, with what is spoken then.
    ///
    /// @param then with the socket of TLS
    public static Server.Conversation serving(
            KeyPair keys, X509Certificate[] chain, Consumer<SSLSocket> settings, Server.Conversation then) {
        SSLContext context = context(keys, chain);
        return socket -> {
            SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
            tls.setUseClientMode(false);
            settings.accept(tls);
            tls.startHandshake();
            then.with(tls);
        };
    }

    private static SSLContext context(KeyPair keys, X509Certificate[] chain) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {new FixedIdentity(keys.getPrivate(), chain)},
                    new TrustManager[] {new CertificateCatcher()},
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    /// Answers with its certificates whatever is asked for; the JDK's own would leave out those
    /// it finds weak.
    private static final class FixedIdentity extends X509ExtendedKeyManager {
        private final PrivateKey key;
        private final X509Certificate[] chain;

        FixedIdentity(PrivateKey key, X509Certificate[] chain) {
            this.key = key;
            this.chain = chain;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return keyType.equals(key.getAlgorithm()) ? "fixed" : null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return chain;
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }
    }
}
