package dev.nightshift.rotator;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/// Stands between the function and a database server, and breaks connections as it is told.
final class FaultyLink implements AutoCloseable {
    private static final Pattern SETS = Pattern.compile("ALTER USER|ALTER ROLE|SET PASSWORD");

    /// How one connection ends early.
    enum Break {
        /// As soon as it is there.
        REFUSED,
        /// Before the statement that sets a password reaches the server.
        LOST_BEFORE_THE_SET,
        /// Before the server's answer to it reaches the function.
        LOST_AFTER_THE_SET
    }

    private final ServerSocket entry;
    private final int server;
    private final AtomicInteger countdown = new AtomicInteger();
    private final AtomicReference<Optional<Break>> armed = new AtomicReference<>(Optional.empty());

    FaultyLink(int server) throws IOException {
        this.server = server;
        this.entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return entry.getLocalPort();
    }

    /// The connection of this number, counted from one, is refused.
    void refuse(int connection) {
        countdown.set(connection);
    }

    /// The next statement that sets a password is lost, or its answer.
    void lose(Break how) {
        armed.set(Optional.of(how));
    }

    private void accept() {
        while (!entry.isClosed()) {
            try {
                Socket client = entry.accept();
                if (countdown.get() > 0 && countdown.decrementAndGet() == 0) {
                    client.close();
                } else {
                    Link link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), server));
                    Thread.ofVirtual().start(link::up);
                    Thread.ofVirtual().start(link::down);
                }
            } catch (IOException e) {
                // The function finds out.
            }
        }
    }

    @Override
    public void close() throws IOException {
        entry.close();
    }

    private final class Link {
        private final Socket client;
        private final Socket server;
        private volatile boolean mute;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void up() {
            byte[] bytes = new byte[16_384];
            try (client;
                    server) {
                InputStream in = client.getInputStream();
                for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                    Optional<Break> how = SETS.matcher(new String(bytes, 0, n, StandardCharsets.ISO_8859_1))
                                    .find()
                            ? armed.getAndSet(Optional.empty())
                            : Optional.empty();
                    if (how.equals(Optional.of(Break.LOST_BEFORE_THE_SET))) {
                        return;
                    }
                    mute |= how.isPresent();
                    server.getOutputStream().write(bytes, 0, n);
                }
            } catch (IOException e) {
                // The other side is gone.
            }
        }

        void down() {
            byte[] bytes = new byte[16_384];
            try (client;
                    server) {
                InputStream in = server.getInputStream();
                for (int n = in.read(bytes); n >= 0 && !mute; n = in.read(bytes)) {
                    client.getOutputStream().write(bytes, 0, n);
                }
            } catch (IOException e) {
                // The other side is gone.
            }
        }
    }
}
