package dev.nightshift.tls.proxy;

import dev.nightshift.tls.endpoint.HostName;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The endpoints that are reached without a proxy, as `no_proxy` lists them for programs in Go (package
/// `golang.org/x/net/http/httpproxy`), whose rules have ports and networks:
///
/// - `example.org` is that name and all below it, `.example.org` and `*.example.org` only those below it;
/// - `192.0.2.7` and `2001:db8::7` are addresses, `192.0.2.0/24` networks: compared with endpoints that are written as
///   addresses, for no name is looked up;
/// - `example.org:8443` or `[2001:db8::7]:8443` is that port alone;
/// - `*` is everything.
///
/// Entries are separated by commas or, as for curl, by spaces.
public final class NoProxy {
    private static final Pattern ENTRY =
            Pattern.compile("(?:\\[(?<literal>[^\\]]+)\\]|(?<host>[^:]+)|(?<bare>[0-9a-f:.]+))(?::(?<port>\\d+))?");
    private static final Pattern NETWORK = Pattern.compile("\\[?([0-9a-f:.]+)\\]?/(\\d{1,3})");

    private record Endpoint(String host, Optional<InetAddress> address, int port) {}

    private final List<Predicate<Endpoint>> entries;

    private NoProxy(List<Predicate<Endpoint>> entries) {
        this.entries = entries;
    }

    /// Reads a list; an entry that is none of these matches nothing, as in all programs that read the variable.
    public static NoProxy parse(String list) {
        return new NoProxy(Stream.of(list.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                .filter(entry -> !entry.isEmpty())
                .map(NoProxy::entry)
                .toList());
    }

    /// @param host as in [dev.nightshift.tls.endpoint.Target#host]
    boolean matches(String host, int port) {
        Endpoint endpoint = new Endpoint(host, HostName.literal(host), port);
        return entries.stream().anyMatch(entry -> entry.test(endpoint));
    }

    private static Predicate<Endpoint> entry(String text) {
        if (text.equals("*")) {
            return endpoint -> true;
        }
        Matcher network = NETWORK.matcher(text);
        if (network.matches()) {
            int bits = Integer.parseInt(network.group(2));
            return HostName.literal(network.group(1))
                    .map(address -> network(address.getAddress(), bits))
                    .orElse(endpoint -> false);
        }
        Matcher entry = ENTRY.matcher(text);
        if (!entry.matches()) {
            return endpoint -> false;
        }
        String port = entry.group("port");
        Predicate<Endpoint> place = Stream.of("literal", "host", "bare")
                .flatMap(group -> Optional.ofNullable(entry.group(group)).stream())
                .findFirst()
                .map(NoProxy::place)
                .orElseThrow();
        return port == null
                ? place
                : place.and(endpoint -> String.valueOf(endpoint.port()).equals(port));
    }

    private static Predicate<Endpoint> place(String text) {
        Optional<InetAddress> literal = HostName.literal(text);
        if (literal.isPresent()) {
            return endpoint -> endpoint.address().equals(literal);
        }
        String host = text.startsWith("*.") ? text.substring(1) : text;
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return name.startsWith(".")
                ? endpoint -> endpoint.host().endsWith(name)
                : endpoint -> endpoint.host().equals(name) || endpoint.host().endsWith("." + name);
    }

    private static Predicate<Endpoint> network(byte[] network, int bits) {
        return endpoint -> endpoint.address()
                .map(InetAddress::getAddress)
                .filter(address -> address.length == network.length && bits <= 8 * network.length)
                .filter(address -> sameBits(address, network, bits))
                .isPresent();
    }

    private static boolean sameBits(byte[] one, byte[] other, int bits) {
        for (int i = 0; i < bits; i++) {
            if (((one[i / 8] ^ other[i / 8]) & 0x80 >> i % 8) != 0) {
                return false;
            }
        }
        return true;
    }
}
