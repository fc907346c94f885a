package dev.nightshift.certificates.look;

import static dev.nightshift.certificates.Fixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.nightshift.certificates.Fixture;
import dev.nightshift.certificates.model.Front;
import dev.nightshift.certificates.model.Holding;
import dev.nightshift.certificates.model.Quota;
import dev.nightshift.certificates.model.Stock;
import dev.nightshift.certificates.settings.CheckerConfig;
import dev.nightshift.certificates.settings.Source;
import dev.nightshift.kit.StoppedHosts;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.front.Call;
import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.local.aws.web.Acm;
import dev.nightshift.local.aws.web.Listeners;
import dev.nightshift.tls.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// The adapters over real HTTP.
class AwsInventoriesTest {
    private static final Instant END = NOW.plus(Duration.ofDays(40));
    private static final String BALANCER =
            "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/shop/0123";

    private final LocalAws aws = LocalAws.start(InstantSource.fixed(NOW));
    private final Clients clients = new Clients(
            Region.EU_CENTRAL_1,
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
            Optional.of(aws.endpoint()));

    @AfterEach
    void nothingWasAskedThatTheEndpointDoesNotKnow() {
        assertThat(aws.calls().unrecognized()).isEmpty();
        aws.close();
    }

    @Test
    void certificatesOfAcmAreSeenWhateverTheirKeyHereAndWhereCloudFrontHasThem() {
        String here = aws.acm("eu-central-1").add(certificate("a.test", "EC_prime256v1", List.of(BALANCER), ""));
        String there = aws.acm("us-east-1").add(certificate("b.test", "RSA_4096", List.of(), "PENDING_VALIDATION"));

        Look look = look("\"acm\": true");

        assertThat(look.sources()).containsOnlyKeys("ACM in eu-central-1", "ACM in us-east-1");
        assertThat(look.stock().holdings())
                .containsExactly(
                        new Holding(
                                here,
                                "a.test",
                                List.of("a.test", "*.a.test"),
                                END.minus(Duration.ofDays(90)),
                                END,
                                "a0b",
                                true,
                                List.of(BALANCER),
                                true,
                                Optional.empty(),
                                "",
                                "EC"),
                        new Holding(
                                there,
                                "b.test",
                                List.of("b.test", "*.b.test"),
                                END.minus(Duration.ofDays(90)),
                                END,
                                "a0b",
                                false,
                                List.of(),
                                false,
                                Optional.of("PENDING_VALIDATION"),
                                "",
                                "RSA"));
    }

    /// CloudFront belongs to a partition: that of China is asked in Ningxia, those of governments have none.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            eu-central-1   | ACM in eu-central-1, ACM in us-east-1, CloudFront | us-east-1
            us-east-1      | ACM in us-east-1, CloudFront                      | us-east-1
            cn-north-1     | ACM in cn-north-1, CloudFront                     | cn-northwest-1
            cn-northwest-1 | ACM in cn-northwest-1, CloudFront                 | cn-northwest-1
            us-gov-west-1  | ACM in us-gov-west-1                              |
            us-iso-east-1  | ACM in us-iso-east-1                              |
            us-isob-east-1 | ACM in us-isob-east-1                             |
            """)
    void eachPartitionIsAskedWhereItHasItsCertificates(String region, String sources, @Nullable String cloudFront) {
        Clients there = new Clients(
                Region.of(region),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
                Optional.of(aws.endpoint()));

        Look look = look("\"acm\": true, \"cloudFront\": true", there);

        assertThat(look.sources().keySet()).containsExactlyInAnyOrder(sources.split(", "));
        assertThat(aws.calls().of("cloudfront", "GET /2020-05-31/distribution"))
                .extracting(Call::region)
                .isEqualTo(cloudFront == null ? List.of() : List.of(cloudFront));
    }

    @Test
    void everyPageOfAcmIsRead() {
        for (int i = 0; i < 101; i++) {
            aws.acm("eu-central-1").add(certificate("h" + i + ".test", "RSA_2048", List.of(), ""));
        }

        assertThat(look("\"acm\": true").stock().holdings()).hasSize(101);
        assertThat(aws.calls().of("acm", "ListCertificates")).hasSize(3);
    }

    @Test
    void certificatesOfIamAndOfDatabasesAreSeen() {
        String uploaded = aws.serverCertificates().upload("old-shop", NOW.minus(Duration.ofDays(300)), END);
        String database = aws.rds("eu-central-1").launch("orders", "rds-ca-rsa2048-g1", END);

        Look look = look("\"iam\": true, \"rds\": true");

        assertThat(look.stock().holdings())
                .extracting(Holding::arn, Holding::name, Holding::notAfter)
                .containsExactly(tuple(uploaded, "old-shop", END), tuple(database, "orders (rds-ca-rsa2048-g1)", END));
    }

    @Test
    void aRegionThatFailsHidesNoOther() {
        aws.acm("us-east-1").add(certificate("b.test", "RSA_2048", List.of(), ""));
        aws.faults().on("acm", "ListCertificates").only(1).with(new Fault.Refused(400, "AccessDeniedException", "no"));

        Look look = look("\"acm\": true");

        assertThat(look.stock().holdings()).hasSize(1);
        assertThat(look.sources().get("ACM in eu-central-1"))
                .hasValueSatisfying(why -> assertThat(why).startsWith("no"));
        assertThat(look.sources().get("ACM in us-east-1")).isEmpty();
    }

    @Test
    void aListMayBeInAParameter() {
        aws.ssm("eu-central-1").put("/acme/targets", "String", "a.test\nb.test:8443\n");

        assertThat(new AwsSources(clients).read(new Source.Parameter("/acme/targets")))
                .isEqualTo("a.test\nb.test:8443\n");
    }

    @Test
    void aParameterThatIsMissingIsSaidInWords() {
        assertThatThrownBy(() -> new AwsSources(clients).read(new Source.Parameter("/acme/none")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("there is no such parameter");
    }

    @Test
    void whatListenersShowIsSeenWithTheDefaultCertificateFirst() {
        Listeners listeners = aws.loadBalancing("eu-central-1").listeners();
        String shop = listeners.balancer("shop", "application", "internet-facing");
        listeners.listener(shop, 80, "HTTP", List.of());
        listeners.listener(shop, 443, "HTTPS", List.of("arn:default", "arn:a", "arn:b"));
        String inside = listeners.balancer("inside", "network", "internal");
        listeners.listener(inside, 8443, "TLS", List.of("arn:default"));
        listeners.classic("old", 443, "arn:uploaded");

        Stock stock = look("\"loadBalancers\": true").stock();

        assertThat(stock.fronts())
                .containsExactly(
                        new Front(
                                "listener 443 of shop in eu-central-1",
                                shop,
                                Optional.of("shop-1.eu-central-1.elb.amazonaws.com"),
                                443,
                                List.of(),
                                List.of("arn:default", "arn:b", "arn:a")),
                        new Front(
                                "listener 8443 of inside in eu-central-1",
                                inside,
                                Optional.empty(),
                                8443,
                                List.of(),
                                List.of("arn:default")),
                        new Front(
                                "listener 443 of old in eu-central-1",
                                "",
                                Optional.of("old-2.eu-central-1.elb.amazonaws.com"),
                                443,
                                List.of(),
                                List.of("arn:uploaded")));
        assertThat(stock.quotas())
                .containsExactly(
                        new Quota("shop in eu-central-1", 2, 25, "listener 443: 2"),
                        new Quota("inside in eu-central-1", 0, 25, "listener 8443: 0"));
    }

    @Test
    void theLimitOfTheAccountCounts() {
        Listeners listeners = aws.loadBalancing("eu-central-1").listeners();
        String shop = listeners.balancer("shop", "network", "internet-facing");
        listeners.listener(shop, 443, "TLS", List.of("arn:default", "arn:a"));
        listeners.limit("certificates-per-network-load-balancer", 100);

        assertThat(look("\"loadBalancers\": true").stock().quotas())
                .extracting(Quota::limit)
                .containsExactly(100);
    }

    @Test
    void everyPageOfLoadBalancersListenersAndCertificatesIsRead() {
        Listeners listeners = aws.loadBalancing("eu-central-1").listeners();
        for (int i = 0; i < 401; i++) {
            listeners.balancer("lb-" + i, "application", "internal");
        }
        String busy = listeners.balancer("busy", "application", "internal");
        for (int port = 1; port <= 401; port++) {
            listeners.listener(busy, port, "HTTP", List.of());
        }
        List<String> many = IntStream.range(0, 450).mapToObj(i -> "arn:" + i).toList();
        listeners.listener(busy, 443, "HTTPS", many);

        assertThat(look("\"loadBalancers\": true").stock().fronts())
                .singleElement()
                .satisfies(front ->
                        assertThat(front.certificates()).startsWith("arn:0").containsExactlyInAnyOrderElementsOf(many));
    }

    @Test
    void aListenerThatIsDeletedBetweenTwoCallsHidesNoOther() {
        Listeners listeners = aws.loadBalancing("eu-central-1").listeners();
        String shop = listeners.balancer("shop", "application", "internal");
        listeners.deleteListener(listeners.listener(shop, 443, "HTTPS", List.of("arn:a")));
        listeners.listener(shop, 8443, "HTTPS", List.of("arn:b"));

        Look look = look("\"loadBalancers\": true");

        assertThat(look.sources().get("Load balancers in eu-central-1")).isEmpty();
        assertThat(look.stock().fronts()).extracting(Front::certificates).contains(List.of("arn:b"));
    }

    @Test
    void aCertificateThatIsDeletedBetweenTwoCallsHidesNoOther() {
        aws.acm("eu-central-1").add(certificate("a.test", "RSA_2048", List.of(), ""));
        aws.acm("eu-central-1").add(certificate("b.test", "RSA_2048", List.of(), ""));
        aws.faults()
                .on("acm", "DescribeCertificate")
                .only(1)
                .with(new Fault.Refused(400, "ResourceNotFoundException", "Could not find certificate"));

        assertThat(look("\"acm\": true").stock().holdings())
                .extracting(Holding::name)
                .containsExactly("b.test");
    }

    @Test
    void distributionsAndApiDomainsAreSeenPageByPageAndOnce() {
        for (int i = 0; i < 101; i++) {
            aws.cloudFront().distribution("E" + i, List.of("*.c" + i + ".test"), "ACMCertificateArn", "arn:c" + i);
        }
        aws.cloudFront().distribution("E999", List.of("u.test"), "IAMCertificateId", "ASCA1");
        for (int i = 0; i < 501; i++) {
            aws.apiGateway("eu-central-1").domain("api" + i + ".test", "arn:d" + i);
        }

        List<Front> fronts =
                look("\"cloudFront\": true, \"apiGateway\": true").stock().fronts();

        assertThat(fronts).hasSize(102 + 501).doesNotHaveDuplicates();
        assertThat(fronts.getFirst())
                .isEqualTo(new Front(
                        "distribution E0",
                        "arn:aws:cloudfront::123456789012:distribution/E0",
                        Optional.of("e0.cloudfront.net"),
                        443,
                        List.of("*.c0.test"),
                        List.of("arn:c0")));
        assertThat(fronts.get(101).certificates()).containsExactly("ASCA1");
        assertThat(fronts.getLast().name()).isEqualTo("API domain api500.test in eu-central-1");
        assertThat(fronts.getLast().names()).containsExactly("api500.test");
        assertThat(fronts.getLast().certificates()).containsExactly("arn:d500");
    }

    @Test
    void aServiceThatRefusesOrThrottlesIsNamedWithItsReasonAndHidesNoOther() {
        aws.loadBalancing("eu-central-1").listeners().balancer("shop", "application", "internal");
        aws.faults().on("elasticloadbalancing", "DescribeListeners").with(new Fault.Throttled());
        aws.faults()
                .on("cloudfront", "GET /2020-05-31/distribution")
                .with(new Fault.Refused(403, "AccessDenied", "User is not authorized & more"));
        aws.faults()
                .on("apigateway", "GET /domainnames")
                .with(new Fault.Refused(403, "AccessDeniedException", "not authorized"));
        aws.acm("eu-central-1").add(certificate("a.test", "RSA_2048", List.of(), ""));

        Look look = look("\"acm\": true, \"loadBalancers\": true, \"cloudFront\": true, \"apiGateway\": true");

        assertThat(look.stock().holdings()).hasSize(1);
        assertThat(look.sources().get("Load balancers in eu-central-1"))
                .hasValueSatisfying(why -> assertThat(why).startsWith("Rate exceeded (Service: elasticloadbalancing"));
        assertThat(look.sources().get("CloudFront"))
                .hasValueSatisfying(why -> assertThat(why).startsWith("User is not authorized & more"));
        assertThat(look.sources().get("API Gateway in eu-central-1"))
                .hasValueSatisfying(why -> assertThat(why).startsWith("not authorized"));
        assertThat(aws.calls().of("elasticloadbalancing", "DescribeListeners")).hasSize(3);
        assertThat(aws.calls().of("cloudfront", "GET /2020-05-31/distribution")).hasSize(1);
    }

    @Test
    void oneLostConnectionAndOneThrottledCallAreMadeUpFor() {
        aws.cloudFront().distribution("E1", List.of("a.test"), "ACMCertificateArn", "arn:a");
        aws.faults().on("cloudfront", "GET /2020-05-31/distribution").only(1).with(new Fault.RequestLost());
        aws.faults().on("cloudfront", "GET /2020-05-31/distribution").only(1).with(new Fault.Throttled());

        Look look = look("\"cloudFront\": true");

        assertThat(look.sources().get("CloudFront")).isEmpty();
        assertThat(look.stock().fronts()).hasSize(1);
    }

    @Test
    void whatAListenerServesIsLookedAtApartFromTheEndpoints() throws InterruptedException {
        String arn = aws.acm("eu-central-1").add(certificate("shop.test", "RSA_2048", List.of(BALANCER), ""));
        Listeners listeners = aws.loadBalancing("eu-central-1").listeners();
        listeners.listener(listeners.balancer("shop", "application", "internet-facing"), 443, "HTTPS", List.of(arn));
        CheckerConfig config = Fixture.config("{\"zone\": \"UTC\", \"endpoints\": [\"a.test\"],"
                + " \"inventory\": {\"acm\": true, \"loadBalancers\": true}}");
        Lookout lookout = new Lookout(
                config,
                (targets, at) -> targets.stream()
                        .map(target -> new Verdict(
                                target, Fixture.served(target.host(), 60, at).addresses(), List.of()))
                        .toList(),
                source -> "",
                AwsInventories.of(config, clients),
                () -> StoppedHosts.NONE);

        Look look = lookout.look(NOW);

        assertThat(look.verdicts())
                .extracting(verdict -> verdict.target().label())
                .containsExactly("a.test:443");
        assertThat(look.fronts())
                .extracting(verdict -> verdict.target().label())
                .containsExactly("shop-1.eu-central-1.elb.amazonaws.com:443 (shop.test)");
        assertThat(look.probes())
                .extracting(FrontProbe::holding)
                .containsExactly(look.stock().holdings().getFirst());
    }

    private Look look(String inventory) {
        return look(inventory, clients);
    }

    private static Look look(String inventory, Clients clients) {
        CheckerConfig config = Fixture.config("{\"zone\": \"UTC\", \"inventory\": {" + inventory + "}}");
        Lookout lookout = new Lookout(
                config,
                (targets, at) -> List.of(),
                source -> "",
                AwsInventories.of(config, clients),
                () -> StoppedHosts.NONE);
        try {
            return lookout.look(NOW);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Acm.Certificate certificate(String domain, String key, List<String> users, String renewal) {
        return new Acm.Certificate(
                domain,
                List.of(domain, "*." + domain),
                "00:0A:0B",
                END.minus(Duration.ofDays(90)),
                END,
                key,
                "AMAZON_ISSUED",
                users,
                renewal);
    }
}
