package dev.nightshift.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.chain.IssuersOnLoopback;
import dev.nightshift.tls.chain.Revocations;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Severity;
import dev.nightshift.tls.verdict.Observation;
import dev.nightshift.tls.verdict.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A server that does not serve its intermediate, through the whole probe.
class MissingIntermediateTest {
    private static final Identity ROOT = Pki.authority("Root").selfSigned();

    private HttpServer http;
    private volatile byte[] published = {};

    @BeforeEach
    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            exchange.sendResponseHeaders(
                    published.length == 0 ? 503 : 200, published.length == 0 ? -1 : published.length);
            exchange.getResponseBody().write(published);
            exchange.close();
        });
        http.start();
    }

    @AfterEach
    void stop() {
        http.stop(0);
    }

    @Test
    void aChainThatBrowsersCompleteIsAWarningWithTheDateOfItsPath() throws Exception {
        Identity middle =
                Pki.authority("Middle").until(Probe.in(Duration.ofDays(40))).by(ROOT);
        published = middle.certificate().getEncoded();

        Verdict verdict = verdict(middle);

        assertThat(verdict.severity()).isEqualTo(Severity.WARNING);
        assertThat(Probe.faults(verdict)).isEqualTo("MISSING_INTERMEDIATE CHAIN_ENDS_FIRST");
        assertThat(Probe.days(verdict)).isEqualTo(40);
    }

    @Test
    void aChainThatNobodyCompletesIsCritical() throws Exception {
        Verdict verdict = verdict(Pki.authority("Middle").by(ROOT));

        assertThat(verdict.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(Probe.faults(verdict)).isEqualTo("INCOMPLETE_CHAIN");
        assertThat(Probe.days(verdict)).isEqualTo(60);
    }

    private Verdict verdict(Identity middle) throws InterruptedException, IOException {
        String address = "http://127.0.0.1:" + http.getAddress().getPort() + "/middle.crt";
        Identity leaf = Pki.server("a.test").issuerAt(address).by(middle);
        Authorities authorities = new Authorities(
                new Revocations(Duration.ofSeconds(10), InstantSource.fixed(Pki.NOW)), IssuersOnLoopback::patient);
        List<Observation> seen = new ArrayList<>();
        try (Server server = Server.start(TlsSide.serving(leaf));
                Prober prober =
                        new Prober(Probe.LIMITS, Probe.trusting(ROOT), Network.of(Probe.LOOPBACK), authorities)) {
            prober.probe(List.of(Target.of("a.test", server.port(), Protocol.HTTPS)), seen::add);
        }
        return seen.getFirst().judge(Pki.NOW);
    }
}
