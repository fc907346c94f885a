package dev.nightshift.tls.endpoint;

import dev.nightshift.tls.expiry.Thresholds;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// One endpoint to look at, and how to judge it.
///
/// @param host a DNS name in ASCII without trailing dot, or an IP address; see [#of]
/// @param port 1 to 65535
/// @param serverName asked for by SNI and expected in the certificate instead of the host
/// @param thresholds for its dates
/// @param anchors trusted for this endpoint in addition to those trusted for all
public record Target(
        String host,
        int port,
        Protocol protocol,
        Optional<String> serverName,
        Thresholds thresholds,
        List<X509Certificate> anchors) {
    /// Brings the names into canonical form.
    ///
    /// @throws IllegalArgumentException saying what would be right
    public Target {
        host = HostName.canonical(host);
        serverName = serverName.map(HostName::canonical);
        anchors = List.copyOf(anchors);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("expected a port from 1 to 65535, not " + port);
        }
    }

    /// An endpoint judged by the defaults.
    public static Target of(String host, int port, Protocol protocol) {
        return new Target(host, port, protocol, Optional.empty(), Thresholds.DEFAULT, List.of());
    }

    /// The name the certificate must be good for.
    public String expectedName() {
        return serverName.orElse(host);
    }

    /// `host:port`, with IPv6 addresses in brackets.
    public String authority() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    /// For people: `host:port`, with the protocol where it is not the usual one, and the name
    /// asked for.
    public String label() {
        String scheme = protocol == Protocol.HTTPS ? "" : protocol.scheme() + "://";
        return scheme + authority() + serverName.map(name -> " (" + name + ")").orElse("");
    }
}
