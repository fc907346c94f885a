package dev.nightshift.liveips.plan;

import dev.nightshift.liveips.look.Look;
import dev.nightshift.liveips.manifest.Doubts;
import dev.nightshift.liveips.manifest.Manifest;
import dev.nightshift.liveips.model.Address;
import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.model.Finding;
import dev.nightshift.liveips.model.Group;
import dev.nightshift.liveips.model.Source;
import dev.nightshift.liveips.model.Tally;
import dev.nightshift.liveips.settings.Output;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/// What a guard lets happen to a list. IPv4 and IPv6 addresses count for themselves: each family is a list of its own.
///
/// A list whose servers are all down on purpose stays as it is, and nobody need look: they come back.
final class GuardRuling {
    private final Output output;
    private final Look look;
    private final Manifest last;
    private final Set<Removal> strangers;
    private final Instant now;
    private final List<Removal> held = new ArrayList<>();
    private final Set<Finding> findings = new LinkedHashSet<>();
    private final NavigableMap<String, Tally> tallies = new TreeMap<>();
    private final NavigableMap<Address, Instant> lost;

    private GuardRuling(
            Output output, Look look, Manifest last, Collection<Address> live, Set<Removal> strangers, Instant now) {
        this.output = output;
        this.look = look;
        this.last = last;
        this.strangers = strangers;
        this.now = now;
        this.lost = new TreeMap<>(last.doubts().lost());
        lost.values().removeIf(at -> !now.isBefore(at.plus(Doubts.EROSION)));
        lost.keySet().removeAll(live);
        if (!look.isComplete()) {
            tallies.putAll(last.doubts().tallies());
            live.forEach(address -> tallies.remove(address.toString()));
        }
    }

    /// @param groups those of the list
    /// @param live the addresses that were seen to be live
    /// @param kept published ones that nothing speaks against
    /// @param removals the other published lines, each with what speaks against it
    /// @param strangers those of them whose address may be somebody else's: they go at once, as by evidence
    /// @param now when the look began
    static GuardRuling of(
            Output output,
            Look look,
            List<Group> groups,
            Manifest last,
            Collection<Address> live,
            Collection<Address> kept,
            List<Removal> removals,
            Set<Removal> strangers,
            Instant now) {
        GuardRuling ruling = new GuardRuling(output, look, last, live, strangers, now);
        List<Address> listed = new ArrayList<>(live);
        listed.addAll(kept);
        boolean mayBeEmpty = output.guard().allowEmpty() || isNothingWanted(look, groups);
        for (boolean v6 : new boolean[] {false, true}) {
            boolean empties = !mayBeEmpty && count(listed, v6) == 0;
            ruling.rule(
                    v6,
                    removals.stream()
                            .filter(one -> one.entry().address().isV6() == v6)
                            .toList(),
                    empties);
        }
        if (!last.isPublished() && listed.isEmpty() && !mayBeEmpty) {
            ruling.isEmptyDoubted(false);
        }
        return ruling;
    }

    /// The removals that do not happen yet.
    List<Removal> held() {
        return held;
    }

    /// Why.
    Set<Finding> findings() {
        return findings;
    }

    /// What the next look has to know.
    Doubts doubts() {
        return new Doubts(tallies, lost);
    }

    // That no server is wanted is known only of groups that were all read.
    private static boolean isNothingWanted(Look look, List<Group> groups) {
        return look.isComplete()
                && look.missing().isEmpty()
                && !groups.isEmpty()
                && groups.stream().allMatch(group -> group.desired() == 0);
    }

    private void rule(boolean v6, List<Removal> removals, boolean empties) {
        if (removals.isEmpty()) {
            return;
        }
        if (empties
                && removals.stream()
                        .allMatch(one -> !strangers.contains(one)
                                && look.isStoppedOnPurpose(one.entry().instance()))) {
            held.addAll(removals);
            return;
        }
        List<Removal> hearsay = removals.stream()
                .filter(one -> !one.reason().isEvidence() && !strangers.contains(one))
                .toList();
        List<Removal> believed = new ArrayList<>(removals);
        believed.removeAll(unconfirmed(v6, hearsay));
        // Not even evidence empties a list at once while servers are wanted; but what it names goes first.
        if (empties && isEmptyDoubted(v6) && believed.size() == removals.size()) {
            believed.removeAll(hearsay.isEmpty() ? removals : hearsay);
        }
        for (Removal removal : removals) {
            if (!believed.contains(removal)) {
                held.add(removal);
            } else {
                tallies.remove(removal.entry().address().toString());
                if (hearsay.contains(removal)) {
                    lost.put(removal.entry().address(), now);
                }
            }
        }
    }

    /// Those of too great a loss that too few looks in a row have missed, each for itself.
    private List<Removal> unconfirmed(boolean v6, List<Removal> hearsay) {
        hearsay.forEach(one -> count(one.entry().address().toString()));
        int lately = count(lost.keySet(), v6);
        int before = count(last.entries().stream().map(Entry::address).toList(), v6) + lately;
        int loss = hearsay.size() + lately;
        if (loss * 100L <= (long) output.guard().holdLossAbovePercent() * before) {
            return List.of();
        }
        return hearsay.stream()
                .filter(one ->
                        isDoubted(one.entry().address().toString(), "would lose %d of %d".formatted(loss, before)))
                .toList();
    }

    /// With this look.
    private Tally count(String what) {
        Tally tally = last.doubts().tally(what).after(look.isComplete(), now);
        tallies.put(what, tally);
        return tally;
    }

    /// Counts this look, and says whether more of them have to agree.
    private boolean isDoubted(String what, String finding) {
        boolean doubted = !count(what).isEnough();
        if (doubted) {
            findings.add(new Finding(Finding.Kind.GUARD, "the list", finding + ": held until three looks agree"));
        }
        return doubted;
    }

    // A source that matches nothing was renamed or deleted: no look confirms that its servers are not wanted.
    private boolean isEmptyDoubted(boolean v6) {
        if (output.groups().sources().stream().map(Source::name).noneMatch(look.missing()::contains)) {
            return isDoubted(Doubts.empty(v6), "would be empty");
        }
        findings.add(
                new Finding(Finding.Kind.GUARD, "the list", "would be empty: held while a source of it is not known"));
        return true;
    }

    private static int count(Collection<Address> addresses, boolean v6) {
        return (int) addresses.stream().filter(address -> address.isV6() == v6).count();
    }
}
