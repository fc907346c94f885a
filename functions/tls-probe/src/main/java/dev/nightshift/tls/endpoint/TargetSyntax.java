package dev.nightshift.tls.endpoint;

import dev.nightshift.kit.Text;
import dev.nightshift.tls.expiry.Threshold;
import dev.nightshift.tls.expiry.Thresholds;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads targets as people write them, one a line.
///
/// ```
/// # a comment
/// example.org
/// example.org:8443          sni=www.example.org
/// https://example.org/path  notice=30d warn=14d/12% crit=5%
/// smtp://mail.example.org
/// [2001:db8::1]:5432        protocol=postgres ca=internal-ca.pem
/// ```
///
/// @param thresholds of targets that name none
/// @param toAscii brings a host into ASCII (IDNA 2008, UTS 46), or leaves it as it is; throws an
///     [IllegalArgumentException] that says why it cannot. Not `java.net.IDN`: it knows the rules of 2003, by which
///     straße.example is another host.
/// @param anchors reads the certificates named by a `ca` option; throws an [IllegalArgumentException] that says why
///     it cannot
public record TargetSyntax(
        Thresholds thresholds, UnaryOperator<String> toAscii, Function<String, List<X509Certificate>> anchors) {
    private static final Pattern ADDRESS = Pattern.compile(
            "(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?"
                    + "(?:\\[(?<literal>[^\\]]*)\\]|(?<host>[^:/\\[\\]]+)|(?<bare>[0-9A-Fa-f:.]+))(?::(?<port>\\d{1,5}))?(?<path>/.*)?");
    private static final String SNI = "sni";
    private static final Set<String> OPTIONS = new TreeSet<>(Set.of(SNI, "protocol", "ca", "notice", "warn", "crit"));
    private static final Set<String> JUDGING = new TreeSet<>(Set.of("ca", "notice", "warn", "crit"));
    private static final String HOST = "host";
    private static final int SHOWN = 120;

    /// Reads a whole list.
    public TargetList list(String text) {
        return TargetList.read(text, line -> Optional.of(target(line)));
    }

    /// Reads a whole list.
    ///
    /// @param accept takes a target, or throws an [IllegalArgumentException] that says why not
    public TargetList list(String text, UnaryOperator<Target> accept) {
        return TargetList.read(text, line -> Optional.of(accept.apply(target(line))));
    }

    /// Reads a whole list in which other things may stand too.
    ///
    /// @param taken whether a line is something else, which is then no target
    public TargetList listWithout(String text, Predicate<String> taken) {
        return TargetList.read(text, line -> taken.test(line) ? Optional.empty() : Optional.of(target(line)));
    }

    /// Reads one target with its options.
    ///
    /// @throws IllegalArgumentException saying what would be right
    public Target target(String line) {
        String[] words = inAscii(line, toAscii).split(" ");
        Matcher address = ADDRESS.matcher(words[0]);
        if (!address.matches()) {
            throw new IllegalArgumentException("expected HOST, HOST:PORT, [IPV6]:PORT or PROTOCOL://HOST");
        }
        Map<String, String> options = options(words);
        Protocol protocol = Optional.ofNullable(options.getOrDefault("protocol", address.group("scheme")))
                .map(TargetSyntax::protocol)
                .orElse(Protocol.HTTPS);
        String port = address.group("port");
        return new Target(
                host(address),
                port == null ? protocol.port() : Integer.parseInt(port),
                protocol,
                Optional.ofNullable(options.get(SNI)),
                thresholds(options),
                Optional.ofNullable(options.get("ca")).map(anchors).orElse(List.of()));
    }

    /// How certificates are judged that no endpoint serves.
    ///
    /// @param anchors trusted in addition to those trusted for all
    public record Judging(Thresholds thresholds, List<X509Certificate> anchors) {}

    /// Reads the options behind the name of something else than an endpoint.
    ///
    /// @throws IllegalArgumentException saying what would be right
    public Judging judging(String... words) {
        Map<String, String> options = options(words);
        if (!JUDGING.containsAll(options.keySet())) {
            throw new IllegalArgumentException("expected options " + String.join("=, ", JUDGING) + "= for a file");
        }
        return new Judging(
                thresholds(options),
                Optional.ofNullable(options.get("ca")).map(anchors).orElse(List.of()));
    }

    /// The same target with its names in ASCII; what is no target stays as it is.
    ///
    /// @param toAscii as of this record
    public static String inAscii(String line, UnaryOperator<String> toAscii) {
        String[] words = line.strip().split("\\s+");
        Matcher address = ADDRESS.matcher(words[0]);
        if (address.matches() && address.group(HOST) != null) {
            words[0] = words[0].substring(0, address.start(HOST))
                    + toAscii.apply(address.group(HOST))
                    + words[0].substring(address.end(HOST));
        }
        for (int i = 1; i < words.length; i++) {
            String key = SNI + "=";
            words[i] = words[i].startsWith(key) ? key + toAscii.apply(words[i].substring(key.length())) : words[i];
        }
        return String.join(" ", words);
    }

    private static String host(Matcher address) {
        String literal = Optional.ofNullable(address.group("literal")).orElse(address.group("bare"));
        if (literal == null) {
            return address.group(HOST);
        } else if (literal.indexOf(':') < 0) {
            throw new IllegalArgumentException("expected an IPv6 address in the brackets");
        }
        return literal;
    }

    private static Map<String, String> options(String[] words) {
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            String key = equals < 0 ? words[i] : words[i].substring(0, equals);
            if (equals < 0 || !OPTIONS.contains(key) || equals == words[i].length() - 1) {
                throw new IllegalArgumentException("expected options " + String.join("=, ", OPTIONS) + "=, not "
                        + Text.printable(words[i], SHOWN));
            }
            if (options.put(key, words[i].substring(equals + 1)) != null) {
                throw new IllegalArgumentException("expected the option " + key + " once");
            }
        }
        return options;
    }

    private Thresholds thresholds(Map<String, String> options) {
        return new Thresholds(
                threshold(options, "notice", thresholds.notice()),
                threshold(options, "warn", thresholds.warn()),
                threshold(options, "crit", thresholds.crit()));
    }

    private static Protocol protocol(String scheme) {
        return Protocol.ofScheme(scheme)
                .orElseThrow(() -> new IllegalArgumentException("expected one of the protocols " + Protocol.schemes()));
    }

    private static Threshold threshold(Map<String, String> options, String key, Threshold otherwise) {
        String text = options.get(key);
        return text == null ? otherwise : Threshold.parse(text);
    }
}
