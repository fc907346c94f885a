package dev.nightshift.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.handshake.Handshake;
import dev.nightshift.tls.verdict.Verdict;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FastArithmeticTest {
    private static final String CORRETTO = "AmazonCorrettoCryptoProvider";
    private static final Identity ROOT = Pki.authority("Root").selfSigned();

    @BeforeEach
    void prefer() throws NoSuchAlgorithmException {
        assertThat(providerOfCurves()).isNotEqualTo(CORRETTO);
        Handshake.prepareFor(100);
    }

    @AfterEach
    void leaveTheOthersTheirProviders() {
        Security.removeProvider(CORRETTO);
    }

    @Test
    void comesFirstOnceItIsPreferred() throws NoSuchAlgorithmException {
        Handshake.prepareFor(100);

        assertThat(providerOfCurves()).isEqualTo(CORRETTO);
        assertThat(Stream.of(Security.getProviders()).map(Provider::getName)).doesNotHaveDuplicates();
    }

    @Test
    void staysAwayFromFewEndpoints() throws NoSuchAlgorithmException {
        Security.removeProvider(CORRETTO);

        Handshake.prepareFor(99);

        assertThat(providerOfCurves()).isNotEqualTo(CORRETTO);
    }

    /// The JDK by itself offers x25519 first, and a server takes what comes first.
    @Test
    void offersItsOwnCurves() throws InterruptedException {
        assertThat(agreed(Pki.rsaKeys(2048), List.of("x25519", "secp256r1"))).isEqualTo("OK secp256r1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1", "x25519", "x448", "ffdhe2048", "ffdhe4096"})
    void reachesServersOfEveryGroup(String group) throws InterruptedException {
        assertThat(agreed(Pki.rsaKeys(2048), List.of(group))).isEqualTo("OK " + group);
    }

    private static String agreed(KeyPair keys, List<String> groups) throws InterruptedException {
        Identity identity = Pki.server("a.test").keys(keys).by(ROOT);
        X509Certificate[] chain = {identity.certificate()};
        try (Server server =
                Server.start(TlsSide.serving(identity.keys(), chain, (SSLSocket tls) -> only(groups, tls)))) {
            Verdict verdict = Probe.probe(Target.of("a.test", server.port(), Protocol.HTTPS), ROOT);
            return verdict.headline()
                    + " "
                    + verdict.addresses().getFirst().agreed().orElseThrow().group();
        }
    }

    private static void only(List<String> groups, SSLSocket tls) {
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setNamedGroups(groups.toArray(String[]::new));
        tls.setSSLParameters(parameters);
    }

    private static String providerOfCurves() throws NoSuchAlgorithmException {
        return KeyPairGenerator.getInstance("EC").getProvider().getName();
    }
}
