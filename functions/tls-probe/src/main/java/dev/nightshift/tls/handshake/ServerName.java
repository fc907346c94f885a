package dev.nightshift.tls.handshake;

import dev.nightshift.tls.endpoint.HostName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SNIServerName;

/// The server name to ask for, any name at all.
///
/// The JDK's own `SNIHostName` refuses underscores and outer hyphens, and by itself the JDK asks for no name of a
/// single label. Names are met in all of these forms inside companies.
final class ServerName extends SNIServerName {
    private static final int HOST_NAME = 0;

    private ServerName(String name) {
        super(HOST_NAME, name.getBytes(StandardCharsets.US_ASCII));
    }

    /// None for an address (RFC 6066 3).
    static List<SNIServerName> of(String name) {
        return HostName.literal(name).isPresent() ? List.of() : List.of(new ServerName(name));
    }
}
