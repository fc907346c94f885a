package dev.nightshift.liveips.model;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/// One line of a list: an address and whose it is.
///
/// @param zone the availability zone
/// @param tags those of the server's tags that the list is published with
public record Entry(Address address, String instance, String group, String zone, Map<String, String> tags)
        implements Comparable<Entry> {
    private static final Comparator<Entry> ORDER =
            Comparator.comparing(Entry::address).thenComparing(Entry::instance);

    public Entry(Address address, String instance, String group, String zone) {
        this(address, instance, group, zone, Map.of());
    }

    /// The value of a tag; an empty one is none to Prometheus.
    public Optional<String> tag(String key) {
        return Optional.ofNullable(tags.get(key)).filter(value -> !value.isEmpty());
    }

    /// The same line, whatever is said of its server.
    public Entry untagged() {
        return tags.isEmpty() ? this : new Entry(address, instance, group, zone);
    }

    /// A name that stays as long as the server: what reloads depend on in HAProxy, and facts in
    /// Ansible. Of a server with two addresses, the second family's has another.
    public String name() {
        return address.isV6() ? instance + "-v6" : instance;
    }

    @Override
    public int compareTo(Entry other) {
        return ORDER.compare(this, other);
    }
}
