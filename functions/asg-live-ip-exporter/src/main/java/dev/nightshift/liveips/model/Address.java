package dev.nightshift.liveips.model;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// An IP address; sorted by numeric value, IPv4 before IPv6, so that equal sets are written as equal bytes.
///
/// @param high the first 64 bits of an IPv6 address
/// @param low the last 64 bits, or an IPv4 address
public record Address(boolean isV6, long high, long low) implements Comparable<Address> {
    private static final String V4 = "\\d{1,3}(?:\\.\\d{1,3}){3}";
    private static final String V6 = "[0-9a-fA-F]*:[0-9a-fA-F]*:[0-9a-fA-F:]*(?:" + V4 + ")?";
    private static final Pattern ALONE = Pattern.compile(V4 + "|" + V6);
    private static final Pattern WRITTEN = Pattern.compile("(?<![\\w.:])(?:" + V4 + "|" + V6 + ")(?![\\w.])");

    /// The address that a text is, with nothing around it.
    public static Optional<Address> parse(String text) {
        try {
            return ALONE.matcher(text).matches()
                    ? Optional.of(of(InetAddress.ofLiteral(text).getAddress()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Address of(byte[] bytes) {
        ByteBuffer numbers = ByteBuffer.wrap(bytes);
        return bytes.length == Integer.BYTES
                ? new Address(false, 0, Integer.toUnsignedLong(numbers.getInt()))
                : new Address(true, numbers.getLong(), numbers.getLong());
    }

    /// The addresses that a text lists, whatever its format. Loopback is nobody's server: it only
    /// fills an nginx upstream that would else be empty.
    public static NavigableSet<Address> allIn(String text) {
        NavigableSet<Address> addresses = new TreeSet<>();
        WRITTEN.matcher(text)
                .results()
                .map(MatchResult::group)
                .flatMap(literal -> parse(literal).stream())
                .filter(address -> !address.isLoopback())
                .forEach(addresses::add);
        return addresses;
    }

    private boolean isLoopback() {
        return isV6 ? high == 0 && low == 1 : low >> 24 == 127;
    }

    /// As a URL has it: IPv6 in brackets.
    public String host() {
        return isV6() ? "[" + this + "]" : toString();
    }

    @Override
    public int compareTo(Address other) {
        if (isV6 != other.isV6) {
            return isV6 ? 1 : -1;
        }
        return high == other.high ? Long.compareUnsigned(low, other.low) : Long.compareUnsigned(high, other.high);
    }

    /// Dotted decimal, or RFC 5952: lower case, no leading zeros, the first longest run of zeros as
    /// `::`.
    @Override
    public String toString() {
        return isV6
                ? shortened()
                : (low >> 24) + "." + (low >> 16 & 0xff) + "." + (low >> 8 & 0xff) + "." + (low & 0xff);
    }

    private String shortened() {
        int[] groups = new int[8];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = (int) ((i < 4 ? high : low) >>> (16 * (3 - i % 4)) & 0xffff);
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
