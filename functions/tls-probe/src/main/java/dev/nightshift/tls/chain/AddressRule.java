package dev.nightshift.tls.chain;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/// Which addresses may be called because a certificate names them.
@FunctionalInterface
interface AddressRule {
    /// Every address: for certificates that a trust anchor vouches for.
    AddressRule ANY = address -> Optional.empty();

    /// Only what everybody reaches: for certificates of strangers, which must not make this machine call its own
    /// services, those of its network, or a cloud's metadata (169.254.169.254, fd00:ec2::254).
    ///
    /// The JDK keeps the answer of the name servers for half a minute (`networkaddress.cache.ttl`), so the
    /// connection goes to the addresses that were looked at.
    AddressRule PUBLIC = AddressRule::publicObjection;

    /// Why an address may not be called, if that is so. May ask name servers.
    Optional<String> objection(URI address);

    private static Optional<String> publicObjection(URI address) {
        if (address.getPort() != -1 && address.getPort() != 80) {
            return Optional.of("only port 80 is asked");
        }
        if (address.getHost() == null) {
            return Optional.of("names no host");
        }
        try {
            String host = address.getHost().replaceAll("[\\[\\]]", "");
            return Arrays.stream(InetAddress.getAllByName(host)).allMatch(AddressRule::isPublic)
                    ? Optional.empty()
                    : Optional.of("is not at a public address");
        } catch (UnknownHostException e) {
            return Optional.of("its host is not found");
        }
    }

    /// Sources: IANA's registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890).
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] octets = address.getAddress();
        int first = octets[0] & 0xff;
        int second = octets[1] & 0xff;
        int third = octets[2] & 0xff;
        if (address instanceof Inet4Address) {
            boolean shared = first == 100 && second >= 64 && second < 128;
            boolean benchmark = first == 198 && (second == 18 || second == 19);
            boolean protocol = first == 192 && second == 0 && (third == 0 || third == 2);
            boolean documentation =
                    (first == 198 && second == 51 && third == 100) || (first == 203 && second == 0 && third == 113);
            return first != 0 && first < 240 && !shared && !benchmark && !protocol && !documentation;
        }
        // Global unicast, without what holds an address of IPv4 (Teredo, 6to4) or stands in documents.
        boolean embedding = first == 0x20 && (second == 0x02 || (second == 0x01 && third < 2));
        boolean documentation = first == 0x20 && second == 0x01 && third == 0x0d && (octets[3] & 0xff) == 0xb8;
        return first >> 5 == 1 && !embedding && !documentation;
    }
}
