package dev.nightshift.certificates;

import dev.nightshift.kit.Text;
import dev.nightshift.tls.expiry.Tier;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// What a run saw besides endpoints, for its report: a line each, the worst first.
final class Notes {
    private static final int SHOWN = 400;

    private Notes() {}

    /// @param endpoints the keys of those that the report shows itself
    static List<String> of(List<Sight> sights, Set<String> endpoints, Instant now) {
        return sights.stream()
                // The report has endpoints and bad lines of its own.
                .filter(sight ->
                        !endpoints.contains(sight.key()) && !sight.faults().contains(Sights.BAD_LINE))
                .filter(sight -> sight.known().isPresent() || sight.level() != Tier.OK)
                .sorted(Comparator.comparing((Sight sight) -> sight.tier(now)).reversed())
                .map(sight -> Text.printable(line(sight, now), SHOWN))
                .toList();
    }

    private static String line(Sight sight, Instant now) {
        String days = sight.known()
                .map(known -> known.name() + ", "
                        + known.expiry(sight.thresholds(), now).daysRemaining() + " d, ")
                .orElse("");
        String why = sight.detail().isEmpty() ? "" : ": " + sight.detail();
        return sight.tier(now) + " " + days + sight.key() + why;
    }
}
