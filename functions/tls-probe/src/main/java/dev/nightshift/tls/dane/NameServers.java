package dev.nightshift.tls.dane;

import dev.nightshift.tls.endpoint.HostName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The resolvers that are asked for TLSA records. Whether a record is authentic is what they say: it is worth as much
/// as they and the way to them are.
public final class NameServers {
    private static final int PORT = 53;
    // As the C library (resolv.conf(5), nameserver).
    private static final int MOST = 3;
    private static final Pattern LINE = Pattern.compile("nameserver\\s+(\\S+).*");
    private static final Pattern WRITTEN = Pattern.compile(
            "(?:\\[(?<literal>[^\\]]+)]|(?<ipv4>[^:]+))(?::(?<port>\\d{1,5}))?|(?<ipv6>[0-9A-Fa-f:.]+)");

    private NameServers() {}

    /// Those of a resolv.conf, or this machine where it names none.
    ///
    /// @param text of the file
    public static List<InetSocketAddress> of(String text) {
        List<InetSocketAddress> servers = text.lines()
                .map(String::strip)
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .flatMap(line -> HostName.literal(line.group(1)).stream())
                .map(address -> new InetSocketAddress(address, PORT))
                .limit(MOST)
                .toList();
        return servers.isEmpty() ? List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT)) : servers;
    }

    /// One that is written as an address, with or without a port.
    ///
    /// @throws IllegalArgumentException saying what would be right
    public static InetSocketAddress parse(String text) {
        Matcher written = WRITTEN.matcher(text.strip());
        if (written.matches()) {
            String host = Optional.ofNullable(written.group("literal"))
                    .or(() -> Optional.ofNullable(written.group("ipv4")))
                    .orElse(written.group("ipv6"));
            int port = written.group("port") == null ? PORT : Integer.parseInt(written.group("port"));
            Optional<InetAddress> address = HostName.literal(host);
            if (address.isPresent() && port > 0 && port <= 65_535) {
                return new InetSocketAddress(address.get(), port);
            }
        }
        throw new IllegalArgumentException(
                "expected the address of a resolver, such as 192.0.2.53 or [2001:db8::53]:53");
    }
}
