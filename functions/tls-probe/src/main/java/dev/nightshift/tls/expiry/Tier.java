package dev.nightshift.tls.expiry;

import dev.nightshift.tls.fault.Severity;

/// How near the end of a certificate's life is, measured by [Thresholds].
public enum Tier {
    /// Far enough away.
    OK(Severity.OK),
    /// To be renewed.
    NOTICE(Severity.NOTICE),
    /// Should have been renewed.
    WARN(Severity.WARNING),
    /// About to expire.
    CRIT(Severity.CRITICAL),
    /// The last second is over.
    EXPIRED(Severity.CRITICAL);

    private final Severity severity;

    Tier(Severity severity) {
        this.severity = severity;
    }

    /// What it means for the endpoint.
    public Severity severity() {
        return severity;
    }
}
