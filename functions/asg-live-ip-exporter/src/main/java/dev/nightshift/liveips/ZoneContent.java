package dev.nightshift.liveips;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/// What a zone has at a name and below, by whose it is.
final class ZoneContent {
    private static final Set<String> ADDRESSES = Set.of("A", "AAAA");

    private final DnsRecords destination;
    private final String mark;
    private final Map<RecordSet, ResourceRecordSet> ours = new LinkedHashMap<>();
    private final Set<String> others = new LinkedHashSet<>();
    private OwnerRecord owner = OwnerRecord.NONE;
    private Optional<ResourceRecordSet> ownerSet = Optional.empty();
    private Optional<String> conflict = Optional.empty();

    /// @param mark what says that something is ours
    ZoneContent(DnsRecords destination, String mark, List<ResourceRecordSet> listed) {
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
    Map<RecordSet, ResourceRecordSet> ours() {
        return ours;
    }

    OwnerRecord owner() {
        return owner;
    }

    Optional<ResourceRecordSet> ownerSet() {
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

    private boolean isOwner(ResourceRecordSet one) {
        return nameOf(one).equals(destination.ownerName());
    }

    private void readOwner(ResourceRecordSet one) {
        String text = one.resourceRecords().size() == 1
                ? one.resourceRecords().getFirst().value()
                : "";
        Optional<OwnerRecord> read = OwnerRecord.parse(mark, text);
        if (read.isPresent() && one.typeAsString().equals("TXT")) {
            owner = read.get();
            ownerSet = Optional.of(one);
        } else {
            conflict = Optional.of("%s says that the name is not this output's: %s".formatted(nameOf(one), text));
        }
    }

    private void readName(ResourceRecordSet one) {
        String type = one.typeAsString();
        if (type.equals("SOA") && !destination.apex()) {
            conflict = Optional.of(nameOf(one) + " is the zone's apex, which apex: true allows");
        } else if (isOurs(one)) {
            ours.put(read(one), one);
        } else if (isTaken(one)) {
            conflict = Optional.of(foreign(nameOf(one), type));
        }
    }

    private boolean isOurs(ResourceRecordSet one) {
        if (one.aliasTarget() != null) {
            return false;
        }
        return one.setIdentifier() == null
                ? owner.types().contains(one.typeAsString())
                : one.setIdentifier().startsWith(mark + " ");
    }

    // An answer of somebody else's stands beside ours; no other routing can.
    private boolean isTaken(ResourceRecordSet one) {
        String type = one.typeAsString();
        boolean wanted = destination.kind() == DnsRecords.Kind.SRV ? type.equals("SRV") : ADDRESSES.contains(type);
        boolean beside =
                destination.kind() == DnsRecords.Kind.MULTIVALUE && Boolean.TRUE.equals(one.multiValueAnswer());
        return type.equals("CNAME") || (wanted && !beside);
    }

    private void readHost(ResourceRecordSet one, Set<String> hosts) {
        boolean plain = one.setIdentifier() == null && one.aliasTarget() == null;
        if (plain && ADDRESSES.contains(one.typeAsString()) && hosts.contains(nameOf(one) + ".")) {
            ours.put(read(one), one);
        } else {
            others.add(nameOf(one));
        }
    }

    private RecordSet read(ResourceRecordSet one) {
        return new RecordSet(
                nameOf(one),
                one.typeAsString(),
                one.setIdentifier() == null ? "" : one.setIdentifier().substring(mark.length() + 1),
                one.ttl() == null ? 0 : one.ttl(),
                one.resourceRecords().stream().map(ResourceRecord::value).toList());
    }

    private static String foreign(String name, String type) {
        return "%s has a record %s that this output did not make: it is not changed. Remove it, or choose another name"
                .formatted(name, type);
    }

    private static String nameOf(ResourceRecordSet one) {
        return one.name().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    }
}
