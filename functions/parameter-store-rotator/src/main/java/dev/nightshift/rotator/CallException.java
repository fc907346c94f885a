package dev.nightshift.rotator;

/// A call that was refused, or of which nothing is known.
///
/// Its message has no cause and no text of the request: several services repeat what they were sent.
final class CallException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param what the call and the code of the answer, such as `PutParameter:
    ///     AccessDeniedException`
    CallException(String what) {
        super(what, null, false, false);
    }

    /// What went wrong, for people.
    String what() {
        return String.valueOf(getMessage());
    }
}
