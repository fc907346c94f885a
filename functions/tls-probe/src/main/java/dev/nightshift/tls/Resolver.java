package dev.nightshift.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Finds the addresses of a name; may block for as long as it likes.
@FunctionalInterface
public interface Resolver {
    /// The system's resolver. The JDK remembers its answers for 30 seconds.
    Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /// At least one address.
    ///
    /// @throws UnknownHostException when there is none, or the name servers do not answer
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
