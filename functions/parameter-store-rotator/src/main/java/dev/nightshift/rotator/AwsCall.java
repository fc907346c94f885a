package dev.nightshift.rotator;

import java.io.IOException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.model.TooManyUpdatesException;

/// Calls AWS so that no failure repeats what was sent.
final class AwsCall {
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

    /// Whether a page's token leads to another.
    static boolean isMore(@Nullable String token) {
        return token != null && !token.isEmpty();
    }

    private static boolean isRefusal(SdkException e) {
        return e instanceof AwsServiceException answer
                && answer.statusCode() >= 400
                && answer.statusCode() < 500
                && !answer.isThrottlingException()
                && !(e instanceof TooManyUpdatesException);
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
