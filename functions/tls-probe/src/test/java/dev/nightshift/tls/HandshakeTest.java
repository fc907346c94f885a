package dev.nightshift.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.expiry.Thresholds;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.verdict.AddressVerdict;
import dev.nightshift.tls.verdict.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the JDK's TLS does unless it is told otherwise.
class HandshakeTest {
    private static final Identity ROOT = Pki.authority("Root").selfSigned();

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void everyProbeSeesTheCertificateAndEndsInOrder(String version) throws InterruptedException {
        try (Server server =
                serving(Pki.server("a.test").by(ROOT), tls -> tls.setEnabledProtocols(new String[] {version}))) {
            for (int i = 0; i < 3; i++) {
                assertThat(faults(server, "a.test")).isEmpty();
            }
            assertThat(server.accepted()).isEqualTo(3);
            assertThat(server.failures()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, x25519, TLSv1.3 x25519",
        "TLSv1.3, secp384r1, TLSv1.3 secp384r1",
        "TLSv1.2, secp521r1, TLSv1.2 secp521r1",
        "TLSv1.2, ffdhe2048, TLSv1.2 DH of 2048 bits",
        // Its length begins as a named curve does.
        "TLSv1.2, ffdhe6144, TLSv1.2 DH of 6144 bits"
    })
    void theVersionAndTheGroupAreSeen(String version, String group, String agreed) throws InterruptedException {
        try (Server server =
                serving(Pki.server("a.test").keys(Pki.rsaKeys(2048)).by(ROOT), tls -> {
                    SSLParameters parameters = tls.getSSLParameters();
                    parameters.setNamedGroups(new String[] {group});
                    parameters.setProtocols(new String[] {version});
                    tls.setSSLParameters(parameters);
                })) {
            Verdict verdict = Probe.probe(Target.of("a.test", server.port(), Protocol.HTTPS), ROOT);

            assertThat(verdict.addresses().getFirst().agreed())
                    .map(both -> both.version() + " " + both.group())
                    .hasValue(agreed);
        }
    }

    /// In TLS 1.2 it comes behind the chain.
    @Test
    void theGroupIsSeenBehindALargeChain() throws InterruptedException {
        String[] names = new String[900];
        Arrays.setAll(names, i -> i == 0 ? "a.test" : "host-number-" + i + ".a.test");
        try (Server server =
                serving(Pki.server(names).by(ROOT), tls -> tls.setEnabledProtocols(new String[] {"TLSv1.2"}))) {
            Verdict verdict = Probe.probe(Target.of("a.test", server.port(), Protocol.HTTPS), ROOT);

            assertThat(verdict.addresses().getFirst().agreed())
                    .map(AddressVerdict.Agreed::group)
                    .hasValue("x25519");
        }
    }

    /// Also names that the JDK would not ask for; seen in the bytes, because its own server
    /// refuses them.
    @ParameterizedTest
    @CsvSource({
        "a.test, a.test",
        "single, single",
        "under_score.test, under_score.test",
        "-hyphen-.test, -hyphen-.test",
        "trailing.dot., trailing.dot",
        "127.0.0.1, ''",
        "::1, ''"
    })
    void everyNameIsAskedForAndNoAddress(String name, String asked) throws InterruptedException {
        List<String> hellos = new CopyOnWriteArrayList<>();
        try (Server server = Server.start(socket -> {
            byte[] hello = new byte[2_048];
            int length = Math.max(0, socket.getInputStream().read(hello));
            hellos.add(new String(hello, 0, length, StandardCharsets.ISO_8859_1));
        })) {
            Probe.probe(new Target(
                    "host.test", server.port(), Protocol.HTTPS, Optional.of(name), Thresholds.DEFAULT, List.of()));
        }

        // The extension: type 0, two lengths, and in the list one name of type 0 with its length.
        int size = asked.length();
        String extension = "\0\0\0" + (char) (size + 5) + "\0" + (char) (size + 3) + "\0\0" + (char) size + asked;
        // The JDK twice, and the reader for TLS 1.3 and for TLS 1.2.
        assertThat(hellos).hasSize(4).allSatisfy(hello -> {
            if (asked.isEmpty()) {
                assertThat(hello).doesNotContain("host.test", name);
            } else {
                assertThat(hello).contains(extension);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aDemandForAClientCertificateHidesNothing(String version) throws InterruptedException {
        try (Server server = serving(Pki.server("a.test").by(ROOT), tls -> {
            tls.setEnabledProtocols(new String[] {version});
            tls.setNeedClientAuth(true);
        })) {
            Verdict verdict = Probe.probe(Target.of("a.test", server.port(), Protocol.HTTPS), ROOT);

            assertThat(Probe.faults(verdict)).isEqualTo("CLIENT_CERT_REQUIRED");
            assertThat(verdict.headline()).isEqualTo("OK");
            assertThat(Probe.days(verdict)).isEqualTo(60);
        }
    }

    @Test
    void aServerWithoutTheKeyIsFoundOut() throws InterruptedException {
        Identity real = Pki.server("a.test").by(ROOT);
        X509Certificate[] stolen = {real.certificate()};
        try (Server server = Server.start(TlsSide.serving(Pki.newKeys(), stolen, tls -> {}))) {
            Verdict verdict = Probe.probe(Target.of("a.test", server.port(), Protocol.HTTPS), ROOT);

            assertThat(verdict.headline()).isEqualTo("HANDSHAKE_FAILED");
            assertThat(Probe.days(verdict)).isEqualTo(60);
        }
    }

    @Test
    void moreCertificatesThanTheJdkAcceptsAreReadAllTheSame() throws InterruptedException {
        List<Identity> padding = IntStream.range(0, 12)
                .mapToObj(i -> Pki.authority("Extra " + i).by(ROOT))
                .toList();
        try (Server server =
                Server.start(TlsSide.serving(Pki.server("a.test").by(ROOT), padding.toArray(Identity[]::new)))) {
            Verdict verdict = Probe.probe(Target.of("a.test", server.port(), Protocol.HTTPS), ROOT);

            assertThat(verdict.allFindings())
                    .extracting(Finding::toString)
                    .singleElement()
                    .asString()
                    .startsWith("LARGE_CHAIN: 13 certificates");
            assertThat(Probe.days(verdict)).isEqualTo(60);
        }
    }

    @ParameterizedTest
    @CsvSource({"1000, ''", "10000, LARGE_CHAIN"})
    void certificatesWithVeryManyNamesAreRead(int count, String faults) throws InterruptedException {
        String[] names =
                IntStream.range(0, count).mapToObj(i -> "host" + i + ".a.test").toArray(String[]::new);
        try (Server server = serving(Pki.server(names).by(ROOT), tls -> {})) {
            assertThat(faults(server, "host" + (count - 1) + ".a.test")).isEqualTo(faults);
            assertThat(faults(server, "b.test")).isEqualTo(("HOSTNAME_MISMATCH " + faults).strip());
        }
    }

    @Test
    void weakSignaturesAreReportedAndNotRefused() throws InterruptedException {
        Identity old = Pki.authority("Old").keys(Pki.rsaKeys(2048)).selfSigned();
        Identity middle =
                Pki.authority("Middle").keys(Pki.rsaKeys(3072)).hash("SHA1").by(old);
        Identity leaf = Pki.server("a.test").keys(Pki.rsaKeys(1024)).hash("MD5").by(middle);
        try (Server server = Server.start(TlsSide.serving(leaf, middle))) {
            Verdict verdict = Probe.probe(Target.of("a.test", server.port(), Protocol.HTTPS), old);

            assertThat(verdict.allFindings())
                    .extracting(Finding::toString)
                    .containsExactly(
                            "REFUSED_STRENGTH: a.test is signed with MD5withRSA",
                            "WEAK_KEY: a.test has an RSA key of 1024 bits; 2048 is the least",
                            "WEAK_SIGNATURE: Middle is signed with SHA1withRSA");
        }
    }

    private static Server serving(Identity identity, Consumer<SSLSocket> settings) {
        return Server.start(TlsSide.serving(identity.keys(), new X509Certificate[] {identity.certificate()}, settings));
    }

    private static String faults(Server server, String host) throws InterruptedException {
        return Probe.faults(Probe.probe(Target.of(host, server.port(), Protocol.HTTPS), ROOT));
    }
}
