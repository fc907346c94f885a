package dev.nightshift.tls;

import dev.nightshift.tls.endpoint.Target;
import java.net.InetAddress;

/// Looks at addresses: the network, as a [Prober] knows it.
@FunctionalInterface
public interface Attempts {
    /// Looks once.
    ///
    /// @param last whether nobody will look again: then a date is worth another connection
    Attempt look(Target target, InetAddress address, boolean last) throws InterruptedException;
}
