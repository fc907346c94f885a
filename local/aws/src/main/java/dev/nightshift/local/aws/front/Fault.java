package dev.nightshift.local.aws.front;

import java.time.Duration;

/// A way for a call to go wrong that has nothing to do with what was asked.
public sealed interface Fault {
    /// Too many calls: `RequestLimitExceeded` with 503 from EC2, `SlowDown` with 503 from S3,
    /// `Throttling` with 400 from SNS and STS.
    record Throttled() implements Fault {}

    /// An error of the service in its own wire form.
    ///
    /// @param status the HTTP status
    record Refused(int status, String code, String message) implements Fault {}

    /// An error whose text repeats all that was sent, as some services' validation does.
    ///
    /// @param status the HTTP status
    record Repeating(int status, String code) implements Fault {}

    /// The connection closes before anything was done.
    record RequestLost() implements Fault {}

    /// All is done as asked and the connection closes without an answer.
    record ReplyLost() implements Fault {}

    /// The answer comes late, in real time and not on the endpoint's clock.
    record Delayed(Duration by) implements Fault {}

    /// The service's own failure: 500 with a code that names no reason.
    static Fault internalError() {
        return new Refused(500, "InternalError", "An internal error has occurred");
    }
}
