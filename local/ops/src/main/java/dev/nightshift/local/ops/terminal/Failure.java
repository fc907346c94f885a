package dev.nightshift.local.ops.terminal;

/// What the person asked for could not be done, for a reason that the message tells them whole.
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param message names the file, host or key, and what would be right
    public Failure(String message) {
        super(message);
    }
}
