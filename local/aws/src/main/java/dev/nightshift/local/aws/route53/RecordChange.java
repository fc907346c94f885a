package dev.nightshift.local.aws.route53;

import dev.nightshift.local.aws.route53.HostedZone.RecordSet;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One change of a batch. Source: ChangeResourceRecordSets, Amazon Route 53 API Reference; the words of its refusals
/// are
/// those that people report.
///
/// @param action `CREATE`, `DELETE` or `UPSERT`
record RecordChange(String action, RecordSet set) {
    // Quotas, Amazon Route 53 Developer Guide: "When the value of the Action element is UPSERT, each ResourceRecord
    // element is counted twice", and so is each character.
    private static final int MOST_RECORDS = 1_000;
    private static final int MOST_CHARACTERS = 32_000;

    static List<RecordChange> in(Parameters asked) {
        List<RecordChange> changes = new ArrayList<>();
        for (Parameters change : asked.items("ChangeBatch.Changes")) {
            String name = change.textOrEmpty("ResourceRecordSet.Name");
            changes.add(new RecordChange(
                    change.textOrEmpty("Action"),
                    new RecordSet(
                            name.endsWith(".") ? name : name + ".",
                            change.textOrEmpty("ResourceRecordSet.Type"),
                            change.textOrEmpty("ResourceRecordSet.SetIdentifier"),
                            change.text("ResourceRecordSet.TTL")
                                    .map(Long::parseLong)
                                    .orElse(0L),
                            change.items("ResourceRecordSet.ResourceRecords").stream()
                                    .map(record -> record.textOrEmpty("Value"))
                                    .toList())));
        }
        return changes;
    }

    /// What a zone has after all of them.
    static List<RecordSet> made(HostedZone zone, List<RecordChange> changes) {
        withinQuotas(changes);
        Map<String, RecordSet> records = new TreeMap<>();
        zone.records().forEach(one -> records.put(one.key(), one));
        for (RecordChange change : changes) {
            RecordSet set = change.set();
            if (!set.name().equals(zone.name()) && !set.name().endsWith("." + zone.name())) {
                throw refused("RRSet with DNS name %s is not permitted in zone %s".formatted(set.name(), zone.name()));
            }
            String which = "resource record set [name='%s', type='%s'%s]"
                    .formatted(
                            set.name(), set.type(), set.set().isEmpty() ? "" : ", set identifier='" + set.set() + "'");
            RecordSet there = records.get(set.key());
            switch (change.action()) {
                case "CREATE" -> {
                    if (there != null) {
                        throw refused("Tried to create " + which + " but it already exists");
                    }
                    records.put(set.key(), set);
                }
                case "UPSERT" -> records.put(set.key(), set);
                case "DELETE" -> {
                    if (there == null) {
                        throw refused("Tried to delete " + which + " but it was not found");
                    }
                    if (!there.equals(set)) {
                        throw refused("Tried to delete " + which
                                + " but the values provided do not match the current values");
                    }
                    records.remove(set.key());
                }
                default -> throw refused("Invalid action " + change.action());
            }
        }
        withoutConflicts(List.copyOf(records.values()));
        return List.copyOf(records.values());
    }

    private static void withinQuotas(List<RecordChange> changes) {
        int records = 0;
        int characters = 0;
        for (RecordChange change : changes) {
            int times = change.action().equals("UPSERT") ? 2 : 1;
            records += times * change.set().values().size();
            characters += times
                    * change.set().values().stream().mapToInt(String::length).sum();
        }
        if (records > MOST_RECORDS || characters > MOST_CHARACTERS) {
            throw refused("Number of records limit of 1000, or of 32000 characters in them, exceeded.");
        }
    }

    private static void withoutConflicts(List<RecordSet> records) {
        for (int n = 1; n < records.size(); n++) {
            RecordSet one = records.get(n - 1);
            RecordSet other = records.get(n);
            if (one.name().equals(other.name())
                    && (one.type().equals("CNAME") || other.type().equals("CNAME"))) {
                throw refused("RRSet of type %s with DNS name %s is not permitted as it conflicts with other records"
                                .formatted(other.type(), one.name())
                        + " with the same DNS name");
            }
            if (one.name().equals(other.name())
                    && one.type().equals(other.type())
                    && one.set().isEmpty() != other.set().isEmpty()) {
                throw refused("RRSet with DNS name %s, type %s, SetIdentifier %s cannot be created because a non"
                                .formatted(one.name(), one.type(), other.set())
                        + " multivalue answer rrset exists with the same name and type.");
            }
        }
    }

    private static AwsException refused(String why) {
        return AwsException.badRequest("InvalidChangeBatch", "[" + why + "]");
    }
}
