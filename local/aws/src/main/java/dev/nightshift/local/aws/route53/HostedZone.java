package dev.nightshift.local.aws.route53;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A hosted zone: its record sets, in the order in which Route 53 lists them.
///
/// Source: ListResourceRecordSets, Amazon Route 53 API Reference: names are sorted by their labels in reverse.
public final class HostedZone {
    /// One record set.
    ///
    /// @param name with a dot at the end
    /// @param set its identifier; empty for simple routing
    /// @param values as DNS writes them
    public record RecordSet(String name, String type, String set, long ttl, List<String> values) {
        String key() {
            return reversed(name) + " " + type + " " + set;
        }
    }

    private final String id;
    private final String name;
    private final Map<String, RecordSet> records = new TreeMap<>();

    HostedZone(String id, String name) {
        this.id = id;
        this.name = name;
        put(new RecordSet(name, "NS", "", 172_800, List.of("ns-1.awsdns-01.org.")));
        put(new RecordSet(
                name, "SOA", "", 900, List.of("ns-1.awsdns-01.org. awsdns-hostmaster.amazon.com. 1 7200 900 1 86400")));
    }

    /// As `Z0123456789ABCDEFGHIJ`.
    public String id() {
        return id;
    }

    /// With a dot at the end.
    public String name() {
        return name;
    }

    /// What a person does: makes or changes a record set.
    public synchronized void put(RecordSet one) {
        records.put(one.key(), one);
    }

    /// What a person does: removes one.
    public synchronized void remove(RecordSet one) {
        records.remove(one.key());
    }

    /// All of them.
    public synchronized List<RecordSet> records() {
        return List.copyOf(records.values());
    }

    /// The values at a name, of all sets of a type together, sorted; none where there is no such record.
    public synchronized List<String> values(String at, String type) {
        return records.values().stream()
                .filter(one -> one.name().equals(at) && one.type().equals(type))
                .flatMap(one -> one.values().stream())
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    Optional<RecordSet> same(RecordSet one) {
        return Optional.ofNullable(records.get(one.key()));
    }

    void become(List<RecordSet> all) {
        records.clear();
        all.forEach(this::put);
    }

    /// `com.example.shop`, so that a zone's names stand together.
    static String reversed(String name) {
        List<String> labels =
                new ArrayList<>(List.of(name.replaceFirst("\\.$", "").split("\\.")));
        return labels.reversed().stream().collect(Collectors.joining("."));
    }
}
