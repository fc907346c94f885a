package dev.nightshift.stopper.hand;

import java.time.Instant;
import java.util.Optional;

/// What a person asks for one instance. A reason (see [#reason]) is kept in the tag's value, where everybody sees it.
public sealed interface Wish {
    /// The longest reason: with the time before it, it fits into a tag's value and into a table's cell.
    int MOST_REASON_CHARS = 200;

    /// A reason that a tag can hold.
    ///
    /// @throws IllegalArgumentException saying what would be right
    static String reason(String text) {
        if (text.chars().anyMatch(Character::isISOControl) || text.strip().length() > MOST_REASON_CHARS) {
            throw new IllegalArgumentException(
                    "expected one line of at most " + MOST_REASON_CHARS + " characters, which a tag holds");
        }
        return text.strip();
    }

    /// Keep it running: its stop windows do not stop it until then.
    ///
    /// @param why the reason; empty for none
    record Keep(Instant until, String why) implements Wish {}

    /// Stop keeping it running.
    record EndKeep() implements Wish {}

    /// Keep it down: nothing starts it until then.
    ///
    /// @param until for ever without one
    /// @param why the reason; empty for none
    record KeepOff(Optional<Instant> until, String why) implements Wish {}

    /// Stop keeping it down.
    record EndKeepOff() implements Wish {}

    /// Stop it now, as a stop window does.
    ///
    /// @param until when it is started again; the end of its stop window without one
    /// @param stayOff whether nothing starts it again
    /// @param why the reason; empty for none
    record Stop(Optional<Instant> until, boolean stayOff, String why) implements Wish {}

    /// Start it now, as the end of a stop window does.
    record Start() implements Wish {}
}
