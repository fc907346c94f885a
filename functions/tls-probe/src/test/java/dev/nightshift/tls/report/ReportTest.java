package dev.nightshift.tls.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.Json;
import dev.nightshift.tls.Pki;
import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.Probe;
import dev.nightshift.tls.chain.Chain;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.verdict.Judge;
import dev.nightshift.tls.verdict.Outcome;
import dev.nightshift.tls.verdict.Sighting;
import dev.nightshift.tls.verdict.Verdict;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final String HOSTILE = "</script><script>alert('x')</script>{{rows}}\u001b[2J\u202e\"&";
    private static final Identity ROOT = Pki.authority("Root").selfSigned();

    @Test
    void theWorstStandsFirstAndAllIsCounted() {
        Report report = report(
                verdict("a.test", leaf("a.test", 60)),
                verdict("b.test", leaf("b.test", 3)),
                verdict("c.test", leaf("c.test", -1)),
                verdict("d.test", new Finding(Fault.TCP_REFUSED, "")));

        assertThat(report.verdicts())
                .extracting(verdict -> verdict.target().host() + " " + verdict.headline())
                .containsExactly("c.test EXPIRED", "b.test CRIT", "d.test TCP_REFUSED", "a.test OK");
        assertThat(report.counts()).hasToString("{CRITICAL=2, UNKNOWN=1, OK=1}");
        assertThat(report.isFine()).isFalse();
        assertThat(report(verdict("a.test", leaf("a.test", 60))).isFine()).isTrue();
    }

    @Test
    void machinesGetEveryDate() {
        Report report =
                report(verdict("c.test", leaf("c.test", -1)), verdict("d.test", new Finding(Fault.TCP_REFUSED, "no")));

        assertThat(Json.parse("report", JsonReport.of(report))).isInstanceOfSatisfying(Map.class, tree -> {
            assertThat(tree.toString())
                    .startsWith(
                            "{v=1, at=2026-06-01T12:00:00Z, counts={CRITICAL=1, UNKNOWN=1}, endpoints=[{endpoint=c.test:443, "
                                    + "host=c.test, port=443, protocol=https, severity=CRITICAL, headline=EXPIRED, "
                                    + "notAfter=2026-05-31T12:00:00Z, limitedBy=c.test, daysRemaining=-1, tier=EXPIRED, "
                                    + "findings=[], addresses=[{address=127.0.0.1, ")
                    .contains("{fault=TCP_REFUSED, detail=no}")
                    .endsWith("stored=[], badLines=[], notes=[]}");
        });
    }

    @Test
    void machinesGetWhatIsKeptAndNothingHostile() {
        Report report = report(verdict("a.test", leaf(HOSTILE, 60)))
                .with(List.of(Seen.stored("arn:1", HOSTILE, 60)), List.of("a note"));

        assertThat(JsonReport.of(report))
                .contains("\"stored\":[{\"place\":\"arn:1\",\"name\":\"</script><script>")
                .contains(
                        "\"severity\":\"WARNING\",\"headline\":\"RENEWAL_BLOCKED\",\"notAfter\":\"2026-07-31T12:00:00Z\"")
                .contains("\"notes\":[\"a note\"]")
                .doesNotContain("\u001b", "\u202e");
    }

    @Test
    void whatIsKeptCountsToo() {
        Report fine = report(verdict("a.test", leaf("a.test", 60)));
        Report report = fine.with(List.of(Seen.stored("arn:1", "b.test", 60)), List.of());

        assertThat(report.counts()).hasToString("{WARNING=1, OK=1}");
        assertThat(fine.isFine()).isTrue();
        assertThat(report.isFine()).isFalse();
    }

    private static Report report(Verdict... verdicts) {
        return Report.of(Pki.NOW, List.of(verdicts), List.of());
    }

    private static Verdict verdict(String host, Identity leaf) {
        Chain chain = Chain.of(List.of(leaf.certificate()), Probe.trusting(ROOT));
        return verdict(
                host,
                new Outcome.Served(chain, "TLSv1.3", "TLS_AES_128_GCM_SHA256", false, Optional.empty(), List.of()));
    }

    private static Verdict verdict(String host, Finding reason) {
        return verdict(host, new Outcome.Failed(reason));
    }

    private static Verdict verdict(String host, Outcome outcome) {
        Sighting sighting = new Sighting(InetAddress.ofLiteral("127.0.0.1"), List.of(), outcome);
        return Judge.judge(Target.of(host, 443, Protocol.HTTPS), List.of(), List.of(sighting), Pki.NOW);
    }

    private static Identity leaf(String name, int days) {
        return Pki.server(name)
                .until(Pki.NOW.plus(Duration.ofDays(days)))
                .from(Pki.NOW.minus(Duration.ofDays(90)))
                .by(ROOT);
    }
}
