package dev.nightshift.rotator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What one run knows and writes down of [WrongPasswords].
///
/// It is written once when it is opened: what could not be written down later is not sent at all.
final class WrongPasswordBook {
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(5));

    private final WrongPasswordMemory memory;
    private final InstantSource clock;
    private final Pace.Pause pause;
    private Optional<WrongPasswords> known = Optional.empty();
    private Optional<Lost> lost = Optional.empty();

    /// What was refused is not known, or cannot be written down.
    static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1;

        Lost(CallException e) {
            super("what it refused within the hour is not known: " + e.what(), null, false, false);
        }

        /// The end of a sentence.
        String why() {
            return String.valueOf(getMessage());
        }
    }

    WrongPasswordBook(WrongPasswordMemory memory, InstantSource clock, Pace.Pause pause) {
        this.memory = memory;
        this.clock = clock;
        this.pause = pause;
    }

    Instant now() {
        return clock.instant();
    }

    /// What is known.
    ///
    /// @throws Lost when it cannot be read or written
    WrongPasswords read() {
        return known.orElseGet(() -> change(all -> all.opened(now())));
    }

    /// Writes a change down.
    ///
    /// @throws Lost when it cannot be read or written, or could not before
    WrongPasswords change(UnaryOperator<WrongPasswords> change) {
        lost.ifPresent(why -> {
            throw why;
        });
        known = known.map(change);
        for (Duration wait : PAUSES) {
            try {
                return changed(change);
            } catch (CallException e) {
                pause.of(wait);
            }
        }
        try {
            return changed(change);
        } catch (CallException e) {
            Lost why = new Lost(e);
            lost = Optional.of(why);
            throw why;
        }
    }

    private WrongPasswords changed(UnaryOperator<WrongPasswords> change) {
        WrongPasswords now = memory.change(change);
        known = Optional.of(now);
        return now;
    }
}
