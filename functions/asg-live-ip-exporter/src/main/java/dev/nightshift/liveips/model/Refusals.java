package dev.nightshift.liveips.model;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Says in a few words what the SDK throws.
public final class Refusals {
    private Refusals() {}

    /// AWS's code and words; the exception's where no answer came.
    public static String why(SdkException e) {
        if (e instanceof AwsServiceException answer && answer.awsErrorDetails() != null) {
            return answer.awsErrorDetails().errorCode() + ": "
                    + answer.awsErrorDetails().errorMessage();
        }
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    /// Whether AWS answered with this code.
    public static boolean is(SdkException e, String code) {
        return e instanceof AwsServiceException answer
                && answer.awsErrorDetails() != null
                && code.equals(answer.awsErrorDetails().errorCode());
    }
}
