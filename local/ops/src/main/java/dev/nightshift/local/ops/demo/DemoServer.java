package dev.nightshift.local.ops.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// A made-up server on loopback, which does to each connection what it was told.
final class DemoServer implements AutoCloseable {
    /// What is done to a connection; it is closed afterwards.
    @FunctionalInterface
    interface Conversation {
        void with(Socket socket) throws IOException;

        /// Another after it.
        default Conversation then(Conversation next) {
            return socket -> {
                with(socket);
                next.with(socket);
            };
        }
    }

    private static final int BACKLOG = 512;

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Conversation conversation;

    DemoServer(Conversation conversation) throws IOException {
        this.conversation = conversation;
        this.listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /// From now on it does something else.
    void becomes(Conversation next) {
        conversation = next;
    }

    /// Completes a handshake with exactly these certificates, right or wrong, and waits for the client's end.
    static Conversation serving(DemoIdentity identity, DemoIdentity... above) {
        SSLContext context = context(
                identity.keys().getPrivate(),
                Stream.concat(Stream.of(identity), Arrays.stream(above))
                        .map(DemoIdentity::certificate)
                        .toArray(X509Certificate[]::new));
        return socket -> {
            SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true);
            tls.startHandshake();
            tls.getInputStream().transferTo(OutputStream.nullOutputStream());
        };
    }

    static Conversation says(String text) {
        return socket -> {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        };
    }

    /// Reads a line of the client.
    static Conversation hearsLine() {
        return socket -> {
            for (int c = socket.getInputStream().read(); c >= 0 && c != '\n'; ) {
                c = socket.getInputStream().read();
            }
        };
    }

    static Conversation hears(int bytes) {
        return socket -> socket.getInputStream().readNBytes(bytes);
    }

    static Conversation listens() {
        return socket -> socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                threads.execute(() -> converse(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            conversation.with(socket);
        } catch (IOException _) {
            // Clients come, look and go.
        }
    }

    private static SSLContext context(PrivateKey key, X509Certificate... chain) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new Shown(key, chain)}, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    /// Shows its certificates whatever is asked for; the JDK's own would leave out those it finds weak.
    private static final class Shown extends X509ExtendedKeyManager {
        private final PrivateKey key;
        private final X509Certificate[] chain;

        Shown(PrivateKey key, X509Certificate[] chain) {
            this.key = key;
            this.chain = chain;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return keyType.equals(key.getAlgorithm()) ? "shown" : null;
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
