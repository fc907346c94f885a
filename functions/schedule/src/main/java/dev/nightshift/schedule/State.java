package dev.nightshift.schedule;

/// What a schedule wants at an instant.
public enum State {
    /// It should be running.
    RUNNING,
    /// It should be stopped.
    STOPPED,
    /// Leave it as it is: before the begin, or the end, of a running period that names only one
    /// of them.
    NO_OPINION
}
