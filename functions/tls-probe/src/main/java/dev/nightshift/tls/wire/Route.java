package dev.nightshift.tls.wire;

import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;

/// Asks the operating system's routing table.
final class Route {
    private Route() {}

    /// Whether this machine has no route to an address. Nothing is sent: connecting a datagram socket looks up the
    /// route and stores the peer (connect(2), udp(7)). A failed TCP connection does not tell: with the same error a
    /// router far away may have refused (ICMPv6 "no route to destination").
    static boolean isMissing(InetSocketAddress address) {
        try (DatagramSocket socket = new DatagramSocket()) {
            return isMissing(socket, address);
        } catch (SocketException e) {
            // No socket, for example for want of file descriptors: then nothing is known about the route.
            return false;
        }
    }

    private static boolean isMissing(DatagramSocket socket, InetSocketAddress address) {
        try {
            socket.connect(address);
            return false;
        } catch (SocketException e) {
            return true;
        }
    }
}
