package dev.nightshift.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/// A server on loopback that does to each connection what it was told.
public final class Server implements AutoCloseable {
    /// What is done to a connection; it is closed afterwards.
    @FunctionalInterface
    public interface Conversation {
        void with(Socket socket) throws IOException;

        /// Another after it.
        default Conversation then(Conversation next) {
            return socket -> {
                with(socket);
                next.with(socket);
            };
        }
    }

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<IOException> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();

    private Server(ServerSocket listener, Conversation conversation) {
        this.listener = listener;
        threads.execute(() -> {
            while (!listener.isClosed()) {
                try {
                    Socket socket = listener.accept();
                    open.add(socket);
                    accepted.incrementAndGet();
                    threads.execute(() -> converse(socket, conversation));
                } catch (IOException | RejectedExecutionException closing) {
                    return;
                }
            }
        });
    }

    public static Server start(Conversation conversation) {
        return start("127.0.0.1", 0, conversation);
    }

    public static Server start(String address, int port, Conversation conversation) {
        try {
            return new Server(new ServerSocket(port, 512, InetAddress.ofLiteral(address)), conversation);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Says the bytes of the text, whatever the peer says.
    public static Conversation says(String text) {
        return socket -> {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        };
    }

    /// Reads up to and including the given byte.
    public static Conversation hearsTo(int end) {
        return socket -> {
            InputStream in = socket.getInputStream();
            int c = in.read();
            while (c >= 0 && c != end) {
                c = in.read();
            }
        };
    }

    /// Reads so many bytes.
    public static Conversation hears(int count) {
        return socket -> socket.getInputStream().readNBytes(count);
    }

    /// Reads until the peer is gone.
    public static Conversation listens() {
        return socket -> socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    /// Ends the connection with a reset instead of an end.
    public static Conversation resets() {
        return socket -> {
            socket.setSoLinger(true, 0);
            socket.close();
        };
    }

    /// Forwards one direction. Ends in any case with the end of what the other side reads, which waits for it.
    static void pump(Socket from, Socket to) {
        try {
            try {
                from.getInputStream().transferTo(to.getOutputStream());
            } finally {
                to.shutdownOutput();
            }
        } catch (IOException e) {
            // One of them is gone: then nothing is to be forwarded.
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    public int accepted() {
        return accepted.get();
    }

    /// What went wrong in conversations so far, as the server saw it.
    public List<IOException> failures() {
        return failures;
    }

    private void converse(Socket socket, Conversation conversation) {
        try (socket) {
            conversation.with(socket);
        } catch (IOException e) {
            failures.add(e);
        } finally {
            open.remove(socket);
        }
    }

    /// Ends all conversations.
    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.close();
    }
}
