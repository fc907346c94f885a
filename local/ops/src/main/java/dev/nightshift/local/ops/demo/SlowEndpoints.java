package dev.nightshift.local.ops.demo;

import dev.nightshift.local.ops.demo.DemoIdentity.Order;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Any number of good endpoints of one certificate, each of which takes its time to answer.
public final class SlowEndpoints implements AutoCloseable {
    // Each connection leaves a port in use for a minute (TIME_WAIT), of 28,000 to a server.
    private static final int SERVERS = 4;

    private final DemoIdentity root;
    private final List<DemoServer> servers = new ArrayList<>();

    /// @param latency from the connection to the first byte
    public SlowEndpoints(Duration latency) throws IOException {
        Instant end = Instant.now().plus(Duration.ofDays(300));
        Duration lifetime = Duration.ofDays(365);
        root = Order.authority("Slow Root", end.minus(lifetime), end).selfSigned();
        DemoServer.Conversation answer =
                DemoServer.serving(Order.server("*.slow.demo", end, lifetime).by(root));
        for (int i = 0; i < SERVERS; i++) {
            servers.add(new DemoServer(socket -> {
                pause(latency);
                answer.with(socket);
            }));
        }
    }

    /// What to trust, in PEM.
    public String authority() {
        return root.pem();
    }

    /// So many of them, one a line.
    public String targets(int number) {
        StringBuilder lines = new StringBuilder();
        IntStream.range(0, number)
                .forEach(i -> lines.append("127.0.0.1:%d sni=h%d.slow.demo\n"
                        .formatted(servers.get(i % SERVERS).port(), i)));
        return lines.toString();
    }

    private static void pause(Duration latency) throws IOException {
        try {
            Thread.sleep(latency);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    @Override
    public void close() throws IOException {
        for (DemoServer server : servers) {
            server.close();
        }
    }
}
