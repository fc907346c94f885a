package dev.nightshift.certificates;

import static dev.nightshift.certificates.Fixture.NOW;
import static dev.nightshift.certificates.Fixture.config;
import static dev.nightshift.certificates.Fixture.served;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.certificates.look.Look;
import dev.nightshift.certificates.model.Holding;
import dev.nightshift.certificates.model.Stock;
import dev.nightshift.certificates.plan.Sight;
import dev.nightshift.certificates.plan.Sights;
import dev.nightshift.certificates.report.Reporting;
import dev.nightshift.certificates.report.Telling;
import dev.nightshift.certificates.settings.CheckerConfig;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.endpoint.TargetList.BadLine;
import dev.nightshift.tls.expiry.Tier;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.report.Report;
import dev.nightshift.tls.verdict.AddressVerdict;
import dev.nightshift.tls.verdict.Verdict;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SightsTest {
    private static final CheckerConfig CONFIG =
            config("{\"zone\": \"UTC\", \"endpoints\": [\"a.test\"], \"inventory\": {\"acm\": true}}");

    @ParameterizedTest
    @CsvSource({
        "WEAK_KEY, WARN, true",
        "HOSTNAME_MISMATCH, CRIT, true",
        "TCP_TIMEOUT, OK, false",
        "CLIENT_CERT_REQUIRED, OK, true",
        "EXPIRED, OK, true"
    })
    void aFaultIsAsUrgentAsItIsSevere(Fault fault, Tier level, boolean reachable) {
        Sight sight = Sights.of(served("a.test", 60, NOW, new Finding(fault, "seen")));

        assertThat(sight.level()).isEqualTo(level);
        assertThat(sight.reachable()).isEqualTo(reachable);
        assertThat(sight.known()).isPresent();
    }

    @Test
    void theCertificateThatEndsFirstIsNamedInTheMail() {
        Finding finding = new Finding(Fault.CHAIN_ENDS_FIRST, "Int ends 2026-06-05T12:00:00Z, before a.test");
        Verdict verdict = served("a.test", 3, NOW, finding);

        assertThat(told(List.of(), verdict))
                .containsExactly("CRIT a.test:443 CHAIN_ENDS_FIRST: Int ends 2026-06-05T12:00:00Z, before a.test");
        assertThat(Sights.of(verdict).known().orElseThrow().name()).isEqualTo("a.test, limited by a.test");
    }

    @Test
    void thatThereIsNoWayToIpv6IsSaidOnceForAll() {
        Finding finding = new Finding(Fault.NO_IPV6, "Network is unreachable");

        assertThat(told(List.of(), served("a.test", 60, NOW, finding), served("b.test", 60, NOW, finding)))
                .containsExactly("NOTICE IPv6 there is no way to IPv6 addresses from here");
    }

    @Test
    void aMissingRouteToIpv6IsStoredUnderTheNameThatStatesHaveForIt() {
        Verdict verdict = served("a.test", 60, NOW, new Finding(Fault.NO_IPV6, "Network is unreachable"));
        Look look = Fixture.look(List.of(verdict), List.of());

        assertThat(Sights.of(CONFIG, look))
                .filteredOn(sight -> sight.key().equals("IPv6"))
                .flatExtracting(Sight::faults)
                .containsExactly("NOT_PROBED");
    }

    @Test
    void anAddressThatIsNotProbedForAnotherReasonSaysNothingAboutIpv6() {
        Finding finding = new Finding(Fault.NOT_PROBED, "IPv6-gateway is stopped on purpose");

        assertThat(told(List.of(), served("a.test", 60, NOW, finding))).isEmpty();
    }

    @Test
    void anEndpointWithIpv6AloneAndNoWayThereIsNoFault() {
        Verdict verdict = new Verdict(
                Target.of("v6.test", 443, Protocol.HTTPS),
                List.of(new AddressVerdict(
                        InetAddress.ofLiteral("2001:db8::1"),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(new Finding(Fault.NO_IPV6, "Network is unreachable")))),
                List.of());

        assertThat(Sights.of(verdict)).isEqualTo(Sight.fine("v6.test:443"));
        assertThat(told(List.of(), verdict)).containsExactly("NOTICE IPv6 there is no way to IPv6 addresses from here");
    }

    @Test
    void whatAProxyOrAResolverFailsAtIsNoSuspicionAgainstTheServer() {
        for (Fault fault : List.of(
                Fault.PROXY_REFUSED,
                Fault.PROXY_FAILED,
                Fault.PROXY_TIMEOUT,
                Fault.PROXY_GARBLED,
                Fault.DANE_UNKNOWN)) {
            Sight sight = Sights.of(new Verdict(
                    Target.of("a.test", 443, Protocol.HTTPS),
                    List.of(new AddressVerdict(
                            InetAddress.ofLiteral("192.0.2.1"),
                            Optional.empty(),
                            Optional.empty(),
                            List.of(new Finding(fault, "403")))),
                    List.of()));

            assertThat(sight.suspicions()).isEmpty();
            assertThat(sight.reachable()).isFalse();
            assertThat(sight.level()).isEqualTo(Tier.OK);
        }
    }

    @Test
    void aCertificateTooShortLivedForTheScheduleIsNoticed() {
        Holding shortLived = holding(Duration.ofDays(1), false, Optional.empty());

        assertThat(told(List.of(shortLived)))
                .contains("NOTICE schedule a run each 60 min, but arn:acm:1 is critical for only 72 min");
    }

    /// Of a certificate of 395 days; AWS begins to renew 60 days before the end.
    @ParameterizedTest
    @CsvSource({
        "20, true,  '',                  ''",
        "10, true,  '',                  WARN arn:acm:1",
        "20, false, '',                  NOTICE arn:acm:1",
        "40, true,  PENDING_VALIDATION,  WARN arn:acm:1 RENEWAL_BLOCKED: PENDING_VALIDATION"
    })
    void whatAwsRenewsIsDueOnlyWhenItDidNot(int days, boolean managed, String blocked, String expected) {
        Holding holding =
                holding(Duration.ofDays(days), managed, blocked.isEmpty() ? Optional.empty() : Optional.of(blocked));

        assertThat(String.join("; ", told(List.of(holding)))).isEqualTo(expected);
    }

    @Test
    void whatNothingUsesIsNotSpokenOf() {
        Holding unused = new Holding(
                "arn:acm:1",
                "a.test",
                List.of("a.test"),
                NOW,
                NOW.minusSeconds(1),
                "1",
                false,
                List.of(),
                false,
                Optional.empty());

        assertThat(told(List.of(unused))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a.test, 10, true", "*.test, 10, true", "b.test, 10, false", "a.test, 60, false"})
    void aRenewedCertificateThatIsNotServedIsNotDeployed(String domain, int servedDays, boolean found) {
        Holding renewed = new Holding(
                "arn:acm:1",
                domain,
                List.of(domain),
                NOW.minus(Duration.ofDays(5)),
                NOW.plus(Duration.ofDays(390)),
                "0a",
                true,
                List.of(),
                true,
                Optional.empty());

        assertThat(
                        told(List.of(renewed), served("a.test", servedDays, NOW)).stream()
                                .anyMatch(
                                        line -> line.contains(
                                                "NOT_DEPLOYED: AWS has a certificate until 2027-06-26T12:00:00Z, which is not served: arn:acm:1")))
                .isEqualTo(found);
    }

    @Test
    void theReportHasWhatNoEndpointShows() {
        Look look = new Look(
                List.of(served("a.test", 60, NOW)),
                new TreeMap<>(Map.of("s3://lists/a", List.of(new BadLine(3, "b..test", "expected a host name")))),
                Stock.of(List.of(
                        holding(Duration.ofDays(300), true, Optional.empty()),
                        holding(Duration.ofDays(10), true, Optional.of("FAILED")),
                        holding(Duration.ofDays(40), true, Optional.of("FAILED")),
                        holding(Duration.ofDays(-2), true, Optional.of("FAILED")))),
                new TreeMap<>(Map.of("acm eu-west-1", Optional.of("access denied"))),
                List.of(),
                List.of(),
                NOW);

        Report report = Reporting.of(look, Sights.of(CONFIG, look), NOW);

        assertThat(report.stored())
                .extracting(stored -> "%s %s %s %d d %s %s"
                        .formatted(
                                stored.severity(),
                                stored.headline(),
                                stored.name(),
                                stored.expiry().daysRemaining(),
                                stored.place(),
                                stored.detail()))
                .containsExactly(
                        "CRITICAL EXPIRED a.test -2 d arn:acm:1 RENEWAL_BLOCKED: FAILED",
                        "WARNING RENEWAL_BLOCKED a.test 10 d arn:acm:1 RENEWAL_BLOCKED: FAILED",
                        "WARNING RENEWAL_BLOCKED a.test 40 d arn:acm:1 RENEWAL_BLOCKED: FAILED",
                        "OK OK a.test 300 d arn:acm:1 ");
        assertThat(report.notes())
                .containsExactly(
                        "Warning: acm eu-west-1: cannot be read: access denied",
                        "Notice: schedule: a run each 60 min, but arn:acm:1 is critical for only 72 min");
        assertThat(report.badLines()).hasSize(1);
    }

    private static Holding holding(Duration left, boolean managed, Optional<String> blocked) {
        Instant end = NOW.plus(left);
        Duration lifetime = left.compareTo(Duration.ofDays(2)) < 0 ? Duration.ofDays(1) : Duration.ofDays(395);
        return new Holding(
                "arn:acm:1",
                "a.test",
                List.of("a.test"),
                end.minus(lifetime),
                end,
                "1",
                true,
                List.of(),
                managed,
                blocked);
    }

    /// What a first run would tell.
    private static List<String> told(List<Holding> holdings, Verdict... verdicts) {
        Look look = Fixture.look(Arrays.asList(verdicts), holdings);
        return Telling.of(new TreeMap<>(), Sights.of(CONFIG, look), NOW).news().stream()
                .map(news -> (news.tier() + " " + news.key() + " " + news.why()).strip())
                .toList();
    }
}
