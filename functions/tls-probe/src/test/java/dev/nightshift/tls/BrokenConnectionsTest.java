package dev.nightshift.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.tls.FaultyNetwork.Kind;
import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Severity;
import dev.nightshift.tls.reader.Flight;
import dev.nightshift.tls.verdict.Verdict;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Connections to healthy servers that break at every point of the dialogue: no verdict about the server.
class BrokenConnectionsTest {
    private static final Identity ROOT = Pki.authority("Root").selfSigned();
    private static final Identity LEAF = Pki.server("a.test").by(ROOT);
    private static final Limits PATIENT = new Limits(Duration.ofSeconds(8), Duration.ofSeconds(5), 200, 16);
    // In the greeting, the go-ahead, the header of a record, the hello, the certificate, Finished, and after it.
    private static final List<Integer> POINTS = List.of(0, 1, 3, 6, 30, 60, 90, 127, 200, 300, 450, 600, 800, 5_000);
    private static final Server.Conversation STARTTLS = Server.says("220 a.test\r\n")
            .then(Server.hearsTo('\n'))
            .then(Server.says("250-a.test\r\n250 STARTTLS\r\n"))
            .then(Server.hearsTo('\n'))
            .then(Server.says("220 go ahead\r\n"));

    private final List<Server> servers = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(Server::close);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    @Timeout(60)
    void aConnectionThatBreaksOnceIsNothing(Kind kind) throws InterruptedException {
        everywhere(kind, 1);

        assertThat(verdicts()).hasSize(3 * POINTS.size()).allSatisfy(verdict -> {
            assertThat(verdict.headline()).isEqualTo("OK");
            assertThat(verdict.allFindings()).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    @Timeout(60)
    void aConnectionThatAlwaysBreaksIsUnknownAndNeverAVerdict(Kind kind) throws InterruptedException {
        everywhere(kind, 100);

        Set<Severity> severities = verdicts().stream().map(Verdict::severity).collect(Collectors.toSet());

        // Fine where it breaks after the handshake.
        assertThat(severities).isEqualTo(EnumSet.of(Severity.OK, Severity.UNKNOWN));
    }

    @Test
    void aServerThatClosesAfterItsCertificateKeepsItsDate() throws InterruptedException {
        Server tls12 = serving("TLSv1.2", socket -> {});
        through(new FaultyNetwork(Kind.RESET, 700), 100, tls12, Protocol.HTTPS);

        Verdict verdict = verdicts().getFirst();

        assertThat(verdict.headline()).isEqualTo("TLS_CLOSED");
        assertThat(verdict.allFindings()).singleElement().asString().contains("after the certificate");
        assertThat(Probe.days(verdict)).isEqualTo(60);
    }

    /// A server that the JDK cannot speak with is read on a second connection, which may break too.
    @Test
    void theReadersConnectionIsAskedAgainToo() throws InterruptedException {
        byte[] flight = Flight.of(0x301, 0x2f, LEAF.certificate());
        Server.Conversation old = Server.hears(40)
                .then(socket -> socket.getOutputStream().write(flight))
                .then(Server.listens());
        AtomicInteger connections = new AtomicInteger();
        // The reader's two, in the words of TLS 1.3 and of TLS 1.2.
        List<Integer> broken = List.of(2, 3);
        Server server = Server.start(
                socket -> (broken.contains(connections.incrementAndGet()) ? Server.resets() : old).with(socket));
        servers.add(server);
        targets.add(Target.of("a.test", server.port(), Protocol.HTTPS));

        assertThat(Probe.faults(verdicts().getFirst())).isEqualTo("LEGACY_PROTOCOL");
        assertThat(server.accepted()).isEqualTo(5);
    }

    private void everywhere(Kind kind, int connections) {
        Server tls13 = serving("TLSv1.3", socket -> {});
        Server tls12 = serving("TLSv1.2", socket -> {});
        Server mail = serving("TLSv1.3", STARTTLS);
        for (int bytes : POINTS) {
            FaultyNetwork network = new FaultyNetwork(kind, bytes);
            through(network, connections, tls13, Protocol.HTTPS);
            through(network, connections, tls12, Protocol.HTTPS);
            through(network, connections, mail, Protocol.SMTP);
        }
    }

    private Server serving(String version, Server.Conversation before) {
        Server server = Server.start(before.then(TlsSide.serving(
                LEAF.keys(),
                new X509Certificate[] {LEAF.certificate()},
                tls -> tls.setEnabledProtocols(new String[] {version}))));
        servers.add(server);
        return server;
    }

    private void through(FaultyNetwork network, int connections, Server server, Protocol protocol) {
        Server proxy = Server.start(network.breaking(connections, server.port()));
        servers.addFirst(proxy);
        targets.add(Target.of("a.test", proxy.port(), protocol));
    }

    private List<Verdict> verdicts() throws InterruptedException {
        return Probe.verdicts(PATIENT, targets, ROOT);
    }
}
