package dev.nightshift.tls.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.nightshift.tls.Pki;
import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.Probe;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MissingIssuersTest {
    /// How authorities publish certificates.
    enum Form {
        DER {
            @Override
            byte[] of(List<X509Certificate> certificates) throws GeneralSecurityException {
                return certificates.getFirst().getEncoded();
            }
        },
        PEM {
            @Override
            byte[] of(List<X509Certificate> certificates) throws GeneralSecurityException {
                ByteArrayOutputStream text = new ByteArrayOutputStream();
                for (X509Certificate certificate : certificates) {
                    text.writeBytes(pem("CERTIFICATE", certificate.getEncoded()));
                }
                return text.toByteArray();
            }
        },
        PKCS7 {
            @Override
            byte[] of(List<X509Certificate> certificates) throws GeneralSecurityException {
                return CertificateFactory.getInstance("X.509")
                        .generateCertPath(certificates)
                        .getEncoded("PKCS7");
            }
        },
        PKCS7_IN_PEM {
            @Override
            byte[] of(List<X509Certificate> certificates) throws GeneralSecurityException {
                return pem("PKCS7", PKCS7.of(certificates));
            }
        };

        abstract byte[] of(List<X509Certificate> certificates) throws GeneralSecurityException;

        private static byte[] pem(String label, byte[] content) {
            String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
            return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                    .formatted(label, body, label)
                    .getBytes(StandardCharsets.US_ASCII);
        }
    }

    private static final Identity ROOT = Pki.authority("Root").selfSigned();
    private static final Identity MIDDLE = Pki.authority("Middle").by(ROOT);

    private final Map<String, byte[]> published = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger toBreak = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer http;

    @BeforeEach
    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            requests.incrementAndGet();
            String path = exchange.getRequestURI().getPath();
            byte[] body = published.getOrDefault(path, new byte[] {});
            if (toBreak.getAndDecrement() > 0) {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body, 0, body.length / 2);
                exchange.getResponseBody().flush();
                exchange.close();
                return;
            }
            if (path.equals("/moved")) {
                exchange.getResponseHeaders().add("Location", "/middle");
                exchange.sendResponseHeaders(302, -1);
            } else if (path.startsWith("/slow")) {
                exchange.sendResponseHeaders(200, 1_000);
                exchange.getResponseBody().flush();
                await();
            } else {
                exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        http.setExecutor(task -> Thread.ofVirtual().start(task));
        http.start();
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        end.countDown();
        http.stop(0);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void anIntermediateThatIsNotServedIsFetchedInEveryFormAndNamed(Form form) throws Exception {
        published.put("/middle", form.of(List.of(MIDDLE.certificate())));

        MissingIssuers.Completed completed = completed(leaf("/middle"));

        assertThat(subjects(completed.chain())).containsExactly("a.test", "Middle", "Root");
        assertThat(completed.chain().served()).hasSize(1);
        assertThat(completed.chain().broken()).isEmpty();
        assertThat(completed.missing())
                .hasValue(new Finding(
                        Fault.MISSING_INTERMEDIATE,
                        "not served: Middle; browsers fetch what is missing from " + address("/middle")
                                + ", most other programs refuse the certificate"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Form.class,
            names = {"PEM", "PKCS7"})
    void theRightOneOfSeveralIsTaken(Form form) throws Exception {
        Identity impostor = Pki.authority("Middle").by(ROOT);
        published.put("/all", form.of(List.of(ROOT.certificate(), impostor.certificate(), MIDDLE.certificate())));

        assertThat(completed(leaf("/all")).chain().path().orElseThrow().certificates())
                .contains(MIDDLE.certificate());
    }

    @Test
    void twoThatAreMissingAreFetchedOneAfterTheOther() throws Exception {
        Identity low = Pki.authority("Low").issuerAt(address("/middle")).by(MIDDLE);
        Identity leaf = Pki.server("a.test").issuerAt(address("/low")).by(low);
        publish("/low", low);
        publish("/middle", MIDDLE);

        MissingIssuers.Completed completed = completed(leaf);

        assertThat(subjects(completed.chain())).containsExactly("a.test", "Low", "Middle", "Root");
        assertThat(completed.missing().orElseThrow().detail())
                .startsWith("not served: Low and Middle; browsers fetch what is missing from " + address("/low")
                        + " and " + address("/middle"));
    }

    @Test
    void aLadderWithoutEndIsClimbedFourSteps() throws Exception {
        Identity top = ROOT;
        List<Identity> ladder = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            top = Pki.authority("Step " + i).issuerAt(address("/" + (i - 1))).by(top);
            ladder.add(top);
            publish("/" + i, top);
        }
        Identity leaf = Pki.server("a.test").issuerAt(address("/5")).by(ladder.getLast());

        MissingIssuers.Completed completed = completed(leaf);

        assertThat(completed.chain().isIncomplete()).isTrue();
        assertThat(requests).hasValue(4);
    }

    @ParameterizedTest
    @CsvSource({
        "/absent, HTTP status 404",
        "/moved,  HTTP status 302",
        "/html,   is no certificate",
        "/other,  is another certificate",
        "/large,  capacity",
        "/slow,   not complete within 300 ms"
    })
    void whatCannotBeHadIsSaidAndLeavesTheChainIncomplete(String path, String reason) throws Exception {
        published.put("/html", "<html>".getBytes(StandardCharsets.US_ASCII));
        publish("/other", Pki.authority("Middle").by(ROOT));
        published.put("/large", new byte[200 * 1_024]);
        publish("/middle", MIDDLE);

        MissingIssuers.Completed completed = completed(leaf(path));

        assertThat(completed.missing()).isEmpty();
        assertThat(completed.chain().broken()).hasValueSatisfying(why -> {
            assertThat(why.fault()).isEqualTo(Fault.INCOMPLETE_CHAIN);
            assertThat(why.detail())
                    .startsWith("Middle is neither served nor a trust anchor; " + address(path) + ": ")
                    .contains(reason);
        });
    }

    @Test
    void anAuthorityThatNobodyTrustsCompletesNothing() throws Exception {
        Identity stranger = Pki.authority("Stranger").selfSigned();
        Identity middle = Pki.authority("Middle").by(stranger);
        publish("/middle", middle);

        Chain chain = completed(
                        Pki.server("a.test").issuerAt(address("/middle")).by(middle))
                .chain();

        assertThat(chain.path()).isEmpty();
        assertThat(chain.isIncomplete()).isTrue();
    }

    /// Of many that are served only so many are followed.
    @Test
    void whatIsFetchedIsFollowedHoweverMuchIsServed() throws Exception {
        publish("/middle", MIDDLE);
        List<X509Certificate> served = new ArrayList<>(List.of(leaf("/middle").certificate()));
        for (int i = 0; i < 40; i++) {
            served.add(Pki.authority("Other " + i).selfSigned().certificate());
        }
        TrustAnchors anchors = Probe.trusting(ROOT);
        try (MissingIssuers issuers = IssuersOnLoopback.patient()) {
            assertThat(issuers.complete(Chain.of(served, anchors), anchors).missing())
                    .isPresent();
        }
    }

    /// A broken connection is no verdict.
    @Test
    void aConnectionThatBreaksOnceIsMadeAgain() throws Exception {
        publish("/middle", MIDDLE);
        toBreak.set(1);

        assertThat(completed(leaf("/middle")).chain().path()).isPresent();
    }

    @Test
    void theSecondAddressIsAskedWhereTheFirstGivesNothing() throws Exception {
        publish("/middle", MIDDLE);
        Identity leaf = Pki.server("a.test")
                .issuerAt("ldap:///CN=Middle", address("/absent"), address("/middle"))
                .by(MIDDLE);

        assertThat(completed(leaf).chain().path()).isPresent();
    }

    @Test
    void addressesThatNeverAnswerAreNotWaitedForOneAfterTheOther() throws Exception {
        Identity leaf = Pki.server("a.test")
                .issuerAt(address("/slow"), address("/slow/2"), address("/slow/3"))
                .by(MIDDLE);

        assertThat(completed(leaf).chain().isIncomplete()).isTrue();
        // None, where the machine was too slow for the first.
        assertThat(requests).hasValueLessThan(2);
    }

    @Test
    void aCertificateWithoutAnHttpAddressIsLeftAsItIs() throws Exception {
        Chain none = completed(Pki.server("a.test").by(MIDDLE)).chain();
        Chain ldap = completed(
                        Pki.server("a.test").issuerAt("ldap:///CN=Middle").by(MIDDLE))
                .chain();

        assertThat(none.broken().orElseThrow().detail()).isEqualTo("Middle is neither served nor a trust anchor");
        assertThat(ldap.broken().orElseThrow().detail())
                .isEqualTo("Middle is neither served nor a trust anchor; only plain http is asked, not"
                        + " ldap:///CN=Middle");
    }

    @Test
    void anAddressIsAskedOnceInARun() throws Exception {
        publish("/middle", MIDDLE);
        try (MissingIssuers issuers = new MissingIssuers(Duration.ofSeconds(10), AddressRule.ANY)) {
            for (int i = 0; i < 3; i++) {
                Chain chain = Chain.of(List.of(leaf("/middle").certificate()), Probe.trusting(ROOT));
                assertThat(issuers.complete(chain, Probe.trusting(ROOT)).missing())
                        .isPresent();
            }
        }

        assertThat(requests).hasValue(1);
    }

    /// This machine, its network, and the metadata of clouds, however they are written.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://127.1/",
                "http://2130706433/",
                "http://localhost/",
                "http://0.0.0.0/",
                "http://10.0.0.1/",
                "http://172.16.0.1/",
                "http://192.168.1.1/",
                "http://100.64.0.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://169.254.170.2/",
                "http://198.18.0.1/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "http://[::1]/",
                "http://[::]/",
                "http://[fe80::1]/",
                "http://[fd00:ec2::254]/",
                "http://[::ffff:169.254.169.254]/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://[2002:a9fe:a9fe::1]/",
                "http://[ff02::1]/",
                "http://192.0.43.8:8080/",
                "http://192.0.43.8:443/",
                "http://no-such-host.invalid/"
            })
    void onlyPublicAddressesAtPort80MayBeCalled(String address) {
        assertThat(AddressRule.PUBLIC.objection(URI.create(address))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://192.0.43.8/a.crt", "http://192.0.43.8:80/a.crt", "http://[2620:0:2d0:200::8]/a.crt"})
    void publicAddressesMayBeCalled(String address) {
        assertThat(AddressRule.PUBLIC.objection(URI.create(address))).isEmpty();
    }

    @Test
    void nobodyMakesThisMachineCallItself() throws Exception {
        publish("/middle", MIDDLE);
        try (MissingIssuers issuers = new MissingIssuers(Duration.ofSeconds(10))) {
            Chain chain = Chain.of(List.of(leaf("/middle").certificate()), Probe.trusting(ROOT));

            assertThat(issuers.complete(chain, Probe.trusting(ROOT)).chain().isIncomplete())
                    .isTrue();
        }
        assertThat(requests).hasValue(0);
    }

    private Identity leaf(String path) {
        return Pki.server("a.test").issuerAt(address(path)).by(MIDDLE);
    }

    private String address(String path) {
        return "http://127.0.0.1:" + http.getAddress().getPort() + path;
    }

    private void publish(String path, Identity identity) throws GeneralSecurityException {
        published.put(path, identity.certificate().getEncoded());
    }

    private static MissingIssuers.Completed completed(Identity leaf) throws InterruptedException {
        boolean slow =
                NamedAddresses.ofIssuers(leaf.certificate()).http().toString().contains("/slow");
        Duration patience = slow ? Duration.ofMillis(300) : Duration.ofSeconds(10);
        try (MissingIssuers issuers = new MissingIssuers(patience, AddressRule.ANY)) {
            TrustAnchors anchors = Probe.trusting(ROOT);
            return issuers.complete(Chain.of(List.of(leaf.certificate()), anchors), anchors);
        }
    }

    private static List<String> subjects(Chain chain) {
        return chain.relied().stream().map(Names::subject).toList();
    }
}
