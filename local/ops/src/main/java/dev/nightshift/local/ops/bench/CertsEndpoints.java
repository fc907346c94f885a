package dev.nightshift.local.ops.bench;

import dev.nightshift.local.ops.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The endpoints of [CertsBenchCommand]: HAProxy at all of 127.0.0.0/8, one port that answers at once and one that
/// waits before it does. It spends little of the processor that it shares with the contenders.
///
/// @param authority the file with the certificate that all serve
record CertsEndpoints(LocalServer server, Path authority, int port, int latePort) implements AutoCloseable {
    static final String SERVER_NAME = "bench.test";

    /// What kind of key they have.
    enum KeyType {
        ECDSA_P256("ec -pkeyopt ec_paramgen_curve:P-256"),
        RSA_2048("rsa:2048");

        private final String options;

        /// @param options of `openssl req -newkey`
        KeyType(String options) {
            this.options = options;
        }
    }

    /// @param directory for their files
    /// @param wait of the late port, between the connection and the handshake
    /// @throws Failure without HAProxy and OpenSSL
    static CertsEndpoints start(Path directory, KeyType key, Duration wait) throws IOException, InterruptedException {
        Path authority = directory.resolve(key + ".pem");
        makeCertificate(key, authority);
        int port = LocalServer.freePort();
        int latePort = LocalServer.freePort();
        Path configuration = Files.writeString(
                directory.resolve(key + ".cfg"), """
                global
                    maxconn 8192
                defaults
                    timeout connect 60s
                    timeout client 60s
                    timeout server 60s
                frontend tls
                    mode http
                    bind 0.0.0.0:%1$d ssl crt %2$s
                    http-request return status 204
                frontend late
                    mode tcp
                    bind 0.0.0.0:%3$d
                    tcp-request inspect-delay %4$dms
                    tcp-request content accept if WAIT_END
                    default_backend tls
                backend tls
                    mode tcp
                    server tls 127.0.0.1:%1$d
                """.formatted(port, authority, latePort, wait.toMillis()));
        try {
            List<String> command = List.of("haproxy", "-q", "-f", configuration.toString());
            return new CertsEndpoints(LocalServer.start(command, latePort), authority, port, latePort);
        } catch (IOException e) {
            throw missing("haproxy", e);
        }
    }

    /// Different addresses, so that no tool gains by one connection from another.
    static List<String> addresses(int count, int port) {
        return IntStream.range(0, count)
                .mapToObj(i -> "127.1." + i / 250 + "." + (i % 250 + 1) + ":" + port)
                .toList();
    }

    @Override
    public void close() {
        server.close();
    }

    /// The key stands beside the certificate, where HAProxy looks for it.
    private static void makeCertificate(KeyType key, Path certificate) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes", "-newkey"));
        command.addAll(List.of(key.options.split(" ", -1)));
        command.addAll(List.of("-subj", "/CN=" + SERVER_NAME, "-addext", "subjectAltName=DNS:" + SERVER_NAME));
        command.addAll(List.of("-days", "90", "-out", certificate.toString(), "-keyout", certificate + ".key"));
        try {
            int status = LocalServer.quietly(command).waitFor();
            if (status != 0) {
                throw new Failure("openssl req ended with status " + status);
            }
        } catch (IOException e) {
            throw missing("openssl", e);
        }
    }

    private static Failure missing(String program, IOException e) {
        return new Failure("the endpoints of this benchmark need " + program + ": " + e.getMessage());
    }
}
