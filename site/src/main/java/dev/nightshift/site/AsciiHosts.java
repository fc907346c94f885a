package dev.nightshift.site;

import dev.nightshift.tls.endpoint.TargetSyntax;
import java.util.List;
import java.util.Map;

/// Brings the host names of a function's settings into the form that DNS and certificates know: a function has no
/// tables for others, which are 15 MB.
final class AsciiHosts {
    private static final List<String> KEYS = List.of("endpoints", "metricsFor");

    private AsciiHosts() {}

    /// @param settings are changed; what cannot be brought there stays, and is refused by who reads it
    static void in(Map<String, Object> settings) {
        for (String key : KEYS) {
            settings.computeIfPresent(
                    key,
                    (_, lines) -> lines instanceof List<?> list
                            ? list.stream().map(AsciiHosts::line).toList()
                            : lines);
        }
    }

    private static Object line(Object line) {
        try {
            return line instanceof String text ? TargetSyntax.inAscii(text, HostNames::toAscii) : line;
        } catch (IllegalArgumentException e) {
            return line;
        }
    }
}
