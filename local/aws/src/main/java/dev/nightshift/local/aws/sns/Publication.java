package dev.nightshift.local.aws.sns;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A message that a topic took.
///
/// @param subject empty when there was none
/// @param bodies by protocol, at least `default`
/// @param attributes the values of the string attributes, by name
public record Publication(
        Instant at,
        String messageId,
        String topicArn,
        Optional<String> subject,
        Map<String, String> bodies,
        Map<String, String> attributes) {
    /// What a subscriber by this protocol (`email`, `sqs`, `lambda`, `https`) receives as the message.
    public String body(String protocol) {
        return bodies.getOrDefault(protocol, bodies.getOrDefault("default", ""));
    }

    /// The mail that a subscriber receives: subject, empty line, text. SNS adds a footer with the way out.
    public String mail() {
        return "Subject: " + subject.orElse("AWS Notification Message") + "\n\n" + body("email");
    }
}
