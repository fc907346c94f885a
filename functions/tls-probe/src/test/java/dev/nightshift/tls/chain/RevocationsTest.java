package dev.nightshift.tls.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.nightshift.tls.Pki;
import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.Probe;
import dev.nightshift.tls.Server;
import dev.nightshift.tls.TlsSide;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.verdict.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationsTest {
    private static final Identity ROOT = Pki.authority("Root").selfSigned();
    private static final Instant TOMORROW = Pki.NOW.plus(Duration.ofDays(1));

    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer http;
    private volatile int status = 200;
    private volatile byte[] body = {};

    @BeforeEach
    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/list.crl", exchange -> {
            requests.incrementAndGet();
            exchange.getResponseHeaders().add("Location", "/list.crl?again");
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        http.createContext("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            try {
                end.await();
            } catch (InterruptedException e) {
                exchange.close();
            }
        });
        http.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        http.stop(0);
    }

    @Test
    void aRevokedCertificateIsNamedWithReasonAndDate() throws Exception {
        Identity leaf = leaf("/list.crl");
        serve(list(ROOT, TOMORROW, leaf.certificate()));

        assertThat(findings(leaf)).containsExactly("REVOKED: a.test: KEY_COMPROMISE, since 2026-05-30T12:00:00Z");
    }

    @Test
    void aListThatDoesNotNameItIsSilentAndIsFetchedOnce() throws Exception {
        Identity leaf = leaf("/list.crl");
        serve(list(ROOT, TOMORROW, Pki.server("b.test").by(ROOT).certificate()));
        try (Revocations revocations = new Revocations(Duration.ofSeconds(10), InstantSource.fixed(Pki.NOW))) {
            for (int i = 0; i < 3; i++) {
                assertThat(revocations.of(path(leaf))).isEmpty();
            }
        }

        assertThat(requests).hasValue(1);
    }

    /// The first entry cannot be asked, or not even be read; the second is the list.
    @ParameterizedTest
    @ValueSource(
            strings = {"ldap:///CN=Root CA,O=a?certificateRevocationList", "ldap://%", "http://a_b/", "https://a/"})
    void anAddressThatCannotBeAskedHidesNoOther(String odd) throws Exception {
        Identity leaf =
                Pki.server("a.test").lists(odd, address("/list.crl").toString()).by(ROOT);
        serve(list(ROOT, TOMORROW, leaf.certificate()));

        assertThat(findings(leaf)).singleElement().asString().startsWith("REVOKED: a.test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ldap:///CN=Root CA,O=a?certificateRevocationList",
                "ldap://host/CN=Root",
                "file:///root.crl",
                "http://a_b/",
                "http://127.0.0.1:99999/",
                "not an address"
            })
    void whatCannotBeAskedIsSaid(String odd) throws Exception {
        assertThat(findings(Pki.server("a.test").lists(odd).by(ROOT)))
                .singleElement()
                .asString()
                .startsWith("REVOCATION_UNKNOWN: a.test: ")
                .contains(odd);
    }

    @Test
    void aListOfSomebodyElseProvesNothing() throws Exception {
        Identity impostor = Pki.authority("Root").selfSigned();
        serve(list(impostor, TOMORROW));

        assertThat(findings(leaf("/list.crl"))).singleElement().asString().startsWith("REVOCATION_UNKNOWN: a.test: ");
    }

    @Test
    void aListThatIsOutOfDateProvesNothing() throws Exception {
        // The JDK allows for clocks that differ by a quarter of an hour.
        serve(list(ROOT, Pki.NOW.minus(Duration.ofMinutes(16))));

        assertThat(findings(leaf("/list.crl"))).singleElement().asString().startsWith("REVOCATION_UNKNOWN: a.test: ");
    }

    @Test
    void whatIsNoListIsSaid() throws Exception {
        body = "<html>".getBytes(StandardCharsets.US_ASCII);

        assertThat(findings(leaf("/list.crl"))).singleElement().asString().contains("is no revocation list");
    }

    @Test
    void noRedirectIsFollowed() throws Exception {
        status = 302;

        assertThat(findings(leaf("/list.crl"))).singleElement().asString().contains("/list.crl: HTTP status 302");
        assertThat(requests).hasValue(1);
    }

    @Test
    void aListOfManyMegabytesIsLeft() throws Exception {
        body = new byte[5 * 1_024 * 1_024];

        assertThat(findings(leaf("/list.crl"))).singleElement().asString().startsWith("REVOCATION_UNKNOWN: a.test: ");
    }

    @Test
    void aListThatNeverEndsIsLeftAtTheDeadline() throws Exception {
        assertThat(findings(leaf("/slow"), Duration.ofMillis(300)))
                .singleElement()
                .asString()
                .contains("not complete within 300 ms");
    }

    @Test
    void nothingIsFetchedForCertificatesThatNobodyVouchesFor() throws Exception {
        Identity stranger = Pki.authority("Stranger").selfSigned();
        Identity leaf =
                Pki.server("a.test").lists(address("/list.crl").toString()).by(stranger);
        try (Server server = Server.start(TlsSide.serving(leaf, stranger))) {
            Verdict verdict = Probe.probe(Target.of("a.test", server.port(), Protocol.HTTPS), ROOT);

            assertThat(Probe.faults(verdict)).isEqualTo("UNTRUSTED_ROOT");
        }
        assertThat(requests).hasValue(0);
    }

    @Test
    void aRevokedIntermediateIsFoundThroughTheWholeProbe() throws Exception {
        Identity middle =
                Pki.authority("Middle").lists(address("/list.crl").toString()).by(ROOT);
        serve(list(ROOT, TOMORROW, middle.certificate()));
        try (Server server = Server.start(TlsSide.serving(Pki.server("a.test").by(middle), middle))) {
            Verdict verdict = Probe.probe(Target.of("a.test", server.port(), Protocol.HTTPS), ROOT);

            assertThat(verdict.headline()).isEqualTo("REVOKED");
            assertThat(Probe.days(verdict)).isEqualTo(60);
        }
    }

    private Identity leaf(String path) {
        return Pki.server("a.test").lists(address(path).toString()).by(ROOT);
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + path);
    }

    private void serve(X509CRL list) throws CRLException {
        body = list.getEncoded();
    }

    private static List<String> findings(Identity leaf) throws InterruptedException {
        return findings(leaf, Duration.ofSeconds(10));
    }

    private static List<String> findings(Identity leaf, Duration patience) throws InterruptedException {
        try (Revocations revocations = new Revocations(patience, InstantSource.fixed(Pki.NOW))) {
            return revocations.of(path(leaf)).stream().map(Finding::toString).toList();
        }
    }

    private static TrustPath path(Identity leaf) {
        return Chain.of(List.of(leaf.certificate()), Probe.trusting(ROOT))
                .path()
                .orElseThrow();
    }

    /// The issuer's list, current around [Pki#NOW].
    private static X509CRL list(Identity issuer, Instant next, X509Certificate... revoked) {
        try {
            JcaX509v2CRLBuilder builder =
                    new JcaX509v2CRLBuilder(issuer.certificate(), Date.from(Pki.NOW.minus(Duration.ofDays(1))));
            builder.setNextUpdate(Date.from(next));
            for (X509Certificate certificate : revoked) {
                builder.addCRLEntry(
                        certificate.getSerialNumber(),
                        Date.from(Pki.NOW.minus(Duration.ofDays(2))),
                        CRLReason.keyCompromise);
            }
            return new JcaX509CRLConverter()
                    .getCRL(builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                            .build(issuer.keys().getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("fixture", e);
        }
    }
}
