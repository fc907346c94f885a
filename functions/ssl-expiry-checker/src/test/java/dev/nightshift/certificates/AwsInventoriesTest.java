package dev.nightshift.certificates;

import static dev.nightshift.certificates.Fixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nightshift.kit.StoppedHosts;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.local.aws.Acm;
import dev.nightshift.local.aws.Fault;
import dev.nightshift.local.aws.LocalAws;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// The adapters over real HTTP, through the SDK.
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
        assertThat(look.holdings())
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
                                Optional.empty()),
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
                                Optional.of("PENDING_VALIDATION")));
    }

    @Test
    void everyPageOfAcmIsRead() {
        for (int i = 0; i < 101; i++) {
            aws.acm("eu-central-1").add(certificate("h" + i + ".test", "RSA_2048", List.of(), ""));
        }

        assertThat(look("\"acm\": true").holdings()).hasSize(101);
        assertThat(aws.calls().of("acm", "ListCertificates")).hasSize(3);
    }

    @Test
    void certificatesOfIamAndOfDatabasesAreSeen() {
        String uploaded = aws.serverCertificates().upload("old-shop", NOW.minus(Duration.ofDays(300)), END);
        String database = aws.rds("eu-central-1").launch("orders", "rds-ca-rsa2048-g1", END);

        Look look = look("\"iam\": true, \"rds\": true");

        assertThat(look.holdings())
                .extracting(Holding::arn, Holding::name, Holding::notAfter)
                .containsExactly(tuple(uploaded, "old-shop", END), tuple(database, "orders (rds-ca-rsa2048-g1)", END));
    }

    @Test
    void aRegionThatFailsHidesNoOther() {
        aws.acm("us-east-1").add(certificate("b.test", "RSA_2048", List.of(), ""));
        aws.faults().on("acm", "ListCertificates").only(1).with(new Fault.Refused(400, "AccessDeniedException", "no"));

        Look look = look("\"acm\": true");

        assertThat(look.holdings()).hasSize(1);
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

    private Look look(String inventory) {
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
