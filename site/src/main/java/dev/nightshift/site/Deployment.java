package dev.nightshift.site;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What of a function's settings says how it is deployed: it stands beside the function's own keys in the site file
/// and does not reach the function.
///
/// @param enabled whether the schedule runs; everything else is deployed either way
/// @param snapStart whether published versions start from a snapshot
/// @param memoryMiB memory of the function, 128 to 10,240 MiB; CPU grows with it
/// @param reservedConcurrency the part of the account's concurrency that is the function's alone; none by default,
///     because AWS refuses it where the account's quota would fall below 10 unreserved
/// @param network the VPC's subnets that it stands in; none by default
public record Deployment(
        boolean enabled,
        boolean snapStart,
        int memoryMiB,
        Optional<Integer> reservedConcurrency,
        Optional<Network> network) {
    private static final String ENABLED = "enabled";
    private static final String SNAP_START = "snapStart";
    private static final String MEMORY = "memoryMiB";
    private static final String RESERVED_CONCURRENCY = "reservedConcurrency";
    private static final String NETWORK = "network";

    private static final List<String> KEYS = List.of(ENABLED, SNAP_START, MEMORY, RESERVED_CONCURRENCY, NETWORK);

    /// @param memoryMiB where the site does not say so
    static Deployment from(Settings settings, int memoryMiB) {
        return new Deployment(
                settings.at(ENABLED).orElse(true, Parsers::flag),
                settings.at(SNAP_START).orElse(true, Parsers::flag),
                settings.at(MEMORY).orElse(memoryMiB, text -> between(128, 10_240, text)),
                settings.at(RESERVED_CONCURRENCY).optional(text -> between(1, 1000, text)),
                settings.at(NETWORK).present() ? Optional.of(Network.from(settings.at(NETWORK))) : Optional.empty());
    }

    /// A function's part of the site file without what [#from] reads, with sorted keys: what reaches the function.
    static Map<String, Object> without(Map<String, Object> keys) {
        Map<String, Object> settings = new TreeMap<>(keys);
        settings.keySet().removeAll(KEYS);
        return settings;
    }

    private static int between(int least, int most, String text) {
        int number = Parsers.count(text);
        if (number < least || number > most) {
            throw new IllegalArgumentException("expected a whole number from %d to %d".formatted(least, most));
        }
        return number;
    }
}
