package dev.nightshift.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.fault.Severity;
import dev.nightshift.tls.reader.Flight;
import dev.nightshift.tls.verdict.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BadServersTest {
    private static final Identity ROOT = Pki.authority("Root").selfSigned();
    private static final Identity LEAF = Pki.server("a.test").by(ROOT);
    private static final byte[] FLIGHT = Flight.of(0x301, 0x2f, LEAF.certificate());

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration SLOW = Duration.ofMillis(1_200);

    static Stream<Arguments> badServers() {
        return Stream.of(
                Arguments.of("TLS_TIMEOUT", "says nothing", Protocol.HTTPS, Server.listens()),
                Arguments.of("TLS_TIMEOUT", "drips a record", Protocol.HTTPS, drip(Flight.record(22, new byte[9_000]))),
                Arguments.of(
                        "TLS_TIMEOUT",
                        "stops in its hello",
                        Protocol.HTTPS,
                        says(FLIGHT, 40).then(Server.listens())),
                Arguments.of(
                        "STARTTLS_TIMEOUT",
                        "drips a greeting",
                        Protocol.SMTP,
                        drip("220-".repeat(900).getBytes(StandardCharsets.US_ASCII))),
                Arguments.of("STARTTLS_TIMEOUT", "never greets", Protocol.MYSQL, Server.listens()),
                Arguments.of("TLS_CLOSED", "closes at once", Protocol.HTTPS, (Server.Conversation) socket -> {}),
                Arguments.of("TLS_CLOSED", "resets at once", Protocol.HTTPS, Server.resets()),
                Arguments.of(
                        "TLS_CLOSED",
                        "resets after the hello",
                        Protocol.HTTPS,
                        Server.hears(40).then(Server.resets())),
                Arguments.of(
                        "TLS_CLOSED",
                        "resets in its hello",
                        Protocol.HTTPS,
                        says(FLIGHT, 20).then(Server.resets())),
                Arguments.of(
                        "TLS_CLOSED",
                        "resets in its certificate",
                        Protocol.HTTPS,
                        says(FLIGHT, 200).then(Server.resets())),
                Arguments.of("STARTTLS_CLOSED", "resets before the greeting", Protocol.POP3, Server.resets()),
                Arguments.of(
                        "TLS_CLOSED",
                        "resets after the go-ahead",
                        Protocol.POP3,
                        Server.says("+OK\r\n")
                                .then(Server.hearsTo('\n'))
                                .then(Server.says("+OK\r\n"))
                                .then(Server.resets())),
                Arguments.of(
                        "NOT_TLS",
                        "speaks HTTP",
                        Protocol.HTTPS,
                        Server.hears(40).then(Server.says("HTTP/1.1 400 Bad Request\r\n\r\n"))),
                Arguments.of(
                        "TLS_ALERT",
                        "alerts",
                        Protocol.HTTPS,
                        Server.hears(40)
                                .then(says(Flight.record(21, new byte[] {2, 40}), 7))
                                .then(Server.listens())),
                Arguments.of(
                        "TLS_MALFORMED", "sends records for ever", Protocol.HTTPS, endless(Flight.hex("1603010000"))),
                Arguments.of(
                        "TLS_MALFORMED",
                        "sends warnings for ever",
                        Protocol.HTTPS,
                        endless(Flight.record(21, new byte[] {1, 112}))));
    }

    @ParameterizedTest(name = "{0}: a server that {1}")
    @MethodSource("badServers")
    @Timeout(20)
    void nothingAServerDoesIsMoreThanAFinding(
            String fault, String what, Protocol protocol, Server.Conversation conversation)
            throws InterruptedException {
        try (Server server = Server.start(conversation)) {
            Verdict verdict = verdict(Target.of("a.test", server.port(), protocol));

            assertThat(Probe.faults(verdict)).as(what).isEqualTo(fault);
            assertThat(verdict.severity()).isEqualTo(Severity.UNKNOWN);
            assertThat(verdict.expiry()).isEmpty();
        }
    }

    @Test
    void aServerThatOnlyKnowsOldTlsShowsItsDate() throws InterruptedException {
        try (Server server =
                Server.start(Server.hears(40).then(says(FLIGHT, FLIGHT.length)).then(Server.listens()))) {
            Verdict verdict = verdict(Target.of("a.test", server.port(), Protocol.HTTPS));

            assertThat(verdict.allFindings())
                    .extracting(Finding::toString)
                    .containsExactly(
                            "LEGACY_PROTOCOL: the server chose TLSv1 with TLS_RSA_WITH_AES_128_CBC_SHA; "
                                    + "the JDK: (illegal_parameter) Server selected improper ciphersuite "
                                    + "TLS_RSA_WITH_AES_128_CBC_SHA; read over TLSv1 with TLS_RSA_WITH_AES_128_CBC_SHA; not "
                                    + "known whether it holds the key: the handshake ends after the certificate: Socket closed");
            assertThat(Probe.days(verdict)).isEqualTo(60);
        }
    }

    /// A TLS 1.2 server that shows its certificate and then says nothing more.
    @Test
    void aServerThatStallsAfterItsCertificateIsSlowButItsDateIsKnown() throws InterruptedException {
        byte[] flight = Flight.of(0x303, 0xc02b, LEAF.certificate());
        try (Server server =
                Server.start(Server.hears(40).then(says(flight, flight.length)).then(Server.listens()))) {
            Verdict verdict = verdict(Target.of("a.test", server.port(), Protocol.HTTPS));

            assertThat(verdict.allFindings())
                    .containsExactly(new Finding(Fault.TLS_TIMEOUT, "the deadline passed after the certificate"));
            assertThat(Probe.days(verdict)).isEqualTo(60);
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    @Timeout(30)
    void randomBytesHaveOnlyDocumentedOutcomes(long seed) throws InterruptedException {
        Random random = new Random(seed);
        List<Server> servers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            byte[] noise = Flight.record(22, new byte[random.nextInt(300)]);
            random.nextBytes(noise);
            byte[] said = i % 2 == 0 ? noise : damaged(FLIGHT, random);
            servers.add(Server.start(Server.hears(40).then(says(said, said.length))));
        }
        List<Target> targets = servers.stream()
                .map(server -> Target.of("a.test", server.port(), Protocol.HTTPS))
                .toList();

        assertThat(Probe.verdicts(Probe.IMPATIENT, targets, ROOT))
                .as("seed %d", seed)
                .hasSize(40);
        servers.forEach(Server::close);
    }

    @Test
    void nobodyListening() throws Exception {
        int port;
        try (ServerSocket gone = new ServerSocket(0)) {
            port = gone.getLocalPort();
        }

        assertThat(Probe.faults(verdict(Target.of("a.test", port, Protocol.HTTPS))))
                .isEqualTo("TCP_REFUSED");
    }

    /// A server of old TLS takes two: the JDK's and the reader's.
    @Test
    void everyConnectionHasTheWholePatience() throws InterruptedException {
        Server.Conversation slow = Server.hears(40)
                .then(socket -> LockSupport.parkNanos(SLOW.toNanos()))
                .then(says(FLIGHT, FLIGHT.length))
                .then(Server.listens());
        try (Server server = Server.start(slow)) {
            assertThat(Probe.faults(verdict(Target.of("a.test", server.port(), Protocol.HTTPS))))
                    .isEqualTo("LEGACY_PROTOCOL");
            assertThat(SLOW.multipliedBy(server.accepted())).isGreaterThan(PATIENCE);
        }
    }

    private static Verdict verdict(Target target) throws InterruptedException {
        Limits patient = new Limits(PATIENCE, PATIENCE, 10, 16);
        return Probe.probe(patient, Probe.LOOPBACK, target, ROOT).judge(Pki.NOW);
    }

    private static byte[] damaged(byte[] flight, Random random) {
        byte[] damaged = flight.clone();
        for (int i = 0; i < 3; i++) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        return damaged;
    }

    private static Server.Conversation says(byte[] bytes, int count) {
        return socket -> {
            socket.getOutputStream().write(bytes, 0, count);
            socket.getOutputStream().flush();
        };
    }

    private static Server.Conversation endless(byte[] bytes) {
        return socket -> {
            while (true) {
                socket.getOutputStream().write(bytes);
            }
        };
    }

    /// One byte at a time, slowly enough to outlast every patience, fast enough to keep every
    /// idle timer awake.
    private static Server.Conversation drip(byte[] bytes) {
        return socket -> {
            OutputStream out = socket.getOutputStream();
            socket.setSoTimeout(20);
            for (byte b : bytes) {
                out.write(b);
                awaitSilence(socket);
            }
        };
    }

    private static void awaitSilence(Socket socket) throws IOException {
        try {
            socket.getInputStream().readNBytes(100_000);
        } catch (SocketTimeoutException e) {
            // That is the pause.
        }
    }
}
