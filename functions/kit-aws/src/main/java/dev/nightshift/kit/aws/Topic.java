package dev.nightshift.kit.aws;

import dev.nightshift.kit.Digest;
import dev.nightshift.kit.DigestJson;
import dev.nightshift.kit.DigestText;
import dev.nightshift.kit.Environment;
import dev.nightshift.kit.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/// The SNS topic to which a function tells what it did.
///
/// A digest is two messages: one for people and machines (`MessageStructure=json`: plain text for mail, JSON with a
/// schema version for SQS, Lambda, HTTPS and Firehose), and one for chat, whose reader wants nothing but its card.
/// Subscriptions choose by a filter on the attribute `audience`.
public final class Topic {
    /// The attribute by which subscriptions are told apart.
    public static final String AUDIENCE = "audience";

    // SNS: a message is at most 256 KiB (Publish, API reference); attributes and subject count as well.
    private static final int MAX_BYTES = 240 * 1024;
    private static final int MOST_ROWS = 100;

    private final SnsClient sns;
    private final String arn;

    /// @param arn the topic's ARN
    public Topic(SnsClient sns, String arn) {
        this.sns = sns;
        this.arn = arn;
    }

    /// That of the deployment.
    ///
    /// @throws dev.nightshift.kit.SettingsException when no variable names it
    public static Topic of(Environment environment, Clients clients) {
        return new Topic(
                clients.build(SnsClient.builder()),
                environment.required(Environment.TOPIC_ARN, "the ARN of the topic to tell"));
    }

    /// Sends the digest to every audience.
    ///
    /// People and machines are told first.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when SNS does not take it
    public void publish(Digest digest) {
        publish(digest, "[\"people\",\"machines\"]", "json", message(digest));
        publish(digest, "[\"chat\"]", null, DigestJson.chatCard(digest));
    }

    private void publish(Digest digest, String audience, @Nullable String structure, String message) {
        Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>();
        attributes.put(AUDIENCE, attribute("String.Array", audience));
        attributes.put("function", attribute("String", digest.function()));
        attributes.put("severity", attribute("String", digest.severity().name().toLowerCase(Locale.ROOT)));
        attributes.put("account", attribute("String", digest.account()));
        attributes.put("region", attribute("String", digest.region()));
        attributes.put("dryRun", attribute("String", String.valueOf(digest.dryRun())));
        sns.publish(request -> request.topicArn(arn)
                .subject(DigestText.subject(digest))
                .messageStructure(structure)
                .message(message)
                .messageAttributes(attributes));
    }

    /// The one message for all protocols, with as many rows a section as fit.
    static String message(Digest digest) {
        for (int rows = MOST_ROWS; ; rows /= 2) {
            String text = DigestText.body(digest, rows);
            String json = DigestJson.machine(digest, rows);
            Map<String, String> bodies = new LinkedHashMap<>();
            bodies.put("default", text);
            bodies.put("email", text);
            for (String protocol : new String[] {"lambda", "sqs", "https", "firehose"}) {
                bodies.put(protocol, json);
            }
            String message = Json.write(bodies);
            if (rows == 0 || message.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES) {
                return message;
            }
        }
    }

    private static MessageAttributeValue attribute(String type, String value) {
        return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
    }
}
