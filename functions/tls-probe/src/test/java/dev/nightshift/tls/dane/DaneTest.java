package dev.nightshift.tls.dane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.tls.Limits;
import dev.nightshift.tls.Network;
import dev.nightshift.tls.Pki;
import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.Probe;
import dev.nightshift.tls.Prober;
import dev.nightshift.tls.Server;
import dev.nightshift.tls.TlsSide;
import dev.nightshift.tls.dane.TestDns.Manner;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.proxy.Proxies;
import dev.nightshift.tls.verdict.Observation;
import dev.nightshift.tls.verdict.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class DaneTest {
    private static final Identity ROOT = Pki.authority("Root").selfSigned();
    private static final Identity MIDDLE = Pki.authority("Middle").by(ROOT);
    private static final Identity LEAF = Pki.server("a.test").by(MIDDLE);
    private static final Identity OTHER = Pki.authority("Other").selfSigned();
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(8), 50, 16);
    private static final Limits IMPATIENT = new Limits(Duration.ofSeconds(20), Duration.ofMillis(600), 50, 16);

    private final TestDns dns = new TestDns();

    @AfterEach
    void stop() {
        dns.close();
    }

    /// @param trusted whether the root is an anchor
    @ParameterizedTest(name = "{0} of {1}, trusted {2}: {3}")
    @CsvSource({
        "3 0 0, leaf, false, DANE_MATCH",
        "3 0 1, leaf, false, DANE_MATCH",
        "3 0 2, leaf, false, DANE_MATCH",
        "3 1 0, leaf, false, DANE_MATCH",
        "3 1 1, leaf, true, DANE_MATCH",
        "3 1 2, leaf, true, DANE_MATCH",
        "3 1 1, middle, true, DANE_MISMATCH",
        "3 1 1, other, true, DANE_MISMATCH",
        "2 0 1, middle, false, DANE_MATCH",
        "2 1 1, middle, false, DANE_MATCH",
        "2 1 2, leaf, true, DANE_MISMATCH",
        // Not served: only a record that has all of it can be used.
        "2 1 1, root, true, DANE_MISMATCH",
        "2 0 0, root, false, DANE_MATCH",
        "2 1 0, root, false, DANE_MATCH",
        "2 1 0, other, true, DANE_MISMATCH",
        "1 1 1, leaf, true, DANE_MATCH",
        "1 0 1, leaf, false, DANE_MISMATCH",
        "1 1 1, middle, true, DANE_MISMATCH",
        "0 0 1, middle, true, DANE_MATCH",
        "0 1 1, root, true, DANE_MATCH",
        "0 0 0, root, true, DANE_MATCH",
        "0 1 1, root, false, DANE_MISMATCH",
        "0 1 1, leaf, true, DANE_MISMATCH",
        "0 1 1, other, true, DANE_MISMATCH"
    })
    void eachUsageSelectorAndMatchingTypeCounts(String kind, String whose, boolean trusted, String fault)
            throws Exception {
        try (Server server = Server.start(TlsSide.serving(LEAF, MIDDLE))) {
            dns.with("_" + server.port() + "._tcp.a.test", "TLSA", record(kind, whose));

            Verdict verdict = probe(server, Protocol.HTTPS, trusted ? ROOT : OTHER);

            assertThat(dane(verdict))
                    .singleElement()
                    .asString()
                    .startsWith(fault + ": ")
                    .contains("authentic, says ");
            assertThat(verdict.headline())
                    .isEqualTo(trusted ? (fault.equals("DANE_MATCH") ? "OK" : fault) : "INCOMPLETE_CHAIN");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN, leaf, DANE_UNAUTHENTICATED, OK",
        "PLAIN, other, DANE_UNAUTHENTICATED_MISMATCH, DANE_UNAUTHENTICATED_MISMATCH",
        "TRUNCATED, leaf, DANE_MATCH, OK",
        "TRUNCATED, other, DANE_MISMATCH, DANE_MISMATCH",
        "AFTER_OTHERS, leaf, DANE_MATCH, OK"
    })
    void theResolversWordAndItsWayCount(Manner manner, String whose, String fault, String headline) throws Exception {
        try (Server server = Server.start(TlsSide.serving(LEAF, MIDDLE))) {
            dns.manner(manner).with("_" + server.port() + "._tcp.a.test", "TLSA", record("3 1 1", whose));

            Verdict verdict = probe(server, Protocol.HTTPS, ROOT);

            assertThat(dane(verdict)).singleElement().asString().startsWith(fault + ": ");
            assertThat(verdict.headline()).isEqualTo(headline);
            assertThat(dns.questions().stream().anyMatch(question -> question.startsWith("tcp 52 ")))
                    .isEqualTo(manner == Manner.TRUNCATED);
        }
    }

    @Test
    void noRecordIsANote() throws Exception {
        try (Server server = Server.start(TlsSide.serving(LEAF, MIDDLE))) {
            Verdict verdict = probe(server, Protocol.HTTPS, ROOT);

            assertThat(dane(verdict))
                    .containsExactly("DANE_NONE: no TLSA records at _" + server.port() + "._tcp.a.test");
            assertThat(verdict.headline()).isEqualTo("OK");
        }
    }

    @ParameterizedTest
    @CsvSource({"2, answers SERVFAIL for _", "5, response code 5", "4, response code 4"})
    void aResolverThatFailsIsUnknownAndHidesNothing(int code, String why) throws Exception {
        try (Server server = Server.start(TlsSide.serving(LEAF, MIDDLE))) {
            dns.failing("_" + server.port() + "._tcp.a.test", code);

            Verdict verdict = probe(server, Protocol.HTTPS, ROOT);

            assertThat(verdict.headline()).isEqualTo("DANE_UNKNOWN");
            assertThat(dane(verdict)).singleElement().asString().contains(why);
            assertThat(Probe.days(verdict)).isEqualTo(60);
        }
    }

    @Test
    void aResolverThatIsSilentIsAskedAgainAndThenTheNextOne() throws Exception {
        try (Server server = Server.start(TlsSide.serving(LEAF, MIDDLE));
                TestDns silent = new TestDns().manner(Manner.SILENT)) {
            dns.with("_" + server.port() + "._tcp.a.test", "TLSA", record("3 1 1", "leaf"));

            assertThat(dane(probe(IMPATIENT, List.of(silent.address()), server, Protocol.HTTPS, ROOT)))
                    .containsExactly(
                            "DANE_UNKNOWN: 127.0.0.1:" + silent.address().getPort() + ": no answer in time");
            assertThat(silent.questions()).hasSize(2);
            assertThat(dane(probe(IMPATIENT, List.of(silent.address(), dns.address()), server, Protocol.HTTPS, ROOT)))
                    .singleElement()
                    .asString()
                    .startsWith("DANE_MATCH: ");
        }
    }

    @ParameterizedTest
    @CsvSource({"MALFORMED, a malformed answer", "STALLING, no answer in time"})
    void aResolverThatAnswersBadlyIsUnknown(Manner manner, String why) throws Exception {
        try (Server server = Server.start(TlsSide.serving(LEAF, MIDDLE))) {
            dns.manner(manner).with("_" + server.port() + "._tcp.a.test", "TLSA", record("3 1 1", "leaf"));

            assertThat(dane(probe(IMPATIENT, List.of(dns.address()), server, Protocol.HTTPS, ROOT)))
                    .containsExactly("DANE_UNKNOWN: 127.0.0.1:" + dns.address().getPort() + ": " + why);
        }
    }

    @Test
    void aResolverThatDoesNotListenIsNamed() throws Exception {
        dns.close();
        try (Server server = Server.start(TlsSide.serving(LEAF, MIDDLE))) {
            assertThat(dane(probe(server, Protocol.HTTPS, ROOT)))
                    .containsExactly("DANE_UNKNOWN: 127.0.0.1:" + dns.address().getPort() + ": nobody listens");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3 1 1 00, no digest of this type",
        "3 1 2 00, no digest of this type",
        "4 1 1 00, unknown",
        "3 2 1 00, unknown",
        "3 1 3 00, unknown",
        "3 1 0 00, no certificate or key",
        "2 0 0 3000, no certificate or key"
    })
    void recordsThatNobodyCanUseAreAWarning(String record, String why) throws Exception {
        try (Server server = Server.start(TlsSide.serving(LEAF, MIDDLE))) {
            dns.with("_" + server.port() + "._tcp.a.test", "TLSA", hex(record));

            Verdict verdict = probe(server, Protocol.HTTPS, ROOT);

            assertThat(verdict.headline()).isEqualTo("DANE_UNUSABLE");
            assertThat(dane(verdict)).singleElement().asString().contains(record + " (" + why + ")");
        }
    }

    @Test
    void aRecordThatNobodyCanUseDoesNotHideOneThatFits() throws Exception {
        try (Server server = Server.start(TlsSide.serving(LEAF, MIDDLE))) {
            dns.with("_" + server.port() + "._tcp.a.test", "TLSA", hex("255 255 255 00"));
            dns.with("_" + server.port() + "._tcp.a.test", "TLSA", record("3 1 1", "other"));
            dns.with("_" + server.port() + "._tcp.a.test", "TLSA", record("3 1 1", "leaf"));

            assertThat(Probe.faults(probe(server, Protocol.HTTPS, ROOT))).isEqualTo("DANE_MATCH");
        }
    }

    @Test
    void ofSeveralDigestsTheStrongestCounts() throws Exception {
        try (Server server = Server.start(TlsSide.serving(LEAF, MIDDLE))) {
            dns.with("_" + server.port() + "._tcp.a.test", "TLSA", record("3 1 1", "leaf"));
            dns.with("_" + server.port() + "._tcp.a.test", "TLSA", record("3 1 2", "other"));

            assertThat(probe(server, Protocol.HTTPS, ROOT).headline()).isEqualTo("DANE_MISMATCH");
        }
    }

    @Test
    void mailServersNeedNoAuthoritiesAndHaveNoUseForUsages0And1() throws Exception {
        Identity alone = Pki.server("other.test").selfSigned();
        Server.Conversation mail = Server.says("220 a.test\r\n")
                .then(Server.hearsTo('\n'))
                .then(Server.says("250 STARTTLS\r\n"))
                .then(Server.hearsTo('\n'))
                .then(Server.says("220 go\r\n"))
                .then(TlsSide.serving(alone));
        String digest = "3 1 1 "
                + HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest(alone.certificate().getPublicKey().getEncoded()));
        try (Server server = Server.start(mail)) {
            dns.with("_" + server.port() + "._tcp.a.test", "TLSA", hex(digest));

            assertThat(Probe.faults(probe(server, Protocol.SMTP, ROOT))).isEqualTo("DANE_MATCH");
            dns.manner(Manner.PLAIN);
            assertThat(Probe.faults(probe(server, Protocol.SMTP, ROOT)))
                    .isEqualTo("HOSTNAME_MISMATCH SELF_SIGNED DANE_UNAUTHENTICATED");
        }
        try (Server server = Server.start(mail)) {
            dns.manner(Manner.AUTHENTIC)
                    .with("_" + server.port() + "._tcp.a.test", "TLSA", hex(digest.replaceFirst("3", "1")));

            Verdict verdict = probe(server, Protocol.SMTP, ROOT);

            assertThat(Probe.faults(verdict)).isEqualTo("HOSTNAME_MISMATCH SELF_SIGNED DANE_UNUSABLE");
            assertThat(dane(verdict)).singleElement().asString().contains("(usage 1 is not for mail)");
        }
    }

    @ParameterizedTest
    @CsvSource({
        // The records of the alias, those of what it stands for, whether the chain is authentic: what is found.
        "none, leaf, true, DANE_MATCH",
        "other, leaf, true, DANE_MATCH",
        "leaf, none, true, DANE_MATCH",
        "other, none, true, DANE_MISMATCH",
        "leaf, other, true, DANE_MISMATCH",
        "leaf, other, false, DANE_UNAUTHENTICATED"
    })
    void anAliasHasTheRecordsOfWhatItStandsFor(String alias, String real, boolean authentic, String fault)
            throws Exception {
        try (Server server = Server.start(TlsSide.serving(LEAF, MIDDLE))) {
            dns.manner(authentic ? Manner.AUTHENTIC : Manner.PLAIN)
                    .with("a.test", "CNAME", "b.test")
                    .with("b.test", "CNAME", "c.test")
                    .with("c.test", "A", "7f000001");
            if (!alias.equals("none")) {
                dns.with("_" + server.port() + "._tcp.a.test", "TLSA", record("3 1 1", alias));
            }
            if (!real.equals("none")) {
                dns.with("_" + server.port() + "._tcp.c.test", "TLSA", record("3 1 1", real));
            }

            assertThat(dane(probe(server, Protocol.HTTPS, ROOT)))
                    .singleElement()
                    .asString()
                    .startsWith(fault + ": ");
        }
    }

    @Test
    void recordsMayStandElsewhereAndAliasesEnd() throws Exception {
        try (Server server = Server.start(TlsSide.serving(LEAF, MIDDLE))) {
            String name = "_" + server.port() + "._tcp.a.test";
            dns.with(name, "CNAME", "_dane.b.test").with("_dane.b.test", "TLSA", record("3 1 1", "leaf"));

            assertThat(dane(probe(server, Protocol.HTTPS, ROOT)))
                    .singleElement()
                    .asString()
                    .startsWith("DANE_MATCH");
        }
        try (Server server = Server.start(TlsSide.serving(LEAF, MIDDLE))) {
            dns.with("_" + server.port() + "._tcp.a.test", "CNAME", "x.test").with("x.test", "CNAME", "x.test");
            dns.with("a.test", "CNAME", "y.test").with("y.test", "CNAME", "a.test");

            assertThat(dane(probe(server, Protocol.HTTPS, ROOT)))
                    .containsExactly("DANE_UNKNOWN: a.test has more than 16 aliases, or they go round in a circle");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTHENTIC", "PLAIN"})
    void anAddressHasNoRecords(Manner manner) throws Exception {
        Identity leaf = Pki.server("a.test").by(ROOT);
        dns.manner(manner);
        try (Server server = Server.start(TlsSide.serving(leaf))) {
            List<Observation> seen =
                    probe(LIMITS, List.of(dns.address()), Target.of("127.0.0.1", server.port(), Protocol.HTTPS), ROOT);

            assertThat(dane(seen.getFirst().judge(Pki.NOW))).isEmpty();
            assertThat(dns.questions()).isEmpty();
        }
    }

    private static List<String> dane(Verdict verdict) {
        return verdict.allFindings().stream()
                .map(Finding::toString)
                .filter(text -> text.startsWith("DANE_"))
                .toList();
    }

    private static String record(String kind, String whose) throws GeneralSecurityException {
        Identity identity = switch (whose) {
            case "leaf" -> LEAF;
            case "middle" -> MIDDLE;
            case "root" -> ROOT;
            default -> OTHER;
        };
        byte[] selected = kind.charAt(2) == '0'
                ? identity.certificate().getEncoded()
                : identity.certificate().getPublicKey().getEncoded();
        byte[] data = switch (kind.charAt(4)) {
            case '1' -> MessageDigest.getInstance("SHA-256").digest(selected);
            case '2' -> MessageDigest.getInstance("SHA-512").digest(selected);
            default -> selected;
        };
        return hex(kind + " " + HexFormat.of().formatHex(data));
    }

    /// As in a zone file.
    private static String hex(String record) {
        String[] parts = record.split(" ", -1);
        return "%02x%02x%02x%s"
                .formatted(
                        Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), parts[3]);
    }

    private Verdict probe(Server server, Protocol protocol, Identity... anchors) throws InterruptedException {
        return probe(LIMITS, List.of(dns.address()), server, protocol, anchors);
    }

    private static Verdict probe(
            Limits limits, List<InetSocketAddress> resolvers, Server server, Protocol protocol, Identity... anchors)
            throws InterruptedException {
        return probe(limits, resolvers, Target.of("a.test", server.port(), protocol), anchors)
                .getFirst()
                .judge(Pki.NOW);
    }

    private static List<Observation> probe(
            Limits limits, List<InetSocketAddress> resolvers, Target target, Identity... anchors)
            throws InterruptedException {
        List<Observation> seen = new ArrayList<>();
        Network network = new Network(name -> List.of(InetAddress.ofLiteral("127.0.0.1")), Proxies.NONE, resolvers);
        try (Prober prober = new Prober(limits, Probe.trusting(anchors), network, InstantSource.fixed(Pki.NOW))) {
            prober.probe(List.of(target), seen::add);
        }
        return seen;
    }
}
