package dev.nightshift.schedule;

import java.time.Instant;

/// What one window or period says: a state from `start` until before `end`, nothing when they are the same.
///
/// @param source the window or period as the person wrote it
record Span(Instant start, Instant end, State state, String source) {
    boolean contains(Instant at) {
        return !at.isBefore(start) && at.isBefore(end);
    }
}
