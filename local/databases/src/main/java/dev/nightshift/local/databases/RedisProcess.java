package dev.nightshift.local.databases;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The Redis of this machine, if it has one, on a free port.
public final class RedisProcess implements AutoCloseable {
    private final Path directory;
    private final List<String> command;
    private final int port;
    private final ServerCertificate certificate;
    private Process process;

    private RedisProcess(Path directory, List<String> command, int port, ServerCertificate certificate)
            throws IOException {
        this.directory = directory;
        this.command = command;
        this.port = port;
        this.certificate = certificate;
        this.process = started();
    }

    /// Starts it, if it is installed.
    ///
    /// @param directory for its files
    /// @param settings lines of its configuration file; without any it has no such file
    /// @throws IllegalStateException when it is not and `-Dnightshift.redis=required`
    public static Optional<RedisProcess> start(Path directory, String... settings) throws IOException {
        int port = freePort();
        ServerCertificate certificate = ServerCertificate.of("localhost");
        Path key = Files.writeString(directory.resolve("server.key"), certificate.key());
        Path chain = Files.writeString(directory.resolve("server.pem"), certificate.chain());
        List<String> command = new ArrayList<>(List.of("redis-server"));
        if (settings.length > 0) {
            Path file = Files.write(directory.resolve("redis.conf"), List.of(settings));
            command.add(file.toString());
        }
        boolean tls = List.of(settings).contains("# tls");
        command.addAll(List.of(
                "--dir", directory.toString(), "--save", "", "--bind", "127.0.0.1", "--port", tls ? "0" : "" + port));
        if (tls) {
            command.addAll(List.of("--tls-port", "" + port, "--tls-auth-clients", "no"));
            command.addAll(List.of("--tls-cert-file", chain.toString(), "--tls-key-file", key.toString()));
            command.addAll(List.of("--tls-ca-cert-file", chain.toString()));
        }
        try {
            return Optional.of(new RedisProcess(directory, command, port, certificate));
        } catch (IOException e) {
            if ("required".equals(System.getProperty("nightshift.redis"))) {
                throw new IllegalStateException(
                        "nightshift.redis=required, and there is no redis-server on the PATH", e);
            }
            return Optional.empty();
        }
    }

    /// Where it listens on loopback.
    public int port() {
        return port;
    }

    /// Its certificate for `localhost`, where it was started with the line `# tls`.
    public ServerCertificate certificate() {
        return certificate;
    }

    /// What it wrote to its log.
    public Path log() {
        return directory.resolve("server.log");
    }

    /// Stops it without a word and starts it again with the same command.
    public void restart() throws IOException {
        close();
        process = started();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process started() throws IOException {
        Process begun = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        for (int tries = 0; tries < 600 && begun.isAlive(); tries++) {
            if (isReached()) {
                return begun;
            }
            pause();
        }
        throw new IOException(Files.readString(log()));
    }

    private boolean isReached() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
