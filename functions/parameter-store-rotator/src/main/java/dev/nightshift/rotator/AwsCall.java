package dev.nightshift.rotator;

import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.JsonApi;
import dev.nightshift.kit.aws.Refusal;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/// Calls AWS so that no failure repeats what was sent.
final class AwsCall {
    /// PutParameter, Systems Manager API Reference: another change of the same parameter is under way.
    static final String TOO_MANY_UPDATES = "TooManyUpdates";

    // Who, what and which resource, as IAM says it (Troubleshooting access denied error messages, IAM User Guide): what
    // a person needs to mend it.
    private static final Pattern DENIED = Pattern.compile("User: arn:[\\w:/+=,.@-]+ is not authorized to perform:"
            + " [a-z0-9-]+:[A-Za-z]+( on resource: (\\*|arn:[\\w:/+=,.@*-]+))?");

    private AwsCall() {}

    /// The answer.
    ///
    /// A validation error repeats the value that was sent, so that of all but a denial only the code is kept.
    ///
    /// @throws CallException when there is none
    static <T> T called(String operation, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw new CallException(operation + ": " + reason(e), isRefusal(e));
        }
    }

    /// Calls an operation for each of its pages.
    ///
    /// @param token the member that leads to the next page, in the request as in the answer
    /// @throws CallException when one is not answered
    static void pages(JsonApi service, String operation, String token, Map<String, ?> input, Consumer<Answer> page) {
        Map<String, Object> request = new LinkedHashMap<>(input);
        String next;
        do {
            Answer answer = called(operation, () -> {
                Answer one = service.call(operation, request);
                page.accept(one);
                return one;
            });
            next = answer.text(token);
            request.put(token, next);
        } while (!next.isEmpty());
    }

    /// The text of a member that every answer has.
    ///
    /// @throws SdkClientException when it is not there
    static String text(Answer answer, String... path) {
        if (!answer.has(path)) {
            throw without(path);
        }
        return answer.text(path);
    }

    /// The time of a member that every answer has.
    ///
    /// @throws SdkClientException when it is not there
    static Instant time(Answer answer, String... path) {
        return answer.time(path).orElseThrow(() -> without(path));
    }

    /// The number of a member that every answer has.
    ///
    /// @throws SdkClientException when it is not there
    static long number(Answer answer, String... path) {
        text(answer, path);
        return answer.number(path);
    }

    private static SdkClientException without(String... path) {
        String why = "the answer has no " + String.join(".", path);
        return SdkClientException.create(why, new IOException(why));
    }

    private static boolean isRefusal(SdkException e) {
        return e instanceof AwsServiceException answer
                && answer.statusCode() >= 400
                && answer.statusCode() < 500
                && !answer.isThrottlingException()
                && !Refusal.is(e, TOO_MANY_UPDATES);
    }

    /// The code of an answer, or why there was none.
    static String reason(SdkException e) {
        if (e instanceof AwsServiceException answer && answer.awsErrorDetails() != null) {
            String code = answer.awsErrorDetails().errorCode();
            Matcher denied =
                    DENIED.matcher(String.valueOf(answer.awsErrorDetails().errorMessage()));
            return denied.find() ? code + ": " + denied.group() : code;
        }
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        // What the network says names hosts, and nothing of what was sent.
        String cause =
                root instanceof IOException ? ": " + root.getClass().getSimpleName() + ": " + root.getMessage() : "";
        return e.getClass().getSimpleName() + cause;
    }
}
