package dev.nightshift.kit.aws;

/// A run came to its end and fails, so that Lambda counts an error and runs the event again where that is configured.
public final class RunFailedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    RunFailedException(String message) {
        super(message);
    }
}
