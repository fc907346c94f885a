package dev.nightshift.certificates.plan;

import dev.nightshift.certificates.model.Known;
import dev.nightshift.tls.expiry.Thresholds;
import dev.nightshift.tls.expiry.Tier;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// What one run saw of one thing that people may have to be told of: an endpoint, a certificate of an inventory, a
/// source of targets.
///
/// @param key names it in every run
/// @param level the worst of its faults; its dates are judged besides, whether it can be seen or not
/// @param faults those that matter, by name
/// @param detail what was found, for people
/// @param known the certificate seen, if any
/// @param reachable whether everything about it could be seen
/// @param suspicions what counts only if the next run sees it too, by what was seen and where
/// @param thresholds by which its certificate's dates are judged
public record Sight(
        String key,
        Tier level,
        SortedSet<String> faults,
        String detail,
        Optional<Known> known,
        boolean reachable,
        SortedMap<String, Suspicion> suspicions,
        Thresholds thresholds) {
    /// What a broken connection is when it breaks in two runs in a row in the same way.
    public enum Suspicion {
        /// The server does not finish handshakes.
        HANDSHAKE_FAILED(Tier.CRIT),
        /// It does not come so far as to show a certificate.
        UNREACHABLE(Tier.WARN);

        private final Tier tier;

        Suspicion(Tier tier) {
            this.tier = tier;
        }

        public Tier tier() {
            return tier;
        }
    }

    /// Something about which there are no suspicions.
    public Sight(
            String key,
            Tier level,
            SortedSet<String> faults,
            String detail,
            Optional<Known> known,
            boolean reachable,
            Thresholds thresholds) {
        this(key, level, faults, detail, known, reachable, Collections.emptySortedMap(), thresholds);
    }

    /// Nothing wrong with a thing that has no certificate of its own.
    public static Sight fine(String key) {
        return new Sight(key, Tier.OK, new TreeSet<>(), "", Optional.empty(), true, Thresholds.DEFAULT);
    }

    /// One thing wrong with it.
    public static Sight of(String key, Tier level, String fault, String detail) {
        SortedSet<String> faults = new TreeSet<>();
        faults.add(fault);
        return new Sight(key, level, faults, detail, Optional.empty(), true, Thresholds.DEFAULT);
    }

    /// The worst of its faults and its dates.
    public Tier tier(Instant now) {
        Tier dates = known.map(one -> one.expiry(thresholds, now).tier()).orElse(Tier.OK);
        return dates.compareTo(level) >= 0 ? dates : level;
    }
}
