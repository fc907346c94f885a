package dev.nightshift.liveips.format;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What may stand in each server's line: of the parameters that nginx and HAProxy have, those that may be equal for all
/// servers and need nothing of the reader's machine or of its other configuration. A list that has them is one that its
/// reader loads.
///
/// A time has a unit: without one it would be seconds to nginx and milliseconds to HAProxy.
///
/// Sources: *Module ngx_http_upstream_module*, `server`, nginx documentation; *HAProxy Configuration Manual*, section
/// 5.2, Server and default-server options.
public final class ServerParameters {
    private static final int MANY = 1_000_000;
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    /// What a parameter's value has to be.
    private record Value(String expected, Predicate<String> allows) {}

    private static final Value NOTHING = new Value("no value", String::isEmpty);
    private static final Value HOST = new Value(
            "a host's name", text -> text.matches("(?=.{1,253}$)[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*"));

    // Not backup: nginx refuses an upstream that has no other servers. Not down. The others
    // (slow_start, resolve, …) are of the commercial nginx or of versions after 1.26.
    private static final Map<String, Value> NGINX = Map.of(
            "weight", number(1, 65_535),
            "max_conns", number(0, MANY),
            "max_fails", number(0, MANY),
            "fail_timeout", time(Duration.ofSeconds(1)));

    // Not what HAProxy takes in one mode alone (proto, redir, cookie, observe layer7), what names files or other
    // sections, what must differ between servers (id), or what takes all of them out (disabled, weight 0).
    private static final Map<String, Value> HAPROXY = new TreeMap<>(Map.ofEntries(
            Map.entry("weight", number(1, 256)),
            Map.entry("maxconn", number(1, MANY)),
            Map.entry("minconn", number(1, MANY)),
            Map.entry("maxqueue", number(0, MANY)),
            Map.entry("inter", time(Duration.ofMillis(1))),
            Map.entry("fastinter", time(Duration.ofMillis(1))),
            Map.entry("downinter", time(Duration.ofMillis(1))),
            Map.entry("rise", number(1, MANY)),
            Map.entry("fall", number(1, MANY)),
            Map.entry("slowstart", time(Duration.ofMillis(1))),
            Map.entry("observe", one("layer4")),
            Map.entry("error-limit", number(1, MANY)),
            Map.entry("on-error", one("fastinter", "fail-check", "sudden-death", "mark-down")),
            Map.entry("on-marked-down", one("shutdown-sessions")),
            Map.entry("send-proxy", NOTHING),
            Map.entry("send-proxy-v2", NOTHING),
            Map.entry("check-send-proxy", NOTHING),
            Map.entry("ssl", NOTHING),
            Map.entry("check-ssl", NOTHING),
            Map.entry("verify", one("none", "required")),
            Map.entry("ca-file", one("@system-ca")),
            Map.entry("check-sni", HOST),
            Map.entry("verifyhost", HOST)));

    private ServerParameters() {}

    /// The parameters as a line has them.
    ///
    /// @throws IllegalArgumentException saying what would be right
    public static String parse(Format format, String text) {
        List<String> words = List.of(text.strip().split("\\s+"));
        switch (format) {
            case NGINX -> nginx(words);
            case HAPROXY -> haproxy(words);
            default -> throw new IllegalArgumentException("expected no parameters: nginx and haproxy alone have them");
        }
        return String.join(" ", words);
    }

    private static void nginx(List<String> words) {
        Map<String, String> seen = new HashMap<>();
        for (String word : words) {
            String[] pair = word.split("=", 2);
            check(NGINX, seen, pair[0], pair.length == 2 ? pair[1] : "");
        }
    }

    private static void haproxy(List<String> words) {
        Map<String, String> seen = new HashMap<>();
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String key = rest.next();
            boolean bare = NOTHING.equals(HAPROXY.getOrDefault(key, NOTHING)) || !rest.hasNext();
            check(HAPROXY, seen, key, bare ? "" : rest.next());
        }
        if ((seen.containsKey("ssl") || seen.containsKey("check-ssl"))
                && !seen.containsKey("ca-file")
                && !"none".equals(seen.get("verify"))) {
            throw new IllegalArgumentException(
                    "expected ssl with ca-file @system-ca or verify none: HAProxy takes it with one of them only");
        }
    }

    private static void check(Map<String, Value> known, Map<String, String> seen, String key, String value) {
        Value expected = known.get(key);
        if (expected == null) {
            throw new IllegalArgumentException(
                    "expected parameters out of " + String.join(", ", new TreeMap<>(known).keySet()));
        }
        if (!expected.allows().test(value)) {
            throw new IllegalArgumentException("expected " + expected.expected() + " for " + key);
        }
        if (seen.put(key, value) != null) {
            throw new IllegalArgumentException("expected " + key + " once");
        }
    }

    private static Value number(int least, int most) {
        return new Value(
                "a whole number from %d to %d".formatted(least, most),
                text -> text.matches("\\d{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most);
    }

    private static Value one(String... choices) {
        return new Value(String.join(" or ", choices), List.of(choices)::contains);
    }

    private static Value time(Duration least) {
        String smallest = least.toSeconds() > 0 ? "1s" : "1ms";
        return new Value("a time with its unit, such as 10s, from %s to 1d".formatted(smallest), text -> {
            Matcher time = TIME.matcher(text);
            // nginx knows no milliseconds here.
            if (!time.matches() || (time.group(2).equals("ms") && least.toSeconds() > 0)) {
                return false;
            }
            Duration value = duration(Long.parseLong(time.group(1)), time.group(2));
            return value.compareTo(least) >= 0 && value.compareTo(Duration.ofDays(1)) <= 0;
        });
    }

    private static Duration duration(long number, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
