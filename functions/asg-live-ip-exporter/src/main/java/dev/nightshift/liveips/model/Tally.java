package dev.nightshift.liveips.model;

import java.time.Duration;
import java.time.Instant;

/// How many complete looks in a row have said the same.
///
/// Looks that follow each other within [#APART] count as one: a burst of events or a person at a keyboard sees the
/// same mistake several times.
///
/// @param looks those that count
/// @param last when the last of them began
public record Tally(int looks, Instant last) {
    public static final Tally NONE = new Tally(0, Instant.EPOCH);

    /// The least time between two looks that count.
    public static final Duration APART = Duration.ofMinutes(2);

    private static final int ENOUGH = 3;

    /// With one more look that says so.
    ///
    /// @param complete whether it saw everything; else it confirms nothing, and takes nothing back
    public Tally after(boolean complete, Instant now) {
        return complete && !now.isBefore(last.plus(APART)) ? new Tally(looks + 1, now) : this;
    }

    /// Whether they are believed.
    public boolean isEnough() {
        return looks >= ENOUGH;
    }
}
