package dev.nightshift.schedule;

import java.time.Instant;

/// A state that holds from an instant on, until the next segment of its list.
record Segment(Instant start, State state) {}
