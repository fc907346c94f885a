package dev.nightshift.liveips.sink;

import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.JsonApi;
import dev.nightshift.liveips.format.Format;
import dev.nightshift.liveips.model.Refusals;
import dev.nightshift.liveips.settings.Destination;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/// A parameter of Parameter Store: a `StringList` for lists of one line, else a `String`. Its value has no end of line.
///
/// Parameter Store cannot compare and swap. That another run wrote in between shows afterwards, in the version that the
/// reply names: then what was observed may be old and is observed again.
///
/// Needs `ssm:GetParameter` and `ssm:PutParameter` on the parameter.
final class ParameterSink implements Sink {
    // PutParameter, Systems Manager API reference: a parameter's value.
    private static final String STANDARD = "Standard";
    private static final int STANDARD_BYTES = 4_096;
    private static final int ADVANCED_BYTES = 8_192;

    private final JsonApi ssm;
    private final String path;
    private final String type;
    private final String tier;
    private final int maxBytes;
    private final String empty;
    private final String emptyBody;

    ParameterSink(JsonApi ssm, Destination.Parameter destination) {
        this.ssm = ssm;
        this.path = destination.path();
        this.type = destination.form().format() == Format.CSV ? "StringList" : "String";
        this.tier = destination.advanced() ? "Advanced" : STANDARD;
        this.maxBytes = destination.advanced() ? ADVANCED_BYTES : STANDARD_BYTES;
        this.empty = destination.empty().orElse("");
        this.emptyBody = destination.form().body("", List.of());
    }

    @Override
    public Reading read() {
        try {
            Answer answer = ssm.call("GetParameter", Map.of("Name", path));
            String value = answer.text("Parameter", "Value");
            String body = value.equals(empty) ? emptyBody : value + "\n";
            return new Reading.Held(Optional.of(body), answer.text("Parameter", "Version"));
        } catch (SdkException e) {
            return Refusals.is(e, "ParameterNotFound")
                    ? new Reading.Held(Optional.empty(), "0")
                    : new Reading.Unreadable(Refusals.why(e));
        }
    }

    @Override
    public Writing rehearse(String body, String token) {
        return refusal(value(body)).<Writing>map(Writing.Refused::new).orElse(new Writing.Done());
    }

    @Override
    public Writing write(String body, String token) {
        String value = value(body);
        Optional<String> refusal = refusal(value);
        if (refusal.isPresent()) {
            return new Writing.Refused(refusal.get());
        }
        try {
            long version = ssm.call(
                            "PutParameter",
                            Map.of("Name", path, "Value", value, "Type", type, "Tier", tier, "Overwrite", true))
                    .number("Version");
            return version == Long.parseLong(token) + 1 ? new Writing.Done() : new Writing.Raced();
        } catch (SdkException e) {
            return new Writing.Refused(Refusals.why(e));
        }
    }

    private String value(String body) {
        return body.isBlank() ? empty : body.stripTrailing();
    }

    private Optional<String> refusal(String value) {
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0) {
            return Optional.of("Parameter Store takes no empty value, and empty: does not say what to write");
        }
        return bytes <= maxBytes
                ? Optional.empty()
                : Optional.of("%d bytes are more than the %d of a parameter%s"
                        .formatted(bytes, maxBytes, tier.equals(STANDARD) ? "; advanced: true takes more" : ""));
    }
}
