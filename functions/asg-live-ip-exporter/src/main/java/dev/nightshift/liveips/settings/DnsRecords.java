package dev.nightshift.liveips.settings;

import dev.nightshift.liveips.format.Form;
import dev.nightshift.liveips.format.Format;
import dev.nightshift.liveips.model.Entry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The records of one name in a hosted zone of Route 53.
///
/// @param zone the zone's id
/// @param name without a dot at the end
/// @param port that of `SRV` records, which only they have
/// @param ttl seconds
/// @param apex whether the name may be the zone's own
/// @param output whose records they are
public record DnsRecords(
        String zone, String name, Kind kind, Optional<Integer> port, long ttl, boolean apex, String output)
        implements Destination {
    /// Which records.
    public enum Kind {
        /// One `A` and one `AAAA` with all addresses.
        ADDRESS,
        /// An `A` or `AAAA` for each address, of which Route 53 answers with up to eight.
        MULTIVALUE,
        /// An `SRV` with all servers, and a name below it for each of them with its `A` and `AAAA`. Source: RFC 2782.
        SRV
    }

    /// Who made the records of a name is written beside them.
    public String ownerName() {
        return "_nightshift." + name;
    }

    /// Below which everything lies that it makes.
    public String base() {
        return kind == Kind.SRV ? name.replaceFirst("_[^.]+\\._[^.]+\\.", "") : name;
    }

    /// The name of a server.
    private String host(Entry entry) {
        String label = entry.instance().replaceAll("[^a-z0-9-]", "-");
        return (label.startsWith("i-") ? label : "i-" + label) + "." + base();
    }

    /// The names that it may make records of, as IAM compares them.
    List<String> names() {
        return kind == Kind.SRV ? List.of(name, ownerName(), "i-*." + base()) : List.of(name, ownerName());
    }

    /// Their types. Both families: an output may have had the other before.
    List<String> types() {
        return kind == Kind.SRV ? List.of("A", "AAAA", "SRV", "TXT") : List.of("A", "AAAA", "TXT");
    }

    @Override
    public Form form() {
        return Form.of(Format.PLAIN);
    }

    @Override
    public String body(String list, List<Entry> entries) {
        return RecordSet.text(entries.stream().flatMap(this::records).distinct().toList());
    }

    private Stream<RecordSet> records(Entry entry) {
        String address = entry.address().toString();
        String type = entry.address().isV6() ? "AAAA" : "A";
        return switch (kind) {
            case ADDRESS -> Stream.of(record(name, type, "", address));
            case MULTIVALUE -> Stream.of(record(name, type, entry.name(), address));
            case SRV ->
                Stream.of(
                        record(name, "SRV", "", "1 1 " + port.orElse(0) + " " + host(entry) + "."),
                        record(host(entry), type, "", address));
        };
    }

    private RecordSet record(String at, String type, String set, String value) {
        return new RecordSet(at, type, set, ttl, List.of(value));
    }

    @Override
    public String toString() {
        return "route53 " + zone + " " + name;
    }
}
