package dev.nightshift.stopper.hand;

/// That something cannot be done for a person; the message says why and what would be right, in whole sentences.
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
        super(message);
    }
}
