package dev.nightshift.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.fault.Severity;
import dev.nightshift.tls.proxy.HttpProxy;
import dev.nightshift.tls.proxy.NoProxy;
import dev.nightshift.tls.proxy.Proxies;
import dev.nightshift.tls.report.JsonReport;
import dev.nightshift.tls.report.Report;
import dev.nightshift.tls.verdict.Observation;
import dev.nightshift.tls.verdict.Verdict;
import java.io.EOFException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A proxy on loopback; the targets' names are known to it alone.
@Timeout(60)
class ProxyTest {
    private static final Identity ROOT = Pki.authority("Root").selfSigned();
    private static final Identity LEAF = Pki.server("a.test").by(ROOT);
    private static final Limits IMPATIENT = new Limits(Duration.ofMillis(700), Duration.ofMillis(700), 200, 16);

    private final List<String> requests = new CopyOnWriteArrayList<>();

    /// Only the proxy's own name is looked up here.
    private static List<InetAddress> names(String name) throws UnknownHostException {
        if (!name.equals("proxy.test.")) {
            throw new UnknownHostException(name + ": looked up");
        }
        return List.of(InetAddress.ofLiteral("127.0.0.1"));
    }

    @Test
    void theCertificateIsSeenThroughTheProxyAndTheReportNamesIt() throws InterruptedException {
        try (Server server = Server.start(TlsSide.serving(LEAF));
                Server proxy = Server.start(connecting(server))) {
            Verdict verdict = probe(Target.of("a.test", 443, Protocol.HTTPS), proxy, "user:hunter2@");

            String url = "http://proxy.test:" + proxy.port();
            assertThat(verdict.headline() + " " + Probe.days(verdict)).isEqualTo("OK 60");
            assertThat(texts(verdict)).containsExactly("THROUGH_PROXY: " + url + " looked up the name and connected");
            assertThat(requests)
                    .containsExactly(String.join(
                            "\r\n",
                            "CONNECT a.test:443 HTTP/1.1",
                            "Host: a.test:443",
                            "Proxy-Authorization: Basic dXNlcjpodW50ZXIy",
                            "",
                            ""));
            assertThat(JsonReport.of(Report.of(Pki.NOW, List.of(verdict), List.of())))
                    .contains("\"proxy\":\"127.0.0.1\"", url)
                    .doesNotContain("\"address\":", "hunter2", "dXNlcjpodW50ZXIy");
        }
    }

    @Test
    void whatTheServerSaysAtOnceIsNotTakenForTheProxys() throws InterruptedException {
        Server.Conversation mail = Server.hearsTo('\n')
                .then(Server.says("250-a.test\r\n250 STARTTLS\r\n"))
                .then(Server.hearsTo('\n'))
                .then(Server.says("220 go ahead\r\n"));
        try (Server server = Server.start(mail.then(TlsSide.serving(LEAF)));
                Server proxy = Server.start(connecting(server, "220 a.test\r\n"))) {
            Verdict verdict = probe(Target.of("2001:db8::7", 25, Protocol.SMTP), proxy, "");

            assertThat(Probe.faults(verdict)).isEqualTo("HOSTNAME_MISMATCH THROUGH_PROXY");
            assertThat(requests.getFirst()).startsWith("CONNECT [2001:db8::7]:25 HTTP/1.1\r\n");
        }
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 407 Proxy Authentication Required#X: y## | PROXY_REFUSED | HTTP/1.1 407 Proxy Authentication Required | 1",
                "HTTP/1.0 403 Filtered## | PROXY_REFUSED | HTTP/1.0 403 Filtered | 1",
                "HTTP/1.1 302 Found#Location: http://login.test## | PROXY_REFUSED | HTTP/1.1 302 Found | 1",
                "HTTP/1.1 502 Bad Gateway## | PROXY_FAILED | HTTP/1.1 502 Bad Gateway | 2",
                "HTTP/1.1 503## | PROXY_FAILED | HTTP/1.1 503 | 2",
                "SSH-2.0-OpenSSH_9.2# | PROXY_GARBLED | unexpected: SSH-2.0-OpenSSH_9.2 | 1",
                "HTTP/2 200## | PROXY_GARBLED | unexpected: HTTP/2 200 | 1",
                "'' | PROXY_FAILED | closed | 2",
                "HTTP/1.1 200 OK#X: y | PROXY_FAILED | closed | 2"
            })
    void aRefusalIsTheProxysAndNoVerdictOnTheServer(String said, String fault, String detail, int connections)
            throws InterruptedException {
        try (Server proxy = Server.start(request().then(Server.says(said.replace("#", "\r\n"))))) {
            Verdict verdict = probe(Target.of("a.test", 443, Protocol.HTTPS), proxy, "user:hunter2@");

            assertThat(verdict.headline()).isEqualTo(fault);
            assertThat(verdict.severity()).isEqualTo(Severity.UNKNOWN);
            assertThat(texts(verdict))
                    .containsExactly(fault + ": the proxy http://proxy.test:" + proxy.port() + ": " + detail);
            assertThat(JsonReport.of(Report.of(Pki.NOW, List.of(verdict), List.of())))
                    .contains("\"proxy\":\"127.0.0.1\"")
                    .doesNotContain("hunter2");
            assertThat(proxy.accepted()).isEqualTo(connections);
        }
    }

    @Test
    void headersWithoutEndAreLeft() throws InterruptedException {
        Server.Conversation endless = socket -> {
            while (!socket.isClosed()) {
                Server.says("X-Filler: 0123456789\r\n").with(socket);
            }
        };
        try (Server proxy =
                Server.start(request().then(Server.says("HTTP/1.1 200 OK\r\n")).then(endless))) {
            assertThat(texts(probe(Target.of("a.test", 443, Protocol.HTTPS), proxy, ""))
                            .getFirst())
                    .startsWith("PROXY_GARBLED: ")
                    .endsWith("headers of more than 16384 bytes");
        }
        try (Server proxy = Server.start(request().then(Server.says("HTTP/1.1 200 " + "a".repeat(9_000))))) {
            assertThat(texts(probe(Target.of("a.test", 443, Protocol.HTTPS), proxy, ""))
                            .getFirst())
                    .startsWith("PROXY_GARBLED: ")
                    .endsWith("a line of more than 4096 bytes");
        }
    }

    @Test
    void aProxyThatIsSilentEndsAtTheDeadline() throws InterruptedException {
        try (Server proxy = Server.start(Server.listens())) {
            assertThat(texts(probe(IMPATIENT, proxy, Target.of("a.test", 443, Protocol.HTTPS)))
                            .getFirst())
                    .isEqualTo("PROXY_TIMEOUT: the proxy http://proxy.test:" + proxy.port() + ": the deadline passed");
        }
    }

    @Test
    void aProxyThatDoesNotListenOrHasNoAddressIsNamed() throws InterruptedException {
        Server gone = Server.start(socket -> {});
        gone.close();

        assertThat(texts(probe(Target.of("a.test", 443, Protocol.HTTPS), gone, ""))
                        .getFirst())
                .startsWith("PROXY_FAILED: the proxy http://proxy.test:" + gone.port() + ": Connection refused");

        Proxies unknown = Proxies.through(HttpProxy.parse("http://nowhere.test:3128"), NoProxy.parse(""));
        Verdict verdict = probe(Probe.LIMITS, ProxyTest::names, unknown, Target.of("a.test", 443, Protocol.HTTPS));
        assertThat(texts(verdict))
                .containsExactly("PROXY_FAILED: the proxy http://nowhere.test:3128: DNS_NOT_FOUND: nowhere.test.:"
                        + " looked up");
        assertThat(verdict.severity()).isEqualTo(Severity.UNKNOWN);
    }

    @Test
    void anotherAddressOfTheProxyIsTried() throws InterruptedException {
        Resolver two = name -> List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("127.0.0.2"));
        try (Server server = Server.start(TlsSide.serving(LEAF));
                Server proxy = Server.start("127.0.0.2", 0, connecting(server))) {
            Proxies proxies = Proxies.through(HttpProxy.parse("http://proxy.test:" + proxy.port()), NoProxy.parse(""));

            Verdict verdict = probe(Probe.LIMITS, two, proxies, Target.of("a.test", 443, Protocol.HTTPS));

            assertThat(verdict.headline()).isEqualTo("OK");
            assertThat(verdict.addresses()).hasSize(1);
        }
    }

    @Test
    void aConnectionThatBreaksBehindTheProxyOnceIsNothing() throws InterruptedException {
        AtomicInteger count = new AtomicInteger();
        try (Server server = Server.start(TlsSide.serving(LEAF))) {
            Server.Conversation good = connecting(server);
            Server.Conversation bad = request().then(Server.says("HTTP/1.1 503 Service Unavailable\r\n\r\n"));
            try (Server proxy = Server.start(socket -> (count.getAndIncrement() == 0 ? bad : good).with(socket))) {
                assertThat(probe(Target.of("a.test", 443, Protocol.HTTPS), proxy, "")
                                .headline())
                        .isEqualTo("OK");
            }
        }
    }

    @Test
    void whatIsExceptedIsReachedDirectly() throws InterruptedException {
        try (Server server = Server.start(TlsSide.serving(LEAF));
                Server proxy = Server.start(Server.resets())) {
            Proxies proxies =
                    Proxies.through(HttpProxy.parse("http://127.0.0.1:" + proxy.port()), NoProxy.parse("a.test"));

            Verdict verdict =
                    probe(Probe.LIMITS, Probe.LOOPBACK, proxies, Target.of("a.test", server.port(), Protocol.HTTPS));

            assertThat(verdict.headline()).isEqualTo("OK");
            assertThat(verdict.allFindings()).isEmpty();
            assertThat(proxy.accepted()).isZero();
        }
    }

    private Server.Conversation request() {
        return socket -> {
            InputStream in = socket.getInputStream();
            StringBuilder read = new StringBuilder();
            while (read.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new EOFException("the request ends after " + read);
                }
                read.append((char) next);
            }
            requests.add(read.toString());
        };
    }

    private Server.Conversation connecting(Server server) {
        return connecting(server, "");
    }

    /// Agrees to every request, with more bytes in the same packet.
    private Server.Conversation connecting(Server server, String more) {
        return request()
                .then(Server.says("HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n" + more))
                .then(client -> {
                    try (Socket behind = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port())) {
                        Thread.ofVirtual().start(() -> Server.pump(client, behind));
                        behind.getInputStream().transferTo(client.getOutputStream());
                    }
                });
    }

    private static List<String> texts(Verdict verdict) {
        return verdict.allFindings().stream().map(Finding::toString).toList();
    }

    private static Verdict probe(Target target, Server proxy, String user) throws InterruptedException {
        String url = "http://" + user + "proxy.test:" + proxy.port();
        return probe(Probe.LIMITS, ProxyTest::names, Proxies.through(HttpProxy.parse(url), NoProxy.parse("")), target);
    }

    private static Verdict probe(Limits limits, Server proxy, Target target) throws InterruptedException {
        Proxies proxies = Proxies.through(HttpProxy.parse("http://proxy.test:" + proxy.port()), NoProxy.parse(""));
        return probe(limits, ProxyTest::names, proxies, target);
    }

    private static Verdict probe(Limits limits, Resolver resolver, Proxies proxies, Target target)
            throws InterruptedException {
        List<Observation> seen = new ArrayList<>();
        try (Prober prober = new Prober(
                limits,
                Probe.trusting(ROOT),
                new Network(resolver, proxies, List.of()),
                InstantSource.fixed(Pki.NOW))) {
            prober.probe(List.of(target), seen::add);
        }
        return seen.getFirst().judge(Pki.NOW);
    }
}
