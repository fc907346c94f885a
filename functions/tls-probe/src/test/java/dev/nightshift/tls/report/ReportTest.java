package dev.nightshift.tls.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.Json;
import dev.nightshift.tls.Pki;
import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.Probe;
import dev.nightshift.tls.chain.Chain;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.target.Protocol;
import dev.nightshift.tls.target.Target;
import dev.nightshift.tls.verdict.Judge;
import dev.nightshift.tls.verdict.Outcome;
import dev.nightshift.tls.verdict.Sighting;
import dev.nightshift.tls.verdict.Verdict;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                    .endsWith("badLines=[], notes=[]}");
        });
    }

    @Test
    void whatServersSayIsHarmless() {
        Report report = Report.of(
                Pki.NOW,
                List.of(
                        verdict("a.test", leaf(HOSTILE, 60)),
                        verdict("b.test", new Finding(Fault.STARTTLS_REFUSED, HOSTILE))),
                List.of());
        String page = HtmlReport.of(report);

        assertThat(page.split("<script", -1)).as("scripts: the page's own").hasSize(2);
        assertThat(page)
                .contains("&lt;/script&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;{{rows}} [2J")
                .doesNotContain("\u001b", "\u202e");
        assertThat(JsonReport.of(report)).doesNotContain("\u001b", "\u202e");
    }

    @Test
    void endpointsOfOneCertificateAreOneBar() {
        Identity wildcard = leaf("*.a.test", 60);
        String page = HtmlReport.of(report(IntStream.range(0, 40)
                .mapToObj(i -> verdict("h" + i + ".a.test", wildcard))
                .toArray(Verdict[]::new)));

        assertThat(page).contains("*.a.test (40 endpoints), 60 d left");
        assertThat(page.split("<rect", -1)).hasSize(2);
    }

    @Test
    void thePageOfThousandsKeepsItsDrawingShort() {
        String page = HtmlReport.of(report(IntStream.range(0, 100)
                .mapToObj(i -> verdict("h" + i + ".test", leaf("h" + i + ".test", i - 20)))
                .toArray(Verdict[]::new)));

        assertThat(page.split("<rect", -1)).hasSize(41);
        assertThat(page).contains("60 more end later");
        assertThat(page.split("<tr class", -1)).hasSize(101);
    }

    /// A name takes a fifth of a phone.
    @ParameterizedTest
    @ValueSource(ints = {1, 75, 90, 120, 150, 180, 200, 250, 293, 300, 350, 400})
    void theNamesOfMonthsLeaveEachOtherRoomOnAPhone(int days) {
        Matcher name = Pattern.compile("text-anchor=\"(start|end)\" x=\"([0-9.]+)%\"")
                .matcher(HtmlReport.of(
                        report(verdict("a.test", leaf("a.test", -17)), verdict("b.test", leaf("b.test", days)))));
        double free = 0;
        int names = 0;
        for (; name.find(); names++) {
            double x = Double.parseDouble(name.group(2));
            double begin = name.group(1).equals("end") ? x - 20 : x;
            assertThat(begin).isGreaterThanOrEqualTo(free - 0.01);
            free = begin + 20;
        }
        assertThat(names).isPositive();
    }

    @Test
    void aPageWithoutAnyCertificateSaysSo() {
        assertThat(HtmlReport.of(report(verdict("a.test", new Finding(Fault.DNS_NOT_FOUND, "")))))
                .contains("No certificate was seen.");
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
