package dev.nightshift.rotator;

import java.time.Instant;
import java.util.Optional;

/// What a run decided for one parameter, and why.
sealed interface Verdict {
    Parameter parameter();

    /// How a new value comes about.
    enum Origin {
        /// It is made.
        NEW,
        /// It is the one before the live one.
        PREVIOUS
    }

    /// It gets another value.
    ///
    /// @param since when it became due
    /// @param demanded whether somebody asked for it: then nothing else may hold it up
    record Rotate(Parameter parameter, Strategy strategy, Instant since, Origin origin, boolean demanded)
            implements Verdict {}

    /// A rotation is under way: it is brought to its end.
    ///
    /// @param pendingSince when its pending value was written; empty when only what was replaced is left
    record Resume(Parameter parameter, Strategy strategy, Optional<Instant> pendingSince) implements Verdict {}

    /// It is young enough.
    record Leave(Parameter parameter, Strategy strategy, Instant until) implements Verdict {}

    /// It opted in and yet cannot be rotated. The reason is the end of a sentence.
    record Refuse(Parameter parameter, String why) implements Verdict {}
}
