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
import java.util.Optional;

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

    private final QueryApi sns;
    private final String arn;

    /// @param arn the topic's ARN
    public Topic(QueryApi sns, String arn) {
        this.sns = sns;
        this.arn = arn;
    }

    /// That of the deployment.
    ///
    /// @throws dev.nightshift.kit.SettingsException when no variable names it
    public static Topic of(Environment environment, Clients clients) {
        return new Topic(
                clients.query("sns", "2010-03-31"),
                environment.required(Environment.TOPIC_ARN, "the ARN of the topic to tell"));
    }

    /// Sends the digest to every audience.
    ///
    /// People and machines are told first.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when SNS does not take it
    public void publish(Digest digest) {
        publish(digest, "[\"people\",\"machines\"]", Optional.of("json"), message(digest));
        publish(digest, "[\"chat\"]", Optional.empty(), DigestJson.chatCard(digest));
    }

    private void publish(Digest digest, String audience, Optional<String> structure, String message) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("TopicArn", arn);
        parameters.put("Subject", DigestText.subject(digest));
        structure.ifPresent(json -> parameters.put("MessageStructure", json));
        parameters.put("Message", message);
        attribute(parameters, 1, AUDIENCE, "String.Array", audience);
        attribute(parameters, 2, "function", "String", digest.function());
        attribute(parameters, 3, "severity", "String", digest.severity().name().toLowerCase(Locale.ROOT));
        attribute(parameters, 4, "account", "String", digest.account());
        attribute(parameters, 5, "region", "String", digest.region());
        attribute(parameters, 6, "dryRun", "String", String.valueOf(digest.dryRun()));
        sns.call("Publish", parameters);
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

    private static void attribute(Map<String, String> parameters, int number, String name, String type, String value) {
        String entry = "MessageAttributes.entry." + number + ".";
        parameters.put(entry + "Name", name);
        parameters.put(entry + "Value.DataType", type);
        parameters.put(entry + "Value.StringValue", value);
    }
}
