package dev.nightshift.rotator;

/// A call that was refused, or of which nothing is known.
///
/// Its message has no cause and no text of the request: several services repeat what they were sent.
final class CallException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean refused;

    /// @param what the call and the code of the answer, such as `PutParameter:
    ///     AccessDeniedException`
    CallException(String what) {
        this(what, false);
    }

    /// @param refused whether it was answered with a refusal that asking again does not change
    CallException(String what, boolean refused) {
        super(what, null, false, false);
        this.refused = refused;
    }

    /// Whether nothing was done, and a repetition would be refused too.
    boolean isRefused() {
        return refused;
    }

    /// What went wrong, for people.
    String what() {
        return String.valueOf(getMessage());
    }
}
