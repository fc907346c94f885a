package dev.nightshift.liveips;

import java.time.Duration;
import java.time.Instant;

/// How many complete looks in a row have said the same.
///
/// Looks that follow each other within [#APART] count as one: a burst of events or a person at a keyboard sees the
/// same mistake several times.
///
/// @param looks those that count
/// @param last when the last of them began
record Tally(int looks, Instant last) {
    static final Tally NONE = new Tally(0, Instant.EPOCH);

    /// The least time between two looks that count.
    static final Duration APART = Duration.ofMinutes(2);

    private static final int ENOUGH = 3;

    /// With one more look that says so.
    ///
    /// @param complete whether it saw everything; else it confirms nothing, and takes nothing back
    Tally after(boolean complete, Instant now) {
        return complete && !now.isBefore(last.plus(APART)) ? new Tally(looks + 1, now) : this;
    }

    /// Whether they are believed.
    boolean isEnough() {
        return looks >= ENOUGH;
    }
}
