package dev.nightshift.local.aws.ec2;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/// A customer-managed prefix list: CIDR blocks with descriptions, in versions.
public final class PrefixList {
    private final String id;
    private final String family;
    private final int maxEntries;
    private final NavigableMap<Long, NavigableMap<String, String>> versions = new TreeMap<>();
    private Instant settles = Instant.MIN;

    PrefixList(String id, String family, int maxEntries) {
        this.id = id;
        this.family = family;
        this.maxEntries = maxEntries;
        versions.put(1L, new TreeMap<>());
    }

    /// As `pl-0123456789abcdef0`.
    public String id() {
        return id;
    }

    /// The number of the last version.
    public synchronized long version() {
        return versions.lastKey();
    }

    /// The descriptions of the last version, by CIDR block; empty where there is none.
    public synchronized NavigableMap<String, String> entries() {
        return entries(version());
    }

    /// What a person does: one more version, in which a block is described so.
    public synchronized void put(String cidr, String description) {
        NavigableMap<String, String> next = new TreeMap<>(entries());
        next.put(cidr, description);
        become(next, Instant.MIN, Duration.ZERO);
    }

    /// What a person does: one more version, without a block.
    public synchronized void remove(String cidr) {
        NavigableMap<String, String> next = new TreeMap<>(entries());
        next.remove(cidr);
        become(next, Instant.MIN, Duration.ZERO);
    }

    NavigableMap<String, String> entries(long version) {
        return Collections.unmodifiableNavigableMap(versions.getOrDefault(version, new TreeMap<>()));
    }

    String family() {
        return family;
    }

    int maxEntries() {
        return maxEntries;
    }

    boolean isChanging(Instant now) {
        return now.isBefore(settles);
    }

    void become(NavigableMap<String, String> entries, Instant now, Duration delay) {
        versions.put(version() + 1, entries);
        settles = delay.isZero() ? Instant.MIN : now.plus(delay);
    }
}
