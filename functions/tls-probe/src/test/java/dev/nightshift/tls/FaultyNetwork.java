package dev.nightshift.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/// Connections to a server that break after so many bytes of it.
record FaultyNetwork(Kind kind, int bytes) {
    /// How they break.
    enum Kind {
        /// The peer's kernel says no.
        RESET,
        /// An end where none is due.
        CUT,
        /// Nothing comes any more.
        SILENCE
    }

    /// The first connections break, the later ones do not.
    Server.Conversation breaking(int connections, int serverPort) {
        AtomicInteger count = new AtomicInteger();
        return client -> {
            boolean breaks = count.getAndIncrement() < connections;
            try (Socket server = new Socket(InetAddress.ofLiteral("127.0.0.1"), serverPort)) {
                Thread toServer = Thread.ofVirtual().start(() -> Server.pump(client, server));
                if (!breaks || forwarded(server.getInputStream(), client.getOutputStream())) {
                    server.getInputStream().transferTo(client.getOutputStream());
                    return;
                }
                switch (kind) {
                    case RESET -> client.setSoLinger(true, 0);
                    case CUT -> {}
                    // Until the client has lost its patience.
                    case SILENCE -> join(toServer);
                }
            }
        };
    }

    /// Whether the server had no more to say than that.
    private boolean forwarded(InputStream from, OutputStream to) throws IOException {
        for (int left = bytes; left > 0; left--) {
            int next = from.read();
            if (next < 0) {
                return true;
            }
            to.write(next);
        }
        return false;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
