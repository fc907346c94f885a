package dev.nightshift.tls.verdict;

import dev.nightshift.tls.fault.Finding;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/// What was seen at one address.
///
/// @param noted besides the outcome: in the plain text before TLS, or when it was asked before
public record Sighting(InetAddress address, List<Finding> noted, Outcome outcome) {
    /// The same with one more.
    public Sighting noting(Finding finding) {
        return new Sighting(
                address,
                Stream.concat(noted.stream(), Stream.of(finding)).distinct().toList(),
                outcome);
    }
}
