package dev.nightshift.tls.expiry;

import java.time.Duration;

/// When a certificate is noticed, warned of and critical.
///
/// Relative to its lifetime, because lifetimes shrink: 200 days from March 2026, 100 from 2027, 47 from 2029
/// (CA/Browser Forum, ballot SC-081v3), and 6 for Let's Encrypt's `shortlived` profile. Thirty days of warning
/// would then accuse every healthy certificate.
public record Thresholds(Threshold notice, Threshold warn, Threshold crit) {
    /// Fits lifetimes from six days to many years.
    public static final Thresholds DEFAULT =
            new Thresholds(new Threshold(30, 25), new Threshold(14, 12), new Threshold(7, 5));

    /// The tier of a certificate.
    ///
    /// @param remaining until and including its last second; negative when it is over
    /// @param lifetime from `notBefore` to `notAfter`
    public Tier tier(Duration remaining, Duration lifetime) {
        if (remaining.isNegative()) {
            return Tier.EXPIRED;
        } else if (remaining.compareTo(crit.span(lifetime)) <= 0) {
            return Tier.CRIT;
        } else if (remaining.compareTo(warn.span(lifetime)) <= 0) {
            return Tier.WARN;
        } else if (remaining.compareTo(notice.span(lifetime)) <= 0) {
            return Tier.NOTICE;
        }
        return Tier.OK;
    }
}
