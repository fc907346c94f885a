package dev.nightshift.tls.endpoint;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The host of a target: a DNS name in ASCII, or the literal of an IP address.
public final class HostName {
    private static final int LONGEST = 253;
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    // Underscores and outer hyphens are no host names (RFC 1123 2.1), but resolve, and are met
    // inside companies.
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_-]{1,63}");
    private static final Pattern ZEROS = Pattern.compile("(?<![0-9a-f])0(:0)+(?![0-9a-f])");
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    private HostName() {}

    /// The canonical form: lower case, no trailing dot; an address as [#shown], without brackets.
    ///
    /// @throws IllegalArgumentException saying what would be right
    public static String canonical(String text) {
        Optional<InetAddress> literal = literal(text);
        if (literal.isPresent()) {
            return shown(literal.get());
        }
        String name = text.toLowerCase(Locale.ROOT);
        name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (!name.chars().allMatch(c -> c < 128)) {
            throw new IllegalArgumentException("expected an ASCII host name: write the A-label (xn--...)");
        }
        String[] labels = name.split("\\.", -1);
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                throw new IllegalArgumentException("expected a host name or an IP address");
            }
        }
        if (name.length() > LONGEST) {
            throw new IllegalArgumentException("expected a host name of at most " + LONGEST + " characters");
        }
        if (DIGITS.matcher(labels[labels.length - 1]).matches()) {
            throw new IllegalArgumentException("expected a host name, or four numbers from 0 to 255 as an address");
        }
        return name;
    }

    /// The address, if the host is written as one: no look-up is made.
    public static Optional<InetAddress> literal(String host) {
        // The JDK also takes "1.2" and "12345" for addresses; nobody who writes them means that.
        if (!IPV4.matcher(host).matches() && host.indexOf(':') < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// An address as people write it: IPv6 in the form of RFC 5952, where the JDK writes all zeros.
    public static String shown(InetAddress address) {
        String text = address.getHostAddress();
        if (!(address instanceof Inet6Address)) {
            return text;
        }
        int scope = text.indexOf('%');
        String groups = scope < 0 ? text : text.substring(0, scope);
        // The longest run of two or more zeros, the first of equals.
        String zeros = ZEROS.matcher(groups)
                .results()
                .map(MatchResult::group)
                .reduce("", (longest, run) -> run.length() > longest.length() ? run : longest);
        int at = zeros.isEmpty() ? -1 : (":" + groups + ":").indexOf(":" + zeros + ":");
        String shown = at < 0
                ? groups
                : groups.substring(0, Math.max(0, at - 1)) + "::"
                        + groups.substring(Math.min(groups.length(), at + zeros.length() + 1));
        return shown + (scope < 0 ? "" : text.substring(scope));
    }
}
