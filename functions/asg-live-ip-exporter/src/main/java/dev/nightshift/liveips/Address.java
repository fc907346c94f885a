package dev.nightshift.liveips;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// An IP address; sorted by numeric value, IPv4 before IPv6, so that equal sets are written as equal bytes.
record Address(InetAddress ip) implements Comparable<Address> {
    private static final String V4 = "\\d{1,3}(?:\\.\\d{1,3}){3}";
    private static final String V6 = "[0-9a-fA-F]*:[0-9a-fA-F]*:[0-9a-fA-F:]*(?:" + V4 + ")?";
    private static final Pattern WRITTEN = Pattern.compile("(?<![\\w.:])(?:" + V4 + "|" + V6 + ")(?![\\w.])");
    private static final Comparator<Address> NUMERIC = Comparator.comparing(Address::isV6)
            .thenComparing(address -> address.ip().getAddress(), Arrays::compareUnsigned);

    /// The address that a text is, with nothing around it.
    static Optional<Address> parse(String text) {
        try {
            if (text.matches(V4)) {
                return Optional.of(new Address(Inet4Address.ofLiteral(text)));
            }
            return text.matches(V6) ? Optional.of(new Address(Inet6Address.ofLiteral(text))) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The addresses that a text lists, whatever its format. Loopback is nobody's server: it only
    /// fills an nginx upstream that would else be empty.
    static NavigableSet<Address> allIn(String text) {
        NavigableSet<Address> addresses = new TreeSet<>();
        WRITTEN.matcher(text)
                .results()
                .map(MatchResult::group)
                .flatMap(literal -> parse(literal).stream())
                .filter(address -> !address.ip().isLoopbackAddress())
                .forEach(addresses::add);
        return addresses;
    }

    boolean isV6() {
        return ip instanceof Inet6Address;
    }

    /// As a URL has it: IPv6 in brackets.
    String host() {
        return isV6() ? "[" + this + "]" : toString();
    }

    @Override
    public int compareTo(Address other) {
        return NUMERIC.compare(this, other);
    }

    /// Dotted decimal, or RFC 5952: lower case, no leading zeros, the first longest run of zeros as
    /// `::`.
    @Override
    public String toString() {
        return isV6() ? shortened(ip.getAddress()) : ip.getHostAddress();
    }

    private static String shortened(byte[] bytes) {
        int[] groups = new int[8];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
        }
        int zerosAt = -1;
        // One zero alone is not shortened (RFC 5952, section 4.2.2).
        int zeros = 1;
        for (int at = 0; at < groups.length; at++) {
            int end = at;
            while (end < groups.length && groups[end] == 0) {
                end++;
            }
            if (end - at > zeros) {
                zerosAt = at;
                zeros = end - at;
            }
        }
        return zerosAt < 0
                ? joined(groups, 0, groups.length)
                : joined(groups, 0, zerosAt) + "::" + joined(groups, zerosAt + zeros, groups.length);
    }

    private static String joined(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
