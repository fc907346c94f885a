package dev.nightshift.local.ops.bench;

import dev.nightshift.local.ops.terminal.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/// A server that somebody else wrote, as a process of this machine.
///
/// @param port of loopback at which it listens
record LocalServer(Process process, int port) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Starts it and waits until it listens.
    ///
    /// @throws IOException when there is no such program
    /// @throws Failure when it does not come to listen
    static LocalServer start(List<String> command, int port) throws IOException, InterruptedException {
        Process process = quietly(command);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return new LocalServer(process, port);
            } catch (IOException _) {
                Thread.sleep(50);
            }
        }
        process.destroy();
        throw new Failure(command.getFirst() + " does not listen at port " + port);
    }

    /// A program whose words nobody reads.
    static Process quietly(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// A port at which nothing listens now.
    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
