package dev.nightshift.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.tls.Pki.Identity;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProberTest {
    private static final Identity ROOT = Pki.authority("Root").selfSigned();
    private static final Identity LEAF = Pki.server("a.test").by(ROOT);
    private static final byte[] FLIGHT = Flight.of(0x301, 0x2f, LEAF.certificate());

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
                    .containsExactly("LEGACY_PROTOCOL: the server chose TLSv1 with TLS_RSA_WITH_AES_128_CBC_SHA");
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

        assertThat(verdicts(Probe.IMPATIENT, targets)).as("seed %d", seed).hasSize(40);
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

    /// Loopback is reachable over IPv4; to an IPv6 address of documentation there is no route, or
    /// no answer.
    @Test
    void anAddressWithoutARouteIsNoFaultBesideOneThatAnswers() throws InterruptedException {
        Sighting good = new Sighting(address("127.0.0.1"), List.of(), served(LEAF));
        Sighting noRoute = new Sighting(
                address("2001:db8::1"),
                List.of(),
                new Outcome.Failed(new Finding(Fault.TCP_UNREACHABLE, "Network is unreachable")));

        Verdict both =
                Judge.judge(Target.of("a.test", 443, Protocol.HTTPS), List.of(), List.of(good, noRoute), Pki.NOW);
        Verdict alone = Judge.judge(Target.of("a.test", 443, Protocol.HTTPS), List.of(), List.of(noRoute), Pki.NOW);

        assertThat(both.headline()).isEqualTo("OK");
        assertThat(both.allFindings())
                .extracting(Finding::toString)
                .containsExactly("NOT_PROBED: IPv6: Network is unreachable");
        assertThat(alone.headline()).isEqualTo("TCP_UNREACHABLE");
    }

    /// Days left behind two addresses of one name; the lifetime is 30 days more.
    @ParameterizedTest
    @CsvSource({
        "60, 60, ADDRESS_DIVERGENCE, OK",
        "60, 80, ADDRESS_DIVERGENCE, OK",
        "10, 80, STALE_NODE ADDRESS_DIVERGENCE, STALE_NODE",
        "-1, 80, EXPIRED STALE_NODE ADDRESS_DIVERGENCE, EXPIRED"
    })
    void differentCertificatesBehindOneName(int one, int other, String faults, String headline) {
        List<Sighting> sightings = List.of(
                new Sighting(address("127.0.0.1"), List.of(), served(leaf(one))),
                new Sighting(address("127.0.0.2"), List.of(), served(leaf(other))));

        Verdict verdict = Judge.judge(Target.of("a.test", 443, Protocol.HTTPS), List.of(), sightings, Pki.NOW);

        assertThat(Probe.faults(verdict)).isEqualTo(faults);
        assertThat(verdict.headline()).isEqualTo(headline);
        assertThat(Probe.days(verdict)).isEqualTo(Math.min(one, other));
    }

    @Test
    void everyAddressOfANameIsProbedUpToTheLimit() throws InterruptedException {
        List<InetAddress> many = IntStream.rangeClosed(1, 20)
                .mapToObj(i -> address("127.0.0." + i))
                .toList();
        try (Server server = Server.start("0.0.0.0", 0, TlsSide.serving(LEAF))) {
            Verdict verdict = Probe.probe(
                            Probe.LIMITS, name -> many, Target.of("a.test", server.port(), Protocol.HTTPS), ROOT)
                    .judge(Pki.NOW);

            assertThat(verdict.addresses())
                    .hasSize(16)
                    .allSatisfy(one -> assertThat(one.findings()).isEmpty());
            assertThat(verdict.findings()).containsExactly(new Finding(Fault.NOT_PROBED, "4 more addresses of a.test"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a.test: Name or service not known, DNS_NOT_FOUND",
        "a.test: Temporary failure in name resolution, DNS_FAILED",
        "a.test: Non-recoverable failure in name resolution, DNS_FAILED"
    })
    void namesThatCannotBeResolved(String message, String fault) throws InterruptedException {
        Resolver resolver = name -> {
            throw new UnknownHostException(message);
        };

        assertThat(Probe.faults(Probe.probe(Probe.LIMITS, resolver, Target.of("a.test", 1, Protocol.HTTPS))
                        .judge(Pki.NOW)))
                .isEqualTo(fault);
    }

    @Test
    @Timeout(20)
    void aResolverThatNeverAnswersCostsOneDeadline() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Resolver resolver = name -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new UnknownHostException("interrupted");
            }
            return List.of();
        };
        List<Verdict> verdicts = new ArrayList<>();
        List<Target> targets = IntStream.range(0, 100)
                .mapToObj(i -> Target.of("h" + i + ".test", 1, Protocol.HTTPS))
                .toList();
        try (Prober prober = prober(Probe.IMPATIENT, resolver)) {
            prober.probe(targets, seen -> verdicts.add(seen.judge(Pki.NOW)));
        }

        assertThat(verdicts)
                .hasSize(100)
                .allSatisfy(verdict -> assertThat(Probe.faults(verdict)).isEqualTo("DNS_TIMEOUT"));
    }

    @Test
    @Timeout(20)
    void aHundredTarpitsDelayNobody() throws InterruptedException {
        try (Server tarpit = Server.start("0.0.0.0", 0, Server.listens());
                Server good = Server.start(TlsSide.serving(LEAF))) {
            List<Target> targets = Stream.concat(
                            IntStream.rangeClosed(1, 100)
                                    .mapToObj(i -> Target.of("127.0.1." + i, tarpit.port(), Protocol.HTTPS)),
                            Stream.of(Target.of("a.test", good.port(), Protocol.HTTPS)))
                    .toList();

            List<Verdict> verdicts =
                    verdicts(new Limits(Duration.ofSeconds(3), Duration.ofSeconds(3), 200, 16), targets);

            assertThat(verdicts.getFirst().headline()).as("the first to end").isEqualTo("OK");
            assertThat(verdicts).hasSize(101);
            assertThat(verdicts.subList(1, 101))
                    .allSatisfy(verdict -> assertThat(verdict.headline()).endsWith("_TIMEOUT"));
        }
    }

    @Test
    void neverMoreConnectionsThanAllowed() throws InterruptedException {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Server.Conversation counting = socket -> {
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            Server.hears(100).with(socket);
            open.decrementAndGet();
        };
        try (Server server = Server.start("0.0.0.0", 0, counting)) {
            List<Target> targets = IntStream.rangeClosed(1, 60)
                    .mapToObj(i -> Target.of("127.0.1." + i, server.port(), Protocol.HTTPS))
                    .toList();

            assertThat(verdicts(new Limits(Duration.ofSeconds(10), Duration.ofSeconds(5), 3, 16), targets))
                    .hasSize(60);
            assertThat(most).hasValueLessThanOrEqualTo(3);
        }
    }

    private static List<Verdict> verdicts(Limits limits, List<Target> targets) throws InterruptedException {
        List<Verdict> verdicts = new ArrayList<>();
        try (Prober prober = prober(limits, Probe.LOOPBACK)) {
            prober.probe(targets, seen -> verdicts.add(seen.judge(Pki.NOW)));
        }
        return verdicts;
    }

    private static Prober prober(Limits limits, Resolver resolver) {
        return new Prober(limits, Probe.trusting(ROOT), resolver, InstantSource.fixed(Pki.NOW));
    }

    private static Verdict verdict(Target target) throws InterruptedException {
        Limits patient = new Limits(Duration.ofSeconds(2), Duration.ofSeconds(2), 10, 16);
        return Probe.probe(patient, Probe.LOOPBACK, target, ROOT).judge(Pki.NOW);
    }

    private static Identity leaf(int days) {
        return Pki.server("a.test").until(Pki.NOW.plus(Duration.ofDays(days))).by(ROOT);
    }

    private static Outcome served(Identity leaf) {
        Chain chain = Chain.of(List.of(leaf.certificate()), Probe.trusting(ROOT));
        return new Outcome.Served(chain, "TLSv1.3", "TLS_AES_128_GCM_SHA256", false, Optional.empty(), List.of());
    }

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
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
