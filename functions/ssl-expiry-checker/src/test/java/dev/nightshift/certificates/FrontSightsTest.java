package dev.nightshift.certificates;

import static dev.nightshift.certificates.Fixture.NOW;
import static dev.nightshift.certificates.Fixture.config;
import static dev.nightshift.certificates.Fixture.served;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nightshift.certificates.look.FrontProbe;
import dev.nightshift.certificates.look.Look;
import dev.nightshift.certificates.model.Front;
import dev.nightshift.certificates.model.Holding;
import dev.nightshift.certificates.model.Quota;
import dev.nightshift.certificates.model.Stock;
import dev.nightshift.certificates.plan.Sights;
import dev.nightshift.certificates.report.Reporting;
import dev.nightshift.certificates.report.Telling;
import dev.nightshift.certificates.settings.CheckerConfig;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.report.Report;
import dev.nightshift.tls.report.StoredCertificate;
import dev.nightshift.tls.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What load balancers, distributions and API domains show, beside what AWS keeps.
class FrontSightsTest {
    private static final String HOST = "shop-1.eu-central-1.elb.amazonaws.com";
    private static final String BALANCER = "arn:aws:elasticloadbalancing:eu-central-1:1:loadbalancer/app/shop/1";
    private static final String UPLOADED = "arn:aws:iam::1:server-certificate/old";
    private static final CheckerConfig CONFIG = config(
            "{\"zone\": \"UTC\", \"inventory\": {\"acm\": true, \"iam\": true, \"loadBalancers\": true, \"cloudFront\": true}}");

    @Test
    void aRenewedCertificateThatItsListenerDoesNotServeIsNotDeployed() {
        Holding renewed = holding("arn:new", 300, "RSA", "a.test");
        Stock stock = stock(List.of(renewed), listener("arn:new"));

        assertThat(told(stock, List.of(), seen("a.test", 10)))
                .containsExactly("WARN deployment at listener 443 of shop (a.test) NOT_DEPLOYED: AWS has a certificate"
                        + " for a.test until " + renewed.notAfter() + ", which is not served at " + HOST
                        + ": arn:new");
    }

    @Test
    void aCertificateThatIsNotDueYetIsLeftToTheNextRuns() {
        assertThat(told(
                        stock(List.of(holding("arn:new", 300, "RSA", "a.test")), listener("arn:new")),
                        List.of(),
                        seen("a.test", 60)))
                .isEmpty();
    }

    @Test
    void aListenerThatChoosesAnotherOfItsCertificatesIsWell() {
        Stock stock = stock(
                List.of(
                        holding("arn:new", 300, "RSA", "a.test"),
                        new Holding(
                                "arn:ec",
                                "a.test",
                                List.of("a.test"),
                                NOW.minus(Duration.ofDays(80)),
                                NOW.plus(Duration.ofDays(20)),
                                "ab20",
                                true,
                                List.of(),
                                true,
                                Optional.empty(),
                                "",
                                "EC")),
                listener("arn:new", "arn:ec"));

        assertThat(told(stock, List.of(), seen("a.test", 20))).isEmpty();
    }

    /// Its host is nobody's endpoint: it may be open for some addresses alone, or have the site's own authority.
    @Test
    void aFrontThatCannotBeSeenOrIsNotTrustedIsNoFault() {
        Stock stock = stock(List.of(holding("arn:new", 300, "RSA", "a.test")), listener("arn:new"));

        assertThat(told(stock, List.of(), Fixture.unreachable(HOST))).isEmpty();
        assertThat(told(stock, List.of(), seen("a.test", 60, new Finding(Fault.UNTRUSTED_ROOT, "Own CA"))))
                .isEmpty();
        assertThat(told(stock, List.of(), seen("a.test", 10, new Finding(Fault.HOSTNAME_MISMATCH, "default"))))
                .isEmpty();
    }

    @Test
    void whatAnEndpointAlreadyTellsIsNotToldTwice() {
        Stock stock = stock(List.of(holding("arn:new", 300, "RSA", "a.test")), listener("arn:new"));

        assertThat(told(stock, List.of(served("a.test", 10, NOW)), seen("a.test", 10)))
                .filteredOn(line -> line.contains("NOT_DEPLOYED"))
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("WARN deployment at a.test:443"));
    }

    @Test
    void aFrontIsAskedForANameOfItsCertificateUnlessAnEndpointShowsTheSame() {
        Stock stock = stock(
                List.of(
                        holding("arn:a", 300, "RSA", "*.a.test", "a.test"),
                        holding("arn:w", 300, "RSA", "*.w.test"),
                        holding("arn:c", 300, "RSA", "*.c.test"),
                        holding("arn:odd", 300, "RSA", "a b.test")),
                listener("arn:a", "arn:w", "arn:odd"),
                front("distribution E1", Optional.of("e1.cloudfront.net"), List.of("www.c.test"), "arn:c"),
                front("inside", Optional.empty(), List.of(), "arn:a"));

        assertThat(FrontProbe.of(stock, List.of()))
                .extracting(probe -> probe.target().label())
                .containsExactly(
                        HOST + ":443 (a.test)",
                        HOST + ":443 (nightshift.w.test)",
                        "e1.cloudfront.net:443 (www.c.test)");
        assertThat(FrontProbe.of(
                        stock,
                        List.of(
                                Target.of("www.c.test", 443, Protocol.HTTPS),
                                Target.of("a.test", 8443, Protocol.HTTPS))))
                .extracting(probe -> probe.target().label())
                .containsExactly(HOST + ":443 (a.test)", HOST + ":443 (nightshift.w.test)");
    }

    @ParameterizedTest
    @CsvSource({
        "19, 25, false",
        "20, 25, true",
        "25, 25, true",
        "26, 25, false", // The limit was raised, and AWS does not say how far.
        "79, 100, false",
        "80, 100, true"
    })
    void aLoadBalancerNearItsLimitOfCertificatesIsNoticed(int used, int limit, boolean near) {
        Quota quota = new Quota("shop in eu-central-1", used, limit, "listener 443: " + used);

        assertThat(told(new Stock(List.of(), List.of(), List.of(quota)), List.of()))
                .isEqualTo(
                        near
                                ? List.of("NOTICE certificates of shop in eu-central-1 " + used + " of at most " + limit
                                        + " certificates besides the default ones: listener 443: " + used)
                                : List.of());
    }

    /// The load balancer shows the newer one: nobody is refused.
    @Test
    void anExpiredCertificateBesideAGoodOneAtItsListenerIsToBeRemovedAndNoAlarm() {
        Holding old = holding("arn:old", -3, "RSA", "a.test", "www.a.test");
        Holding good = holding("arn:good", 300, "RSA", "a.test", "*.a.test");

        assertThat(told(stock(List.of(old, good), listener("arn:default", "arn:old", "arn:good")), List.of()))
                .containsExactly("NOTICE arn:old stands at listener 443 of shop beside arn:good until "
                        + good.notAfter() + ": to be removed there");
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, a.test,  arn:old arn:good,         EXPIRED", // Shown to whoever asks for no name.
        "EC,  a.test,  arn:default arn:old arn:good, EXPIRED", // Clients without ECDSA are shown the old one.
        "RSA, b.test,  arn:default arn:old arn:good, EXPIRED", // Not for its names.
        "RSA, a.test,  arn:default arn:old,      EXPIRED", // Not there.
        "RSA, a.test,  arn:default arn:old arn:good, NOTICE"
    })
    void anExpiredCertificateThatSomebodyIsShownStaysAnAlarm(String key, String name, String shown, String tier) {
        Holding old = holding("arn:old", -3, "RSA", "a.test");
        Holding good = holding("arn:good", 300, key, name);

        assertThat(told(stock(List.of(old, good), listener(shown.split(" "))), List.of()))
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith(tier + " arn:old"));
    }

    @Test
    void anExpiredCertificateThatSomethingElseUsesTooStaysAnAlarm() {
        Holding old = new Holding(
                "arn:old",
                "a.test",
                List.of("a.test"),
                NOW.minus(Duration.ofDays(100)),
                NOW.minus(Duration.ofDays(3)),
                "01",
                true,
                List.of(BALANCER, "arn:aws:cloudfront::1:distribution/E1"),
                false,
                Optional.empty(),
                "",
                "RSA");

        assertThat(told(
                        stock(
                                List.of(old, holding("arn:good", 300, "RSA", "a.test")),
                                listener("arn:default", "arn:old", "arn:good")),
                        List.of()))
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("EXPIRED arn:old"));
    }

    @ParameterizedTest
    @CsvSource({"arn:other, false", UPLOADED + ", true", "ASCA1, true"})
    void anUploadedCertificateThatNothingShowsIsQuiet(String shown, boolean used) {
        Stock stock = stock(List.of(uploaded()), listener("arn:default", shown));

        assertThat(told(stock, List.of()).isEmpty()).isNotEqualTo(used);
    }

    @Test
    void whileASourceCannotBeReadAnUploadedCertificateCountsAsUsed() {
        Look look = new Look(
                List.of(),
                new TreeMap<>(),
                stock(List.of(uploaded()), listener("arn:default")),
                new TreeMap<>(Map.of("CloudFront", Optional.of("throttled"))),
                List.of(),
                List.of(),
                NOW);

        assertThat(told(look)).anyMatch(line -> line.startsWith("EXPIRED " + UPLOADED));
        assertThat(told(new TreeMap<>(Map.of("CloudFront", Optional.empty()))))
                .noneMatch(line -> line.contains(UPLOADED));
    }

    @Test
    void unusedCertificatesAreLinesForMachinesAlone() {
        Look look = Fixture.look(List.of(), stock(List.of(uploaded()), listener("arn:default")), List.of(), List.of());

        Report report = Reporting.of(look, Sights.of(CONFIG, look), NOW);
        Report all = Reporting.withUnused(report, look, CONFIG.syntax().thresholds(), true);

        assertThat(report.stored()).isEmpty();
        assertThat(report.notes()).isEmpty();
        assertThat(all.stored())
                .extracting(StoredCertificate::place, StoredCertificate::headline)
                .containsExactly(tuple(UPLOADED, "UNUSED"));
        assertThat(all.isFine()).isTrue();
    }

    private static Holding uploaded() {
        return new Holding(
                UPLOADED,
                "old",
                List.of(),
                NOW.minus(Duration.ofDays(400)),
                NOW.minus(Duration.ofDays(10)),
                "",
                true,
                List.of(),
                false,
                Optional.empty(),
                "ASCA1",
                "");
    }

    private static Holding holding(String arn, int days, String key, String... domains) {
        return new Holding(
                arn,
                domains[0],
                List.of(domains),
                NOW.plus(Duration.ofDays(days - 395)),
                NOW.plus(Duration.ofDays(days)),
                "0" + arn.hashCode(),
                true,
                List.of(BALANCER),
                false,
                Optional.empty(),
                "",
                key);
    }

    private static Front listener(String... certificates) {
        return front("listener 443 of shop", Optional.of(HOST), List.of(), certificates);
    }

    private static Front front(String name, Optional<String> host, List<String> names, String... certificates) {
        return new Front(name, BALANCER, host, 443, names, List.of(certificates));
    }

    private static Stock stock(List<Holding> holdings, Front... fronts) {
        return new Stock(holdings, List.of(fronts), List.of());
    }

    /// What the load balancer serves for a name.
    private static Verdict seen(String name, int days, Finding... findings) {
        Verdict verdict = served(name, days, NOW, findings);
        Target target = verdict.target();
        return new Verdict(
                new Target(HOST, 443, Protocol.HTTPS, Optional.of(name), target.thresholds(), List.of()),
                verdict.addresses(),
                verdict.findings());
    }

    private static List<String> told(Stock stock, List<Verdict> endpoints, Verdict... fronts) {
        return told(Fixture.look(endpoints, stock, FrontProbe.of(stock, List.of()), List.of(fronts)));
    }

    private static List<String> told(SortedMap<String, Optional<String>> sources) {
        return told(new Look(
                List.of(),
                new TreeMap<>(),
                stock(List.of(uploaded()), listener("arn:default")),
                sources,
                List.of(),
                List.of(),
                NOW));
    }

    private static List<String> told(Look look) {
        return Telling.of(new TreeMap<>(), Sights.of(CONFIG, look), NOW).news().stream()
                .map(news -> (news.tier() + " " + news.key() + " " + news.why()).strip())
                .filter(line -> !line.contains("SOURCE_FAILED"))
                .toList();
    }
}
