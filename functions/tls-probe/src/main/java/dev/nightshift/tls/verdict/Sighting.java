package dev.nightshift.tls.verdict;

import dev.nightshift.tls.fault.Finding;
import java.net.InetAddress;
import java.util.List;

/// What was seen at one address.
///
/// @param noted besides the outcome, in the plain text before TLS
public record Sighting(InetAddress address, List<Finding> noted, Outcome outcome) {}
