package dev.nightshift.certificates.state;

import dev.nightshift.certificates.model.Known;
import dev.nightshift.certificates.plan.Sight;
import dev.nightshift.certificates.plan.Sight.Suspicion;
import dev.nightshift.kit.Standing;
import dev.nightshift.tls.expiry.Expiry;
import dev.nightshift.tls.expiry.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What is remembered of one thing from run to run: what people were told, and what was last seen of it.
///
/// @param told what people know, with a [#level] for each tier
/// @param unseen the number of runs in a row that could not see all of it
/// @param suspicions what the last run saw and the next one may confirm
/// @param known the certificate that was seen last
/// @param at the last run that looked
public record Memory(Standing told, int unseen, SortedSet<String> suspicions, Optional<Known> known, Instant at) {
    /// Nothing seen, nothing told.
    public static final Memory NONE =
            new Memory(Standing.NONE, 0, Collections.emptySortedSet(), Optional.empty(), Instant.EPOCH);

    /// So many runs in a row without sight of it are news, and so many calm ones end what was told.
    private static final int UNSEEN_RUNS = 3;

    private static final List<Tier> TIERS = List.of(Tier.values());
    private static final int CALM_RUNS = 2;
    private static final Duration REPEAT = Duration.ofDays(1);

    /// The tier's level, 0 for the best.
    static int level(Tier tier) {
        return TIERS.indexOf(tier);
    }

    /// The worst tier that people know of.
    Tier toldTier() {
        return TIERS.get(told.level());
    }

    /// One run later.
    ///
    /// @param news what to report
    /// @param begun the faults that people had not heard of
    public record Next(Memory memory, Optional<News> news, SortedSet<String> begun) {}

    /// What is to be remembered after another look, and what is to be reported now.
    public Next after(Sight sight, Instant now) {
        int unseenNow = sight.reachable() ? 0 : unseen + 1;
        Optional<Known> seen = sight.known().or(() -> known);
        Optional<Expiry> expiry = seen.map(one -> one.expiry(sight.thresholds(), now));
        SortedSet<String> faults = new TreeSet<>(sight.faults());
        SortedSet<Suspicion> confirmed = confirmed(sight, unseenNow);
        Tier tier = worse(sight.level(), expiry.map(Expiry::tier).orElse(Tier.OK));
        for (Suspicion suspicion : confirmed) {
            tier = worse(tier, suspicion.tier());
            faults.add(suspicion.name());
        }
        // A certificate that is known and was not looked at is not known to be well.
        boolean looked = sight.reachable() && (sight.known().isPresent() || known.isEmpty());
        boolean repeat = tier.compareTo(Tier.CRIT) >= 0
                && !now.isBefore(told.notifiedAt().plus(REPEAT));
        Standing.Step step = told.after(new Standing.Seen(level(tier), faults, looked), repeat, CALM_RUNS, now);
        SortedSet<String> begun = new TreeSet<>(faults);
        begun.removeAll(told.faults());
        return new Next(
                new Memory(
                        step.standing(),
                        unseenNow,
                        new TreeSet<>(sight.suspicions().keySet()),
                        seen,
                        now),
                step.news() == Standing.News.NONE
                        ? Optional.empty()
                        : Optional.of(news(tier, sight, faults, confirmed, seen, expiry)),
                begun);
    }

    /// What the network cannot explain: the same in two runs in a row, or nothing to be seen in three.
    private SortedSet<Suspicion> confirmed(Sight sight, int unseenNow) {
        SortedSet<Suspicion> confirmed = new TreeSet<>();
        sight.suspicions().forEach((seen, suspicion) -> {
            if (suspicions.contains(seen)) {
                confirmed.add(suspicion);
            }
        });
        if (confirmed.isEmpty() && unseenNow >= UNSEEN_RUNS) {
            confirmed.add(Suspicion.UNREACHABLE);
        }
        return confirmed;
    }

    private static News news(
            Tier tier,
            Sight sight,
            SortedSet<String> faults,
            SortedSet<Suspicion> confirmed,
            Optional<Known> known,
            Optional<Expiry> expiry) {
        String names = String.join(", ", faults);
        String why = sight.detail().isEmpty() ? names : sight.detail();
        return new News(
                tier,
                sight.key(),
                known.map(Known::id).orElse(sight.key()),
                known.map(Known::name).orElse(sight.key()),
                expiry,
                confirmed.isEmpty() ? why : confirmed.first() + ": " + why);
    }

    private static Tier worse(Tier one, Tier other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
