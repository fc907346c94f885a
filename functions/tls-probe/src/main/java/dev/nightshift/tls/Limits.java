package dev.nightshift.tls;

import java.time.Duration;

/// How long and how much a [Prober] may take.
///
/// @param patience for one connection, from connecting to the end of the handshake, and for one revocation list. An
///     address takes two connections when one breaks or when the JDK cannot finish a handshake, and four when both;
///     with [dev.nightshift.tls.handshake.FastArithmetic] one more where the server refuses its groups
/// @param dnsPatience for finding a name's addresses
/// @param inFlight connections open at once; a Lambda function has 1,024 file descriptors in all
/// @param addresses probed of one name; further ones are left alone, and that is said
public record Limits(Duration patience, Duration dnsPatience, int inFlight, int addresses) {
    /// Fits a laptop and a Lambda function.
    public static final Limits DEFAULT = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(5), 200, 16);

    /// More than name servers answer with.
    public static final int MOST_ADDRESSES = 4_096;

    /// Checks the ranges.
    public Limits {
        if (!patience.isPositive() || !dnsPatience.isPositive() || inFlight < 1 || addresses < 1) {
            throw new IllegalArgumentException("expected limits above zero");
        }
    }
}
