package dev.nightshift.schedule;

import java.time.Instant;

/// An instant at which a schedule changes its mind.
///
/// @param at the first instant of the state after it
/// @param before what held until then
/// @param after what holds from then on, never the same
public record Edge(Instant at, State before, State after) {}
