package dev.nightshift.local.aws;

import static dev.nightshift.local.aws.AwsContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sns.SnsClient;

/// What is relied on of SNS.
interface SnsContract {
    World world();

    @Test
    default void aMessageIsPublished() {
        String topic = world().topic("people");

        assertThat(sns().publish(r -> r.topicArn(topic).subject("Two stopped").message("web-1, web-2"))
                        .messageId())
                .isNotEmpty();
    }

    @Test
    default void anUnknownTopicIsNotFound() {
        String other = world().topic("people") + "-other";

        assertRefused(() -> sns().publish(r -> r.topicArn(other).message("x")), 404, "NotFound", "does not exist");
    }

    @Test
    default void aSubjectHasAtMostAHundredCharacters() {
        String topic = world().topic("people");

        assertRefused(
                () -> sns().publish(
                                r -> r.topicArn(topic).subject("x".repeat(101)).message("x")),
                400,
                "InvalidParameter",
                "");
    }

    @Test
    default void aMessageHasAtMost256Kilobytes() {
        String topic = world().topic("people");

        assertRefused(
                () -> sns().publish(r -> r.topicArn(topic).message("x".repeat(256 * 1024 + 1))),
                400,
                "InvalidParameter",
                "Message too long");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"not json | failed to parse", "{\"email\": \"x\"} | No default entry in JSON message body"})
    @MotoDiffers(how = "any message is taken", page = "https://docs.aws.amazon.com/sns/latest/api/API_Publish.html")
    default void messagesByProtocolAreJsonWithADefault(String message, String why) {
        String topic = world().topic("people");

        assertRefused(
                () -> sns().publish(
                                r -> r.topicArn(topic).messageStructure("json").message(message)),
                400,
                "InvalidParameter",
                why);
    }

    private SnsClient sns() {
        return world().clients().of(SnsClient::builder);
    }
}
