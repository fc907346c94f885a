package dev.nightshift.liveips.sink;

import dev.nightshift.liveips.model.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// One modification of a prefix list: as many of the changes that are due as it takes.
///
/// Additions and removals are taken in pairs, so that the list is never shorter, nor longer, than it is before
/// the first and after the last of several modifications.
///
/// @param after our addresses in it afterwards
/// @param why what is still missing then; nothing when the list has everything
record PrefixListChange(List<Address> added, List<Address> removed, NavigableSet<Address> after, Optional<String> why) {
    // ModifyManagedPrefixList, Amazon EC2: additions and removals together.
    private static final int MOST = 100;

    /// @param held what the list has
    /// @param wanted the addresses that it should have of ours
    static PrefixListChange of(PrefixListContent held, Set<Address> wanted) {
        List<Address> toAdd = new ArrayList<>(wanted);
        toAdd.removeAll(held.ours());
        toAdd.removeAll(held.others());
        List<Address> toRemove = new ArrayList<>(held.ours());
        toRemove.removeAll(wanted);
        int due = toAdd.size() + toRemove.size();
        int size = held.size() + toAdd.size() - toRemove.size();
        if (size > held.maxEntries()) {
            toAdd = toAdd.subList(0, Math.min(toAdd.size(), toRemove.size()));
            PrefixListChange swap = taken(held.ours(), toAdd, toRemove, Optional.empty());
            return new PrefixListChange(
                    swap.added(), swap.removed(), swap.after(), Optional.of(growth(size, held.maxEntries())));
        }
        int rest = due - Math.min(due, MOST);
        return taken(
                held.ours(),
                toAdd,
                toRemove,
                rest == 0
                        ? Optional.empty()
                        : Optional.of("a modification takes %d changes: %d more follow".formatted(MOST, rest)));
    }

    boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty();
    }

    private static PrefixListChange taken(
            Set<Address> ours, List<Address> toAdd, List<Address> toRemove, Optional<String> why) {
        int pairs = Math.min(Math.min(toAdd.size(), toRemove.size()), MOST / 2);
        List<Address> added = toAdd.subList(0, Math.min(toAdd.size(), MOST - pairs));
        List<Address> removed = toRemove.subList(0, Math.min(toRemove.size(), MOST - added.size()));
        NavigableSet<Address> after = new TreeSet<>(ours);
        removed.forEach(after::remove);
        after.addAll(added);
        return new PrefixListChange(added, removed, after, why);
    }

    // Source: *Managed prefix lists*, Amazon VPC User Guide: the maximum number of entries counts, not the entries.
    private static String growth(int size, int maxEntries) {
        return ("%d entries are more than its MaxEntries of %d. Raised to %d, it counts as %d rules, not %d, for each rule"
                        + " of a security group that names it; a group has 60 for each direction unless its quota is raised")
                .formatted(size, maxEntries, size, size, maxEntries);
    }
}
