package dev.nightshift.liveips.sink;

import dev.nightshift.liveips.model.Address;
import java.util.NavigableSet;

/// What a prefix list has in one of its versions.
///
/// @param family `IPv4` or `IPv6`
/// @param ours the addresses with our description
/// @param others the single addresses with another
/// @param size how many entries it has in all
record PrefixListContent(
        long version,
        String state,
        String family,
        int maxEntries,
        NavigableSet<Address> ours,
        NavigableSet<Address> others,
        int size) {
    /// Whether no modification is under way.
    boolean isSettled() {
        return !state.endsWith("-in-progress");
    }
}
