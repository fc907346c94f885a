package dev.nightshift.schedule;

/// What one window or period says about a part of one local day.
///
/// @param start minute of the day
/// @param end minute of the day that no longer belongs to it, up to 24:00
/// @param source the window or period as the person wrote it, or what kind of day it is
record Span(int start, int end, State state, String source) {
    /// All of a day.
    static Span allDay(State state, String source) {
        return new Span(0, LocalClock.DAY_MINUTES, state, source);
    }

    boolean contains(int minute) {
        return start <= minute && minute < end;
    }
}
