package dev.nightshift.kit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.kit.Digest;
import dev.nightshift.kit.Digest.Section;
import dev.nightshift.kit.Digest.Severity;
import dev.nightshift.kit.DigestText;
import dev.nightshift.kit.Json;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.local.aws.sns.Publication;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;

class TopicTest {
    private static final Instant AT = Instant.parse("2026-11-20T17:00:00Z");

    private final LocalAws aws = LocalAws.start(InstantSource.fixed(AT));
    private final String arn = aws.sns("eu-central-1").topic("nightshift");
    private final QueryApi client = new Clients(
                    Region.EU_CENTRAL_1,
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
                    Optional.of(aws.endpoint()))
            .query("sns", "2010-03-31");
    private final Topic topic = new Topic(client, arn);

    @AfterEach
    void nothingWasAskedThatTheEndpointDoesNotKnow() {
        assertThat(aws.calls().unrecognized()).isEmpty();
        aws.close();
    }

    private List<Publication> published() {
        return aws.sns("eu-central-1").publications();
    }

    private static Digest digest(int rows) {
        List<List<String>> cells = IntStream.range(0, rows)
                .mapToObj(i -> List.of("i-" + i, "\"é\"".repeat(75)))
                .toList();
        return new Digest(
                "acme-stopper",
                "123456789012",
                "eu-central-1",
                AT,
                ZoneOffset.UTC,
                false,
                Severity.WARNING,
                rows + " stopped",
                List.of(new Section("Stopped", List.of("id", "why"), cells)));
    }

    @Test
    void peopleGetTextAndMachinesGetJsonAndChatGetsItsCard() {
        Digest digest = digest(2);

        topic.publish(digest);

        assertThat(published()).hasSize(2);
        Publication first = published().getFirst();
        assertThat(first.subject()).contains("2 stopped - acme-stopper eu-central-1");
        assertThat(first.body("email")).isEqualTo(DigestText.body(digest, 100));
        assertThat(Json.parse("sqs", first.body("sqs"))).isInstanceOf(Map.class);
        assertThat(first.attributes())
                .containsEntry("audience", "[\"people\",\"machines\"]")
                .containsEntry("function", "acme-stopper")
                .containsEntry("severity", "warning")
                .containsEntry("account", "123456789012")
                .containsEntry("region", "eu-central-1")
                .containsEntry("dryRun", "false");
        assertThat(published().getLast().attributes()).containsEntry("audience", "[\"chat\"]");
        assertThat(published().getLast().body("https")).startsWith("{\"version\":\"1.0\",\"source\":\"custom\"");
    }

    @Test
    void aHugeDigestIsCutToWhatSnsTakes() {
        Digest digest = digest(10_000);

        topic.publish(digest);

        // Publish takes 256 KiB, attributes and subject included: *Publish*, Amazon SNS API Reference. Half as many
        // rows
        // would be cut without need.
        assertThat(Topic.message(digest).getBytes(StandardCharsets.UTF_8)).hasSizeBetween(100 * 1024, 255 * 1024);
        assertThat(published().getFirst().body("email"))
                .contains("Stopped (10000)")
                .endsWith(" more\n");
    }

    @Test
    void aTopicThatRefusesIsAnError() {
        aws.faults()
                .on("sns", "Publish")
                .with(new Fault.Refused(403, "AuthorizationError", "not authorized to perform: SNS:Publish"));

        assertThatThrownBy(() -> topic.publish(digest(1)))
                .isInstanceOf(AwsServiceException.class)
                .hasMessageContaining("not authorized to perform: SNS:Publish");
    }
}
