package dev.nightshift.local.ops.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// The endpoints of [CertsBench], in a process of their own: all of 127.0.0.0/8 at one port for each latency.
final class CertsBenchServer {
    private static final int BACKLOG = 4_096;

    private CertsBenchServer() {}

    /// Serves until its standard input ends; prints one port for each latency.
    ///
    /// @param args the key store, its password, and latencies in milliseconds
    public static void main(String[] args) throws IOException, GeneralSecurityException {
        SSLContext context = context(Path.of(args[0]), args[1].toCharArray());
        for (int i = 2; i < args.length; i++) {
            Duration latency = Duration.ofMillis(Long.parseLong(args[i]));
            ServerSocket listener = new ServerSocket();
            listener.bind(new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0), BACKLOG);
            Thread.ofVirtual().start(() -> accept(listener, context, latency));
            System.out.println(listener.getLocalPort());
        }
        System.in.transferTo(OutputStream.nullOutputStream());
    }

    private static SSLContext context(Path store, char[] password) throws IOException, GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(KeyStore.getInstance(store.toFile(), password), password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void accept(ServerSocket listener, SSLContext context, Duration latency) {
        while (true) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> answer(socket, context, latency));
            } catch (IOException e) {
                throw new IllegalStateException("the endpoints of the benchmark are gone", e);
            }
        }
    }

    private static void answer(Socket socket, SSLContext context, Duration latency) {
        try (socket;
                SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true)) {
            Thread.sleep(latency);
            tls.startHandshake();
            tls.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A client that leaves abruptly: the tools compared differ in their manners.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
