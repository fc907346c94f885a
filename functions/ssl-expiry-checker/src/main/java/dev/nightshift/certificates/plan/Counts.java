package dev.nightshift.certificates.plan;

import dev.nightshift.kit.Metrics;
import dev.nightshift.tls.expiry.Tier;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// A run as metrics.
public final class Counts {
    private Counts() {}

    /// Adds how many things are in each tier, how many could not be seen, and the fewest days that any has left.
    public static void add(Metrics line, List<Sight> sights, List<String> metricsFor, Instant now) {
        Map<Tier, Integer> tiers = new EnumMap<>(Tier.class);
        for (Tier tier : Tier.values()) {
            tiers.put(tier, 0);
        }
        sights.forEach(sight -> tiers.merge(sight.tier(now), 1, Integer::sum));
        line.count("Notice", tiers.getOrDefault(Tier.NOTICE, 0))
                .count("Warning", tiers.getOrDefault(Tier.WARN, 0))
                .count("Critical", tiers.getOrDefault(Tier.CRIT, 0))
                .count("Expired", tiers.getOrDefault(Tier.EXPIRED, 0))
                .count(
                        "Unreachable",
                        sights.stream().filter(sight -> !sight.reachable()).count());
        sights.stream()
                .filter(sight -> sight.known().isPresent())
                .mapToLong(sight -> days(sight, now))
                .min()
                .ifPresent(days -> line.count("DaysRemaining", days));
        sights.stream()
                .filter(sight ->
                        metricsFor.contains(sight.key()) && sight.known().isPresent())
                .forEach(sight -> line.count("DaysRemaining " + sight.key(), days(sight, now)));
    }

    private static long days(Sight sight, Instant now) {
        return sight.known().orElseThrow().expiry(sight.thresholds(), now).daysRemaining();
    }
}
