package dev.nightshift.kit.aws;

import dev.nightshift.kit.Text;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Why a service of AWS did not do as asked.
///
/// Sources: *AWS Query protocol*, *AWS restXml protocol*, *AWS restJson1 protocol* (the header `X-Amzn-Errortype`),
/// *AWS
/// JSON 1.1 protocol* (the member `__type`), Smithy specification.
///
/// @param code AWS's name for it; empty where something else than the service answered
/// @param message for people
public record Refusal(String code, String message) {
    private static final int SHOWN = 160;

    /// Whether a failed call was refused with one of these codes.
    public static boolean is(SdkException failure, String... codes) {
        return failure instanceof AwsServiceException refused
                && refused.awsErrorDetails() != null
                && List.of(codes).contains(refused.awsErrorDetails().errorCode());
    }

    /// @param type the header's value, empty if there is none: the code, for some services with a namespace and `#`
    /// before
    /// it or `:` and an address after it
    static Refusal of(String type, String body) {
        try {
            return body.startsWith("<")
                    ? ofXml(Answer.ofXml(body.getBytes(StandardCharsets.UTF_8), name -> true))
                    : ofJson(type, Answer.ofJson(body.getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            // What stands between here and the service wrote it.
            return new Refusal(code(type), Text.printable(body, SHOWN));
        }
    }

    private static Refusal ofXml(Answer answer) {
        // That of API Gateway's and CloudFront's front is not wrapped, and EC2's is wrapped twice.
        Answer error = Stream.concat(answer.all("Error"), answer.all("Errors", "Error"))
                .findFirst()
                .orElse(answer);
        return new Refusal(error.text("Code"), error.text("Message"));
    }

    private static Refusal ofJson(String type, Answer answer) {
        return new Refusal(
                code(type.isEmpty() ? answer.text("__type") : type),
                Stream.of("message", "Message")
                        .map(answer::text)
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse(""));
    }

    private static String code(String type) {
        return type.replaceFirst(".*#", "").replaceFirst(":.*", "");
    }
}
