package dev.nightshift.kit;

import java.time.Instant;
import java.util.Optional;

/// A span in which a function changes nothing: it looks, plans and reports as always.
///
/// @param function its entry in the site file; empty for every function of the site
/// @param since the first instant of it
/// @param until the first instant after it: a pause ends by itself
/// @param why the reason, for people
/// @param by who paused it, as AWS names them
public record Pause(Optional<String> function, Instant since, Instant until, String why, String by) {
    private static final int MOST_CHARS = 200;

    /// Makes the texts printable and refuses a pause without an end or a reason.
    ///
    /// @throws IllegalArgumentException saying what would be right
    public Pause {
        why = Text.printable(why, MOST_CHARS);
        by = Text.printable(by, MOST_CHARS);
        if (why.isEmpty()) {
            throw new IllegalArgumentException("expected the reason of the pause");
        }
        if (!since.isBefore(until)) {
            throw new IllegalArgumentException("expected an end after " + since + ", when the pause begins");
        }
    }

    /// Whether a function is paused at an instant.
    public boolean holds(String entry, Instant at) {
        return function.orElse(entry).equals(entry) && !at.isBefore(since) && at.isBefore(until);
    }

    /// The end of a sentence: `paused until 2026-12-01T18:00:00Z by arn:…: release week`.
    @Override
    public String toString() {
        return "paused until %s by %s: %s".formatted(until, by, why);
    }
}
