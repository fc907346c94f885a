package dev.nightshift.liveips;

import java.util.Comparator;

/// One line of a list: an address and whose it is.
///
/// @param zone the availability zone
record Entry(Address address, String instance, String group, String zone) implements Comparable<Entry> {
    private static final Comparator<Entry> ORDER =
            Comparator.comparing(Entry::address).thenComparing(Entry::instance);

    /// A name that stays as long as the server: what reloads depend on in HAProxy, and facts in
    /// Ansible. Of a server with two addresses, the second family's has another.
    String name() {
        return address.isV6() ? instance + "-v6" : instance;
    }

    @Override
    public int compareTo(Entry other) {
        return ORDER.compare(this, other);
    }
}
