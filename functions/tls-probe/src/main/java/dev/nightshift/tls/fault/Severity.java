package dev.nightshift.tls.fault;

/// How much a verdict matters, from the least to the most.
public enum Severity {
    /// Nothing to do; at most an information stands beside it.
    OK,
    /// To be planned.
    NOTICE,
    /// To be done.
    WARNING,
    /// Nothing could be seen: never the same as healthy.
    UNKNOWN,
    /// Clients are refused now, or very soon.
    CRITICAL;

    /// The worse of both.
    public Severity orWorse(Severity other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
