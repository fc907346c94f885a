package dev.nightshift.tls.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.tls.Pki;
import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.Probe;
import dev.nightshift.tls.chain.Chain;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.fault.Severity;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetTest {
    private static final Identity ROOT = Pki.authority("Root").selfSigned();
    private static final Identity LEAF = Pki.server("a.test").by(ROOT);

    @Test
    void anIpv6AddressWithoutARouteIsNoFaultOfTheEndpoint() {
        Sighting good = new Sighting(address("127.0.0.1"), List.of(), served(LEAF));
        Finding finding = new Finding(Fault.NO_IPV6, "Network is unreachable");
        Sighting noRoute = new Sighting(address("2001:db8::1"), List.of(), new Outcome.Failed(finding));

        Verdict both = judged(good, noRoute);
        Verdict alone = judged(noRoute);

        assertThat(both.headline()).isEqualTo("OK");
        assertThat(both.severity()).isEqualTo(Severity.OK);
        assertThat(both.allFindings()).extracting(Finding::toString).containsExactly("NO_IPV6: Network is unreachable");
        assertThat(alone.allFindings()).isEqualTo(both.allFindings());
        assertThat(alone.headline()).isEqualTo("NOT_PROBED");
        assertThat(alone.severity()).isEqualTo(Severity.UNKNOWN);
    }

    /// Days left behind two addresses of one name; the lifetime is 30 days more.
    @ParameterizedTest
    @CsvSource({
        "60, 60, ADDRESS_DIVERGENCE, OK",
        "60, 80, ADDRESS_DIVERGENCE, OK",
        "10, 80, STALE_NODE ADDRESS_DIVERGENCE, STALE_NODE",
        "-1, 80, EXPIRED STALE_NODE ADDRESS_DIVERGENCE, EXPIRED"
    })
    void differentCertificatesBehindOneName(int one, int other, String faults, String headline) {
        List<Sighting> sightings = List.of(
                new Sighting(address("127.0.0.1"), List.of(), served(leaf(one))),
                new Sighting(address("127.0.0.2"), List.of(), served(leaf(other))));

        Verdict verdict = judged(sightings.toArray(Sighting[]::new));

        assertThat(Probe.faults(verdict)).isEqualTo(faults);
        assertThat(verdict.headline()).isEqualTo(headline);
        assertThat(Probe.days(verdict)).isEqualTo(Math.min(one, other));
    }

    private static Identity leaf(int days) {
        return Pki.server("a.test").until(Pki.NOW.plus(Duration.ofDays(days))).by(ROOT);
    }

    private static Outcome served(Identity leaf) {
        Chain chain = Chain.of(List.of(leaf.certificate()), Probe.trusting(ROOT));
        return new Outcome.Served(chain, "TLSv1.3", "TLS_AES_128_GCM_SHA256", false, Optional.empty(), List.of());
    }

    private static Verdict judged(Sighting... sightings) {
        return Judge.judge(Target.of("a.test", 443, Protocol.HTTPS), List.of(), List.of(sightings), Pki.NOW);
    }

    private static InetAddress address(String literal) {
        return InetAddress.ofLiteral(literal);
    }
}
