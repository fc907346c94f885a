package dev.nightshift.local.aws.ec2;

import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.service.Service.Operation;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Page;
import dev.nightshift.local.aws.wire.Parameters;
import dev.nightshift.local.aws.wire.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/// The prefix lists of one account in one region.
///
/// A modification is under way as long as the endpoint's transitions last, and no other one is taken meanwhile.
/// Sources: DescribeManagedPrefixLists, GetManagedPrefixListEntries and ModifyManagedPrefixList, Amazon EC2 API
/// Reference; Error codes for the Amazon EC2 API, same.
final class PrefixLists {
    private static final int MAX_LISTS = 100;
    private static final int MAX_ENTRIES = 100;
    private static final int MAX_CHANGES = 100;
    private static final String ID = "PrefixListId";

    private final Ec2 ec2;
    private final Place place;
    private final Map<String, PrefixList> lists = new LinkedHashMap<>();

    PrefixLists(Ec2 ec2, Place place) {
        this.ec2 = ec2;
        this.place = place;
    }

    PrefixList make(String family, int maxEntries) {
        String id = "pl-%08x%09x".formatted(place.hashCode(), lists.size() + 1);
        PrefixList list = new PrefixList(id, family, maxEntries);
        lists.put(id, list);
        return list;
    }

    Map<String, Operation> byName() {
        return Map.of(
                "DescribeManagedPrefixLists",
                new Operation(
                        Set.of("PrefixListId.N", "MaxResults", "NextToken"),
                        asked -> List.of(ec2.inRegion("DescribeManagedPrefixLists", "*")),
                        this::describe),
                "GetManagedPrefixListEntries",
                new Operation(
                        Set.of(ID, "TargetVersion", "MaxResults", "NextToken"),
                        asked -> onList("GetManagedPrefixListEntries", asked),
                        this::entries),
                "ModifyManagedPrefixList",
                new Operation(
                        Set.of(ID, "CurrentVersion", "AddEntry.N.Cidr", "AddEntry.N.Description", "RemoveEntry.N.Cidr"),
                        asked -> onList("ModifyManagedPrefixList", asked),
                        this::modify));
    }

    private List<IamRequest> onList(String action, Parameters asked) {
        return List.of(ec2.inRegion(action, place.arn("ec2", "prefix-list/" + asked.textOrEmpty(ID))));
    }

    private Fields describe(Parameters asked) {
        List<String> ids = asked.list(ID);
        List<PrefixList> found = ids.isEmpty()
                ? List.copyOf(lists.values())
                : ids.stream().map(this::known).toList();
        Page<PrefixList> page = Page.of(found, MAX_LISTS, asked);
        return page.continuing(Fields.empty()
                .put("prefixListSet", page.items().stream().map(this::tree).toList()));
    }

    private Fields entries(Parameters asked) {
        PrefixList list = known(asked.textOrEmpty(ID));
        long version = asked.text("TargetVersion").map(Long::parseLong).orElse(list.version());
        List<Map.Entry<String, String>> entries =
                List.copyOf(list.entries(version).entrySet());
        Page<Map.Entry<String, String>> page = Page.of(entries, MAX_ENTRIES, asked);
        return page.continuing(Fields.empty()
                .put(
                        "entrySet",
                        page.items().stream()
                                .map(entry -> Fields.empty()
                                        .put("cidr", entry.getKey())
                                        .put("description", entry.getValue()))
                                .toList()));
    }

    private Fields modify(Parameters asked) {
        PrefixList list = known(asked.textOrEmpty(ID));
        if (list.isChanging(ec2.now())) {
            throw AwsException.badRequest(
                    "IncorrectState",
                    "The prefix list %s is in the current state (modify-in-progress).".formatted(list.id()));
        }
        if (asked.text("CurrentVersion")
                .filter(version -> Long.parseLong(version) != list.version())
                .isPresent()) {
            throw AwsException.badRequest(
                    "PrefixListVersionMismatch", "The prefix list has the incorrect version number.");
        }
        list.become(changed(list, asked.items("AddEntry"), asked.items("RemoveEntry")), ec2.now(), ec2.delay());
        return Fields.empty().put("prefixList", tree(list));
    }

    private static NavigableMap<String, String> changed(
            PrefixList list, List<Parameters> added, List<Parameters> removed) {
        if (added.size() + removed.size() > MAX_CHANGES) {
            throw Ec2Rules.invalid("The request cannot contain more than 100 entry additions or removals.");
        }
        NavigableMap<String, String> entries = new TreeMap<>(list.entries());
        for (Parameters entry : removed) {
            String cidr = entry.textOrEmpty("Cidr");
            if (entries.remove(cidr) == null) {
                throw AwsException.badRequest(
                        "InvalidPrefixListModification", "The entry " + cidr + " does not exist.");
            }
        }
        for (Parameters entry : added) {
            String cidr = entry.textOrEmpty("Cidr");
            if (entries.put(cidr, entry.textOrEmpty("Description")) != null) {
                throw AwsException.badRequest("InvalidPrefixListModification", "The entry " + cidr + " exists.");
            }
        }
        if (entries.size() > list.maxEntries()) {
            throw AwsException.badRequest(
                    "PrefixListMaxEntriesExceeded",
                    "The prefix list takes at most %d entries.".formatted(list.maxEntries()));
        }
        return entries;
    }

    private PrefixList known(String id) {
        PrefixList list = lists.get(id);
        if (list == null) {
            throw AwsException.badRequest(
                    "InvalidPrefixListID.NotFound", "The prefix list ID '%s' does not exist".formatted(id));
        }
        return list;
    }

    private Fields tree(PrefixList list) {
        return Fields.empty()
                .put("prefixListId", list.id())
                .put("prefixListArn", place.arn("ec2", "prefix-list/" + list.id()))
                .put("addressFamily", list.family())
                .put("state", list.isChanging(ec2.now()) ? "modify-in-progress" : "modify-complete")
                .put("maxEntries", list.maxEntries())
                .put("version", list.version())
                .put("ownerId", place.account());
    }
}
