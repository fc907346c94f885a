package dev.nightshift.tls;

import java.net.InetAddress;
import java.util.List;

/// What was seen at one address.
///
/// @param noted besides the outcome, in the plain text before TLS
record Sighting(InetAddress address, List<Finding> noted, Outcome outcome) {}
