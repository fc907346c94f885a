package dev.nightshift.schedule;

import java.time.Instant;

/// One stopped span of a schedule: everything that touches, overlaps or adjoins is merged into it, and the schedule's
/// start lead is already taken off its end.
///
/// A span whose first or last instant lies further away than [Schedule#HORIZON_DAYS] has [#SINCE_EVER] or [#FOREVER]
/// in its place. Both are ordinary instants, so that they can be compared, written and read back; a length counted
/// from them means nothing.
///
/// @param start its first instant
/// @param end the first instant that no longer belongs to it
public record Window(Instant start, Instant end) {
    /// The start of a span that began beyond the horizon: 0000-01-01T00:00:00Z.
    public static final Instant SINCE_EVER = Instant.ofEpochSecond(-62_167_219_200L);

    /// The end of a span that does not end within the horizon: 9999-12-31T23:59:59Z.
    public static final Instant FOREVER = Instant.ofEpochSecond(253_402_300_799L);

    /// Whether the instant lies in it.
    public boolean contains(Instant at) {
        return !at.isBefore(start) && at.isBefore(end);
    }

    /// Whether both ends are real instants, so that the span has a length.
    public boolean isBounded() {
        return start.isAfter(SINCE_EVER) && end.isBefore(FOREVER);
    }
}
