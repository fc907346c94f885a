package dev.nightshift.certificates;

import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.expiry.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What is remembered of one thing from run to run: what people were told, and what was last seen of it.
///
/// @param told the worst tier that they know of
/// @param toldAt when they last heard of it
/// @param faults of which they know
/// @param calm runs in a row that saw less than what was told
/// @param unseen runs in a row that could not see all of it
/// @param known the certificate that was seen last
/// @param at the last run that looked
record Memory(
        Tier told, Instant toldAt, SortedSet<String> faults, int calm, int unseen, Optional<Known> known, Instant at) {
    /// Nothing seen, nothing told.
    static final Memory NONE =
            new Memory(Tier.OK, Instant.EPOCH, Collections.emptySortedSet(), 0, 0, Optional.empty(), Instant.EPOCH);

    /// So many runs in a row without sight of it are news, and so many calm ones end what was told.
    private static final int UNSEEN_RUNS = 3;

    private static final int CALM_RUNS = 2;
    private static final Duration REPEAT = Duration.ofDays(1);

    /// One run later.
    record Next(Memory memory, Optional<News> news) {}

    /// What is to be remembered after another look, and what is to be told now.
    Next after(Sight sight, Instant now) {
        int unseenNow = sight.reachable() ? 0 : unseen + 1;
        Optional<Known> seen = sight.known().or(() -> known);
        Optional<Expiry> expiry = seen.map(one -> one.expiry(sight.thresholds(), now));
        SortedSet<String> faultsNow = new TreeSet<>(sight.faults());
        Tier level = worse(sight.level(), expiry.map(Expiry::tier).orElse(Tier.OK));
        if (unseenNow >= UNSEEN_RUNS) {
            level = worse(level, Tier.WARN);
            faultsNow.add("UNREACHABLE");
        }
        boolean isWorse = level.compareTo(told) > 0 || !faults.containsAll(faultsNow);
        boolean isDue = level.compareTo(Tier.CRIT) >= 0 && !now.isBefore(toldAt.plus(REPEAT));
        if (isWorse || isDue) {
            SortedSet<String> all = new TreeSet<>(faults);
            all.addAll(faultsNow);
            Memory memory = new Memory(worse(level, told), now, all, 0, unseenNow, seen, now);
            return new Next(memory, Optional.of(news(level, sight, faultsNow, seen, expiry)));
        }
        // A certificate that is known and was not looked at is not known to be well.
        boolean looked = sight.reachable() && (sight.known().isPresent() || known.isEmpty());
        int calmNow = looked && level.compareTo(told) < 0 ? calm + 1 : 0;
        if (calmNow < CALM_RUNS) {
            return new Next(new Memory(told, toldAt, faults, calmNow, unseenNow, seen, now), Optional.empty());
        }
        // What is only less bad is known already: the next escalation shall be heard again.
        return new Next(
                new Memory(level, toldAt, faultsNow, 0, unseenNow, seen, now),
                level == Tier.OK ? Optional.of(news(level, sight, faultsNow, seen, expiry)) : Optional.empty());
    }

    private static News news(
            Tier tier, Sight sight, SortedSet<String> faults, Optional<Known> known, Optional<Expiry> expiry) {
        String names = String.join(", ", faults);
        String why = sight.detail().isEmpty() ? names : sight.detail();
        return new News(
                tier,
                sight.key(),
                known.map(Known::id).orElse(sight.key()),
                known.map(Known::name).orElse(sight.key()),
                expiry,
                faults.contains("UNREACHABLE") ? "UNREACHABLE: " + why : why);
    }

    private static Tier worse(Tier one, Tier other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
