package dev.nightshift.rotator;

import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Calls AWS so that no failure repeats what was sent.
final class AwsCall {
    private AwsCall() {}

    /// The answer.
    ///
    /// A validation error repeats the value that was sent, so that of most answers only the code is kept.
    ///
    /// @throws CallException when there is none
    static <T> T called(String operation, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw new CallException(operation + ": " + reason(e));
        }
    }

    private static String reason(SdkException e) {
        if (e instanceof AwsServiceException answer && answer.awsErrorDetails() != null) {
            String code = answer.awsErrorDetails().errorCode();
            return code.equals("AccessDeniedException")
                    ? code + ": " + answer.awsErrorDetails().errorMessage()
                    : code;
        }
        return e.getClass().getSimpleName();
    }
}
