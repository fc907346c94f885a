package dev.nightshift.local.ops.lambda;

import java.util.List;

/// What came of one invocation.
public sealed interface Outcome {
    /// The handler returned.
    ///
    /// @param payload what it wrote, JSON as far as it keeps to Lambda's rules
    record Returned(String payload) implements Outcome {}

    /// The handler threw, or there was nothing left to answer.
    ///
    /// @param errorType the exception's class, or Lambda's own word: `Runtime.ExitError` for a process
    ///     that ended, `Sandbox.Timedout` for one that took too long
    /// @param errorMessage in words
    /// @param stackTrace the handler's, outermost call last; empty when there is none
    record Failed(String errorType, String errorMessage, List<String> stackTrace) implements Outcome {}
}
