package dev.nightshift.local.aws;

import static dev.nightshift.local.aws.AwsContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.sns.Sns;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

class SnsTest {
    private final ManualClock clock = new ManualClock("2026-11-20T17:00:12Z");
    private final LocalAws aws = LocalAws.start(clock);
    private final Sns region = aws.sns(Clients.REGION);
    private final String topic = region.topic("people");
    private final SnsClient sns = new Clients(aws.endpoint(), "AKIDLOCAL").of(SnsClient::builder);

    @AfterEach
    void close() {
        sns.close();
        aws.close();
    }

    @Test
    void whatIsPublishedIsKept() {
        MessageAttributeValue severity = MessageAttributeValue.builder()
                .dataType("String")
                .stringValue("info")
                .build();

        sns.publish(r -> r.topicArn(topic)
                .subject("2 stopped")
                .messageStructure("json")
                .message("{\"default\": \"two\", \"email\": \"web-1\\nweb-2\", \"sqs\": \"{}\"}")
                .messageAttributes(Map.of("severity", severity)));

        assertThat(region.publications()).singleElement().satisfies(publication -> {
            assertThat(publication.at()).isEqualTo(clock.instant());
            assertThat(publication.topicArn()).isEqualTo("arn:aws:sns:eu-central-1:123456789012:people");
            assertThat(publication.attributes()).containsExactly(Map.entry("severity", "info"));
            assertThat(publication.body("sqs")).isEqualTo("{}");
            assertThat(publication.body("lambda")).isEqualTo("two");
            assertThat(publication.mail()).isEqualTo("Subject: 2 stopped\n\nweb-1\nweb-2");
        });
    }

    @Test
    void aMailWithoutASubjectOrATextOfItsOwnGetsTheDefaults() {
        sns.publish(r -> r.topicArn(topic).message("two"));

        assertThat(region.publications().getFirst().mail()).isEqualTo("Subject: AWS Notification Message\n\ntwo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "a\u0007bell", "zürich"})
    void aSubjectIsPrintableAsciiOnOneLine(String subject) {
        assertRefused(
                () -> sns.publish(r -> r.topicArn(topic).subject(subject).message("x")),
                400,
                "InvalidParameter",
                "Invalid parameter: Subject");
        assertThat(region.publications()).isEmpty();
    }

    @Test
    void attributesCountIntoTheSize() {
        MessageAttributeValue large = MessageAttributeValue.builder()
                .dataType("String")
                .stringValue("x".repeat(1024))
                .build();

        assertRefused(
                () -> sns.publish(r ->
                        r.topicArn(topic).message("x".repeat(255 * 1024)).messageAttributes(Map.of("large", large))),
                400,
                "InvalidParameter",
                "Message too long");
    }
}
