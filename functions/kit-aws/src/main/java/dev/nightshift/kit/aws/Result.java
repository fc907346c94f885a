package dev.nightshift.kit.aws;

import dev.nightshift.kit.Digest;
import dev.nightshift.kit.Metrics;
import dev.nightshift.kit.Reach;
import java.util.List;
import java.util.function.Consumer;

/// What a job did, and what is left to do about it.
///
/// @param logged what the log shows
/// @param answer what the invocation answers with
/// @param messages what people are to be notified of
/// @param store stores what the next run has to know, once people were notified
/// @param reach decides whether the run fails
/// @param counts adds the function's own metrics
public record Result(
        Digest logged, Digest answer, List<Digest> messages, Runnable store, Reach reach, Consumer<Metrics> counts) {
    /// Keeps copies.
    public Result {
        messages = List.copyOf(messages);
    }
}
