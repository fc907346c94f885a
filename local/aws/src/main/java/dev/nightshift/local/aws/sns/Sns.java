package dev.nightshift.local.aws.sns;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.service.Service;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Parameters;
import dev.nightshift.local.aws.wire.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// The topics of one account in one region, and what was published to them.
///
/// Source: Publish, Amazon SNS API Reference.
public final class Sns implements Service {
    private static final int MAX_MESSAGE_BYTES = 256 * 1024;

    private final Place place;
    private final InstantSource clock;
    private final Set<String> topics = new HashSet<>();
    private final List<Publication> publications = new ArrayList<>();

    public Sns(Place place, InstantSource clock) {
        this.place = place;
        this.clock = clock;
    }

    /// Makes a topic, if it is not there, and says its ARN.
    public synchronized String topic(String name) {
        String arn = place.arn("sns", name);
        topics.add(arn);
        return arn;
    }

    /// What was published, in order.
    public synchronized List<Publication> publications() {
        return List.copyOf(publications);
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of(
                "Publish",
                new Operation(
                        Set.of(
                                "TopicArn",
                                "Subject",
                                "Message",
                                "MessageStructure",
                                "MessageAttributes.entry.N.Name",
                                "MessageAttributes.entry.N.Value.DataType",
                                "MessageAttributes.entry.N.Value.StringValue"),
                        asked -> List.of(IamRequest.of("sns:Publish", asked.textOrEmpty("TopicArn"))
                                .with("aws:RequestedRegion", Set.of(place.region()))),
                        this::publish));
    }

    private Fields publish(Parameters asked) {
        String topic = asked.textOrEmpty("TopicArn");
        if (!topics.contains(topic)) {
            throw new AwsException(404, "NotFound", "Topic does not exist");
        }
        Optional<String> subject = asked.text("Subject");
        subject.ifPresent(Sns::mustBeASubject);
        Map<String, String> attributes = attributes(asked);
        String message = asked.textOrEmpty("Message");
        mustFit(message, attributes);
        Map<String, String> bodies =
                "json".equals(asked.textOrEmpty("MessageStructure")) ? bodies(message) : Map.of("default", message);
        String id = new UUID(1, publications.size() + 1L).toString();
        publications.add(new Publication(clock.instant(), id, topic, subject, bodies, attributes));
        return Fields.empty().put("MessageId", id);
    }

    private static Map<String, String> attributes(Parameters asked) {
        Map<String, String> attributes = new TreeMap<>();
        for (Parameters entry : asked.items("MessageAttributes.entry")) {
            String value = entry.textOrEmpty("Value.StringValue");
            String name = entry.textOrEmpty("Name");
            if (value.isEmpty()) {
                throw invalid("The message attribute '" + name + "' must contain non-empty message attribute value");
            }
            attributes.put(name, value);
        }
        return attributes;
    }

    /// By now SNS takes any UTF-8 here; printable ASCII is what it took before and every mail program shows.
    private static void mustBeASubject(String subject) {
        if (subject.isEmpty() || subject.length() > 100 || !subject.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw invalid("Subject");
        }
    }

    /// Attributes count too. Source: Amazon SNS message attributes, Developer Guide.
    private static void mustFit(String message, Map<String, String> attributes) {
        if (message.isEmpty()) {
            throw invalid("Empty message");
        }
        int bytes = bytes(message);
        for (var attribute : attributes.entrySet()) {
            bytes += bytes(attribute.getKey()) + bytes("String") + bytes(attribute.getValue());
        }
        if (bytes > MAX_MESSAGE_BYTES) {
            throw invalid("Message too long");
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Map<String, String> bodies(String json) {
        Map<String, String> bodies = new HashMap<>();
        try {
            JSON.std.mapFrom(json).forEach((protocol, body) -> {
                if (body instanceof String text) {
                    bodies.put(protocol, text);
                }
            });
        } catch (IOException e) {
            throw invalid("Message Structure - JSON message body failed to parse");
        }
        if (!bodies.containsKey("default")) {
            throw invalid("Message Structure - No default entry in JSON message body");
        }
        return bodies;
    }

    private static AwsException invalid(String what) {
        return AwsException.badRequest("InvalidParameter", "Invalid parameter: " + what);
    }
}
