package dev.nightshift.certificates.state;

import dev.nightshift.tls.chain.Leaf;
import dev.nightshift.tls.change.CertificateChange;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The certificates that an endpoint serves, with which those of later runs are compared. Pure.
///
/// One that lost nothing takes the place of the one that it renews. One that did is a change when it is alone: at once
/// if it was issued after the endpoint was first seen, so that nobody can have served it before; else it may be one of
/// several that take turns, as content networks have them, and must have been alone in [#ALONE_RUNS] runs in a row, and
/// longer where little is known of what was served before, or where others came and went already. A network that
/// chooses one of two at random is taken for a change once in two hundred endpoints.
///
/// @param since when the first certificate was seen
/// @param current those in service
/// @param settled in how many runs in a row one of these was seen, and none of the others alone
/// @param alone in how many runs in a row since then only others were seen
/// @param turns how often others were seen beside these, or between two runs that saw these
/// @param told what people were told of last, and when
/// @param at the day of the last run that saw one
public record Served(
        Instant since, List<Leaf> current, int settled, int alone, int turns, Optional<Told> told, Instant at) {
    /// Nothing seen.
    public static final Served NOTHING = new Served(Instant.EPOCH, List.of(), 0, 0, 0, Optional.empty(), Instant.EPOCH);

    private static final int ALONE_RUNS = 3;
    private static final int ENOUGH_RUNS = 16;
    private static final int MOST = 8;

    /// A change that people were told of.
    public record Told(String text, Instant at) {}

    /// One run later.
    ///
    /// @param changes what to tell people of
    public record Next(Served served, List<Finding> changes) {}

    /// What is to be remembered after another look, and what has changed for good.
    ///
    /// @param seen the certificates at all addresses that could be seen
    public Next after(List<Leaf> seen, Instant now) {
        Instant day = now.truncatedTo(ChronoUnit.DAYS);
        if (seen.isEmpty()) {
            return new Next(this, List.of());
        } else if (current.isEmpty()) {
            return quiet(new Served(now, bounded(seen), 1, 0, 0, told, day));
        }
        List<Leaf> others = seen.stream().filter(this::isOther).toList();
        boolean takeTurns = turns >= ENOUGH_RUNS && !others.isEmpty();
        if (takeTurns) {
            return quiet(new Served(since, with(seen), 1, 0, 0, told, day));
        } else if (others.size() < seen.size()) {
            boolean turn = alone > 0 || !others.isEmpty();
            List<Leaf> good = seen.stream().filter(leaf -> !isOther(leaf)).toList();
            int runs = turn ? 1 : Math.min(ENOUGH_RUNS, settled + 1);
            return quiet(new Served(since, with(good), runs, 0, turn ? turns + 1 : turns, told, day));
        }
        List<Finding> changes = others.stream()
                .flatMap(leaf -> changes(leaf).stream())
                .distinct()
                .toList();
        int runs = alone + 1;
        boolean certain = runs >= ALONE_RUNS && settled + runs >= ENOUGH_RUNS * (turns + 1);
        if (!certain && !others.stream().allMatch(this::isNew)) {
            return quiet(new Served(since, current, settled, runs, turns, told, day));
        }
        Told text = new Told(text(changes), now);
        return new Next(new Served(since, bounded(others), 1, 0, 0, Optional.of(text), day), changes);
    }

    /// In one line.
    public static String text(List<Finding> changes) {
        return String.join("; ", changes.stream().map(Finding::toString).toList());
    }

    private static Next quiet(Served served) {
        return new Next(served, List.of());
    }

    private boolean isOther(Leaf leaf) {
        return !isCurrent(leaf) && !changes(leaf).isEmpty();
    }

    private List<Finding> changes(Leaf leaf) {
        return CertificateChange.among(current, leaf);
    }

    private boolean isNew(Leaf leaf) {
        return leaf.notBefore().isAfter(since)
                && changes(leaf).stream().noneMatch(change -> change.fault() == Fault.OLDER_CERTIFICATE);
    }

    private boolean isCurrent(Leaf leaf) {
        return isIn(current, leaf);
    }

    /// These too, in place of those that they renew.
    private List<Leaf> with(List<Leaf> seen) {
        List<Leaf> all = new ArrayList<>(current);
        for (Leaf leaf : seen) {
            if (!isCurrent(leaf)) {
                boolean renewal = changes(leaf).isEmpty();
                CertificateChange.replaced(current, leaf)
                        .filter(before -> renewal && !isIn(seen, before))
                        .ifPresent(all::remove);
                all.add(leaf);
            }
        }
        return bounded(all);
    }

    private static boolean isIn(List<Leaf> leaves, Leaf leaf) {
        return leaves.stream().anyMatch(one -> one.sha256().equals(leaf.sha256()));
    }

    private static List<Leaf> bounded(List<Leaf> leaves) {
        return leaves.stream()
                .sorted(Comparator.comparing(Leaf::notBefore).reversed())
                .limit(MOST)
                .toList();
    }
}
