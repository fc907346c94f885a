package dev.nightshift.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// One server for each way of being wrong; the verdict exactly.
class FaultsTest {
    private static final Identity ROOT = Pki.authority("Root").selfSigned();
    private static final Identity STRANGE = Pki.authority("Strange Root").selfSigned();
    private static final Identity MIDDLE = Pki.authority("Middle").by(ROOT);
    private static final Identity OVER = Pki.authority("Over").until(before(3)).by(ROOT);
    private static final Identity ENDING =
            Pki.authority("Ending").from(before(700)).until(before(-3)).by(ROOT);
    private static final Identity NO_AUTHORITY = Pki.server("b.test").by(MIDDLE);
    private static final Identity CLIENTS_ONLY =
            Pki.server("a.test").purposes(KeyPurposeId.id_kp_clientAuth).by(MIDDLE);

    static Stream<Arguments> servers() {
        return Stream.of(
                row("OK 60", "", good(), MIDDLE),
                row("OK 60", "", good(), MIDDLE, ROOT),
                row("OK 60", "", good(), ROOT, MIDDLE),
                row(
                        "EXPIRED -2",
                        "EXPIRED",
                        Pki.server("a.test").until(before(1).minusSeconds(1)).by(MIDDLE),
                        MIDDLE),
                row(
                        "NOT_YET_VALID 60",
                        "NOT_YET_VALID",
                        Pki.server("a.test").from(Pki.NOW.plusSeconds(1)).by(MIDDLE),
                        MIDDLE),
                row(
                        "HOSTNAME_MISMATCH 60",
                        "HOSTNAME_MISMATCH",
                        Pki.server("b.test").by(MIDDLE),
                        MIDDLE),
                row("SELF_SIGNED 60", "SELF_SIGNED", Pki.server("a.test").selfSigned()),
                row(
                        "EXPIRED -1",
                        "EXPIRED HOSTNAME_MISMATCH SELF_SIGNED",
                        Pki.server("b.test").until(before(1)).selfSigned()),
                row("UNTRUSTED_ROOT 60", "UNTRUSTED_ROOT", Pki.server("a.test").by(STRANGE), STRANGE),
                row("INCOMPLETE_CHAIN 60", "INCOMPLETE_CHAIN", good()),
                row("CHAIN_EXPIRED -3", "CHAIN_EXPIRED", Pki.server("a.test").by(OVER), OVER),
                row("CRIT 3", "CHAIN_ENDS_FIRST", Pki.server("a.test").by(ENDING), ENDING),
                row(
                        "OK 60",
                        "ODD_NAME",
                        Pki.server("a.test")
                                .name(GeneralName.uniformResourceIdentifier, new DERIA5String("localhost"))
                                .by(MIDDLE),
                        MIDDLE),
                row(
                        "REFUSED_STRENGTH 60",
                        "REFUSED_STRENGTH",
                        Pki.server("a.test").keys(Pki.rsaKeys(768)).by(MIDDLE),
                        MIDDLE),
                row(
                        "REFUSED_STRENGTH 60",
                        "REFUSED_STRENGTH",
                        Pki.server("a.test").keys(Pki.rsaKeys(1016)).by(MIDDLE),
                        MIDDLE),
                row("CHAIN_INVALID 60", "CHAIN_INVALID", Pki.server("a.test").by(NO_AUTHORITY), NO_AUTHORITY, MIDDLE),
                row("WRONG_EKU 60", "WRONG_EKU", CLIENTS_ONLY, MIDDLE),
                row(
                        "OK 60",
                        "",
                        Pki.server("a.test")
                                .purposes(KeyPurposeId.anyExtendedKeyUsage)
                                .by(MIDDLE),
                        MIDDLE),
                row(
                        "WEAK_KEY 60",
                        "WEAK_KEY",
                        Pki.server("a.test").keys(Pki.rsaKeys(1024)).by(MIDDLE),
                        MIDDLE),
                row("OK 60", "EXTRA_EXPIRED_CERT", good(), MIDDLE, OVER));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("servers")
    void eachServerGetsItsVerdict(String headlineAndDays, String faults, Identity leaf, Identity[] above)
            throws InterruptedException {
        try (Server server = Server.start(TlsSide.serving(leaf, above))) {
            Verdict verdict = Probe.probe(Target.of("a.test", server.port(), Protocol.HTTPS), ROOT);

            assertThat(verdict.headline() + " " + Probe.days(verdict)).isEqualTo(headlineAndDays);
            assertThat(Probe.faults(verdict)).isEqualTo(faults);
            assertThat(server.failures()).isEmpty();
        }
    }

    private static Identity good() {
        return Pki.server("a.test").by(MIDDLE);
    }

    private static Instant before(int days) {
        return Pki.NOW.minus(Duration.ofDays(days));
    }

    private static Arguments row(String headlineAndDays, String faults, Identity leaf, Identity... above) {
        return Arguments.of(headlineAndDays, faults, leaf, above);
    }
}
