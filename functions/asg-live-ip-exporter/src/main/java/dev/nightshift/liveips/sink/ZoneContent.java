package dev.nightshift.liveips.sink;

import dev.nightshift.kit.aws.Answer;
import dev.nightshift.liveips.settings.DnsRecords;
import dev.nightshift.liveips.settings.RecordSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a zone has at a name and below, by whose it is.
final class ZoneContent {
    private static final Set<String> ADDRESSES = Set.of("A", "AAAA");

    private static final String SET = "SetIdentifier";

    private final DnsRecords destination;
    private final String mark;
    private final Map<RecordSet, Answer> ours = new LinkedHashMap<>();
    private final Set<String> others = new LinkedHashSet<>();
    private OwnerRecord owner = OwnerRecord.NONE;
    private Optional<Answer> ownerSet = Optional.empty();
    private Optional<String> conflict = Optional.empty();

    /// @param mark what says that something is ours
    ZoneContent(DnsRecords destination, String mark, List<Answer> listed) {
        this.destination = destination;
        this.mark = mark;
        listed.stream().filter(this::isOwner).forEach(this::readOwner);
        listed.stream().filter(one -> nameOf(one).equals(destination.name())).forEach(this::readName);
        if (destination.kind() == DnsRecords.Kind.SRV) {
            Set<String> hosts = ours.keySet().stream()
                    .filter(one -> one.type().equals("SRV"))
                    .flatMap(one -> one.values().stream())
                    .map(value -> value.substring(value.lastIndexOf(' ') + 1))
                    .collect(Collectors.toSet());
            listed.stream()
                    .filter(one -> !nameOf(one).equals(destination.name()) && !isOwner(one))
                    .forEach(one -> readHost(one, hosts));
        }
    }

    /// Our sets, each as Route 53 has it: that is what a deletion must name.
    Map<RecordSet, Answer> ours() {
        return ours;
    }

    OwnerRecord owner() {
        return owner;
    }

    Optional<Answer> ownerSet() {
        return ownerSet;
    }

    /// Why nothing may be changed.
    Optional<String> conflict() {
        return conflict;
    }

    /// Why these may not be made.
    Optional<String> conflictWith(List<RecordSet> created) {
        return created.stream()
                .filter(one -> others.contains(one.name()))
                .map(one -> foreign(one.name(), one.type()))
                .findFirst();
    }

    private boolean isOwner(Answer one) {
        return nameOf(one).equals(destination.ownerName());
    }

    private void readOwner(Answer one) {
        List<String> values = values(one);
        String text = values.size() == 1 ? values.getFirst() : "";
        Optional<OwnerRecord> read = OwnerRecord.parse(mark, text);
        if (read.isPresent() && one.text("Type").equals("TXT")) {
            owner = read.get();
            ownerSet = Optional.of(one);
        } else {
            conflict = Optional.of("%s says that the name is not this output's: %s".formatted(nameOf(one), text));
        }
    }

    private void readName(Answer one) {
        String type = one.text("Type");
        if (type.equals("SOA") && !destination.apex()) {
            conflict = Optional.of(nameOf(one) + " is the zone's apex, which apex: true allows");
        } else if (isOurs(one)) {
            ours.put(read(one), one);
        } else if (isTaken(one)) {
            conflict = Optional.of(foreign(nameOf(one), type));
        }
    }

    private boolean isOurs(Answer one) {
        if (one.has("AliasTarget")) {
            return false;
        }
        return one.has(SET)
                ? one.text(SET).startsWith(mark + " ")
                : owner.types().contains(one.text("Type"));
    }

    // An answer of somebody else's stands beside ours; no other routing can.
    private boolean isTaken(Answer one) {
        String type = one.text("Type");
        boolean wanted = destination.kind() == DnsRecords.Kind.SRV ? type.equals("SRV") : ADDRESSES.contains(type);
        boolean beside = destination.kind() == DnsRecords.Kind.MULTIVALUE
                && one.text("MultiValueAnswer").equals("true");
        return type.equals("CNAME") || (wanted && !beside);
    }

    private void readHost(Answer one, Set<String> hosts) {
        boolean plain = !one.has(SET) && !one.has("AliasTarget");
        if (plain && ADDRESSES.contains(one.text("Type")) && hosts.contains(nameOf(one) + ".")) {
            ours.put(read(one), one);
        } else {
            others.add(nameOf(one));
        }
    }

    private RecordSet read(Answer one) {
        return new RecordSet(
                nameOf(one),
                one.text("Type"),
                one.has(SET) ? one.text(SET).substring(mark.length() + 1) : "",
                one.number("TTL"),
                values(one));
    }

    private static List<String> values(Answer one) {
        return one.texts("ResourceRecords", "ResourceRecord", "Value");
    }

    private static String foreign(String name, String type) {
        return "%s has a record %s that this output did not make: it is not changed. Remove it, or choose another name"
                .formatted(name, type);
    }

    private static String nameOf(Answer one) {
        return one.text("Name").toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    }
}
