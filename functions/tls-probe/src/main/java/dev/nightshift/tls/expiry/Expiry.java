package dev.nightshift.tls.expiry;

import java.time.Duration;
import java.time.Instant;

/// When a path of certificates ends, and what that means at an instant.
///
/// @param notBefore the first second of the certificate that ends first
/// @param notAfter the last second at which it is good, inclusive (RFC 5280 4.1.2.5)
/// @param limitedBy the subject of the certificate that ends first: the served one or one above it
/// @param daysRemaining whole days until then, rounded down: 0 on the last day, negative afterwards
public record Expiry(Instant notBefore, Instant notAfter, String limitedBy, long daysRemaining, Tier tier) {
    private static final long SECONDS_PER_DAY = 86_400;

    /// That of a certificate, as of the given instant.
    public static Expiry of(Instant notBefore, Instant notAfter, String limitedBy, Thresholds thresholds, Instant at) {
        Duration remaining = Duration.between(at, notAfter);
        return new Expiry(
                notBefore,
                notAfter,
                limitedBy,
                Math.floorDiv(remaining.toSeconds(), SECONDS_PER_DAY),
                thresholds.tier(remaining, Duration.between(notBefore, notAfter)));
    }
}
