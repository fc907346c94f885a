package dev.nightshift.stopper.model;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// Why a call did not do what it should for an instance.
///
/// @param code AWS's error code, or the exception's name where no answer came
/// @param scope what the answer was about
public record Failure(String code, String message, Scope scope) {
    /// What an answer was about.
    public enum Scope {
        /// This instance: the answer names it, or it was asked for alone.
        INSTANCE,
        /// Some instance of a group that was asked for together; nobody knows which.
        GROUP,
        /// The request: throttled, a failure of the service, or no answer.
        REQUEST,
        /// The caller, hence everything in this account and region: it may not.
        PLACE
    }

    /// Reads an answer that names no instance; [Scope#GROUP] where its code is not known to be about anything else.
    public static Failure of(SdkException e) {
        if (e instanceof AwsServiceException answer
                && answer.awsErrorDetails() != null
                && answer.awsErrorDetails().errorCode() != null
                && !answer.awsErrorDetails().errorCode().isEmpty()) {
            String code = answer.awsErrorDetails().errorCode();
            Scope scope = answer.isThrottlingException() ? Scope.REQUEST : ErrorCodes.scope(code);
            return new Failure(code, String.valueOf(answer.awsErrorDetails().errorMessage()), scope);
        }
        return new Failure(e.getClass().getSimpleName(), String.valueOf(e.getMessage()), Scope.REQUEST);
    }

    /// What AWS said, without the number of the request, so that the same answer has the same words.
    public String words() {
        return code + ": " + message;
    }

    /// Whether the account and region could not be acted on, so that somebody has to look.
    public boolean isUnreachable() {
        return scope == Scope.REQUEST || scope == Scope.PLACE;
    }
}
