package dev.nightshift.kit.aws;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.SettingsException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Why a service of AWS did not do as asked.
///
/// Sources: *AWS Query protocol*, *AWS restXml protocol*, *AWS restJson1 protocol* (the header `X-Amzn-Errortype`),
/// Smithy specification.
///
/// @param code AWS's name for it
/// @param message for people
record Refusal(String code, String message) {
    /// @param type the header's value: the code, in some services with an address behind a colon
    static Refusal of(String type, String body) {
        try {
            return body.startsWith("<")
                    ? ofXml(Xml.parse(body.getBytes(StandardCharsets.UTF_8), name -> true))
                    : ofJson(type, Json.parse("answer", body));
        } catch (IllegalArgumentException | SettingsException e) {
            // What stands between here and the service wrote it.
            return new Refusal(code(type), body);
        }
    }

    private static Refusal ofXml(Xml answer) {
        // That of API Gateway's and CloudFront's front is not wrapped, and EC2's is wrapped twice.
        Xml error = Stream.concat(answer.all("Error"), answer.all("Errors", "Error"))
                .findFirst()
                .orElse(answer);
        return new Refusal(error.text("Code"), error.text("Message"));
    }

    private static Refusal ofJson(String type, Object answer) {
        String message = answer instanceof Map<?, ?> fields
                ? Stream.of("message", "Message")
                        .map(fields::get)
                        .filter(Objects::nonNull)
                        .map(Object::toString)
                        .findFirst()
                        .orElse("")
                : "";
        return new Refusal(code(type), message);
    }

    private static String code(String type) {
        int colon = type.indexOf(':');
        return colon < 0 ? type : type.substring(0, colon);
    }
}
