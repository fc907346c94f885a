package dev.nightshift.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.verdict.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Servers of OpenSSL 3.5 with which the JDK completes no handshake: each shows its date and what the JDK said, and
/// proves its key where it signs something.
///
/// They are those of Node.js 24, by `-Dnightshift.node24=/path/to/node` or the `node` that is installed.
class Node24Test {
    private static final String PROGRAM = System.getProperty("nightshift.node24", "node");
    private static final Identity ROOT = Pki.authority("Root").pathLength(200).selfSigned();
    private static final OddIdentity PLAIN = OddIdentity.of(Pki.server("a.test").by(ROOT));
    private static final Map<String, Object> TLS13 = Map.of("minVersion", "TLSv1.3");
    private static final String ANY = ":ALL:@SECLEVEL=0";

    /// @param read how, as the finding says
    record One(String what, OddIdentity identity, Map<String, Object> options, String faults, String read) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static List<One> all = List.of();
    private static Optional<NodeServers> servers = Optional.empty();

    @BeforeAll
    static void start() throws IOException {
        String version = NodeServers.version(PROGRAM);
        boolean asked = System.getProperty("nightshift.node24") != null;
        assumeTrue(asked || version.matches("v(2[4-9]|[3-9]\\d)\\..*"), "Node.js 24 is not installed");
        all = all().toList();
        servers = Optional.of(NodeServers.start(
                PROGRAM,
                all.stream().map(One::identity).toList(),
                all.stream().map(One::options).toList()));
    }

    @AfterAll
    static void stop() {
        servers.ifPresent(NodeServers::close);
    }

    static Stream<One> all() {
        String proved = "; the server holds the key";
        return Stream.of(
                        Stream.of(
                                        "X25519MLKEM768",
                                        "SecP256r1MLKEM768",
                                        "SecP384r1MLKEM1024",
                                        "MLKEM512",
                                        "MLKEM768",
                                        "MLKEM1024",
                                        "brainpoolP256r1tls13",
                                        "brainpoolP384r1tls13",
                                        "brainpoolP512r1tls13")
                                .map(group -> one(
                                        "group " + group,
                                        PLAIN,
                                        with(TLS13, "ecdhCurve", group),
                                        "JAVA_REFUSES",
                                        "TLSv1.3 with TLS_AES_256_GCM_SHA384 and " + group + proved)),
                        Stream.of("TLS_AES_128_CCM_SHA256", "TLS_AES_128_CCM_8_SHA256")
                                .map(suite -> one(
                                        suite,
                                        PLAIN,
                                        with(TLS13, "ciphers", suite + ANY),
                                        "JAVA_REFUSES",
                                        "TLSv1.3 with " + suite + " and X25519MLKEM768" + proved)),
                        Stream.of("X25519", "X448", "P-384", "P-521", "ffdhe2048", "ffdhe8192")
                                .map(group -> one(
                                        "12 certificates and " + group,
                                        chain(12),
                                        with(TLS13, "ecdhCurve", group),
                                        "LARGE_CHAIN",
                                        proved)),
                        Stream.of(
                                one("142 certificates", chain(142), TLS13, "CHAIN_INVALID LARGE_CHAIN", proved),
                                one("10,000 names", names(10_000), TLS13, "LARGE_CHAIN", proved)),
                        Stream.of("ML-DSA-44", "ML-DSA-65", "ML-DSA-87")
                                .map(key -> one(key, OddIdentity.jdk(key), TLS13, "SELF_SIGNED JAVA_REFUSES", proved)),
                        Stream.of("brainpoolP256r1", "brainpoolP384r1", "brainpoolP512r1")
                                .map(curve -> one(
                                        "certificate on " + curve,
                                        OddIdentity.onCurve(curve),
                                        TLS13,
                                        "SELF_SIGNED JAVA_REFUSES",
                                        proved)),
                        Stream.of(
                                one(
                                        "a compressed point",
                                        OddIdentity.compressed("secp256r1"),
                                        TLS13,
                                        "SELF_SIGNED JAVA_REFUSES",
                                        proved),
                                one(
                                        "explicit parameters",
                                        OddIdentity.explicit("secp256r1"),
                                        TLS13,
                                        "SELF_SIGNED JAVA_REFUSES",
                                        proved)),
                        Stream.of("brainpoolP256r1", "brainpoolP512r1", "secp256k1")
                                .map(curve -> one(
                                        "TLS 1.2, certificate on " + curve,
                                        OddIdentity.onCurve(curve),
                                        tls12("ALL"),
                                        "SELF_SIGNED JAVA_REFUSES",
                                        "TLSv1.2 with ")),
                        Stream.of(
                                one(
                                        "TLS 1.2, P-224",
                                        OddIdentity.onCurve("secp224r1"),
                                        tls12("ALL"),
                                        "SELF_SIGNED WEAK_KEY JAVA_REFUSES",
                                        "TLSv1.2 with "),
                                one(
                                        "TLS 1.2, a curve over a binary field",
                                        OddIdentity.onCurve("sect283r1"),
                                        tls12("ALL"),
                                        "SIGNATURE_UNKNOWN JAVA_REFUSES",
                                        "TLSv1.2 with "),
                                one(
                                        "TLS 1.2, explicit parameters",
                                        OddIdentity.explicit("secp384r1"),
                                        tls12("ALL"),
                                        "SELF_SIGNED JAVA_REFUSES",
                                        proved),
                                one(
                                        "TLS 1.2, a compressed point",
                                        OddIdentity.compressed("secp384r1"),
                                        tls12("ALL"),
                                        "SELF_SIGNED JAVA_REFUSES",
                                        proved)),
                        Stream.of(
                                        "ECDHE-ECDSA-CAMELLIA128-SHA256",
                                        "ECDHE-ECDSA-AES128-CCM8",
                                        "ECDHE-ECDSA-AES256-CCM",
                                        "ECDHE-ECDSA-ARIA128-GCM-SHA256")
                                .map(suite -> one("TLS 1.2, " + suite, PLAIN, tls12(suite), "JAVA_REFUSES", proved)),
                        Stream.of("brainpoolP256r1:P-256", "secp256k1:P-256", "sect571r1:P-256")
                                .map(groups -> one(
                                        "TLS 1.2, group " + groups,
                                        PLAIN,
                                        with(tls12("ECDHE-ECDSA-CAMELLIA128-SHA256"), "ecdhCurve", groups),
                                        "JAVA_REFUSES",
                                        proved)),
                        Stream.of(
                                one(
                                        "a demand for a client certificate",
                                        PLAIN,
                                        Map.of(
                                                "minVersion",
                                                "TLSv1.3",
                                                "ecdhCurve",
                                                "X25519MLKEM768",
                                                "requestCert",
                                                true),
                                        "JAVA_REFUSES CLIENT_CERT_REQUIRED",
                                        proved),
                                one(
                                        "TLS 1.2, no encryption",
                                        PLAIN,
                                        tls12("ECDHE-ECDSA-NULL-SHA"),
                                        "LEGACY_PROTOCOL",
                                        proved),
                                one(
                                        "TLS 1.0, Brainpool",
                                        OddIdentity.onCurve("brainpoolP384r1"),
                                        Map.of(
                                                "minVersion",
                                                "TLSv1",
                                                "maxVersion",
                                                "TLSv1",
                                                "ciphers",
                                                ANY.substring(1)),
                                        "SELF_SIGNED LEGACY_PROTOCOL",
                                        "TLSv1 with ")))
                .flatMap(some -> some);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("numbered")
    void theDateIsReadAndTheReasonKept(int index, One one) throws InterruptedException {
        Verdict verdict = Probe.probe(Target.of("a.test", servers.orElseThrow().port(index), Protocol.HTTPS), ROOT);

        String said = verdict.allFindings().stream().map(Finding::toString).collect(Collectors.joining("\n"));
        assertThat(Probe.faults(verdict)).as(said).isEqualTo(one.faults());
        assertThat(Probe.days(verdict)).isEqualTo(60);
        assertThat(said).contains(one.read()).containsPattern("the JDK: \\S.*; read over ");
    }

    static Stream<Arguments> numbered() {
        return IntStream.range(0, all.size()).mapToObj(i -> Arguments.of(i, all.get(i)));
    }

    private static OddIdentity chain(int count) {
        List<Identity> above = new ArrayList<>(List.of(ROOT));
        while (above.size() < count - 1) {
            above.addFirst(Pki.authority("CA " + above.size()).pathLength(200).by(above.getFirst()));
        }
        return OddIdentity.of(Pki.server("a.test").by(above.getFirst()), above.toArray(Identity[]::new));
    }

    private static OddIdentity names(int count) {
        String[] names = IntStream.range(0, count)
                .mapToObj(i -> i == 0 ? "a.test" : "host" + i + ".a.test")
                .toArray(String[]::new);
        return OddIdentity.of(Pki.server(names).by(ROOT));
    }

    private static Map<String, Object> tls12(String ciphers) {
        return Map.of("maxVersion", "TLSv1.2", "ciphers", ciphers + ":@SECLEVEL=0");
    }

    private static Map<String, Object> with(Map<String, Object> options, String key, String value) {
        return Stream.concat(options.entrySet().stream(), Map.<String, Object>of(key, value).entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static One one(String what, OddIdentity identity, Map<String, Object> options, String faults, String read) {
        return new One(what, identity, options, faults, read);
    }
}
