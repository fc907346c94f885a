package dev.nightshift.liveips.look;

import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.NamedIds;
import dev.nightshift.kit.aws.QueryApi;
import dev.nightshift.liveips.model.Address;
import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.model.Finding;
import dev.nightshift.liveips.model.Group;
import dev.nightshift.liveips.model.Group.Member;
import dev.nightshift.liveips.model.Machine;
import dev.nightshift.liveips.model.Machine.Interface;
import dev.nightshift.liveips.model.Refusals;
import dev.nightshift.liveips.model.Source;
import dev.nightshift.liveips.settings.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// The servers of groups, and those that have some tags and belong to no group, by the EC2 API.
final class Ec2Machines {
    private static final String GROUP_TAG = "aws:autoscaling:groupName";
    // DescribeInstances, EC2 API reference: MaxResults is at most 1000, and a filter has at most
    // 200 values.
    private static final int PAGE_INSTANCES = 1_000;
    private static final int FILTER_VALUES = 200;

    /// What is read of an answer; an instance of EC2 has some 120 elements.
    private static final Set<String> ELEMENTS = Set.of(
            "nextToken",
            "reservationSet",
            "item",
            "instancesSet",
            "instanceId",
            "instanceState",
            "name",
            "tagSet",
            "key",
            "value",
            "privateIpAddress",
            "ipAddress",
            "placement",
            "availabilityZone",
            "networkInterfaceSet",
            "attachment",
            "deviceIndex",
            "privateIpAddressesSet",
            "ipv6AddressesSet",
            "ipv6Address",
            "isPrimaryIpv6");

    private final QueryApi api;
    private final Place place;
    private final Set<String> tagKeys;
    private final Map<String, Machine> found = new TreeMap<>();
    private final Set<String> gone = new TreeSet<>();
    private final Map<Source.Instances, Map<String, Member>> tagged = new LinkedHashMap<>();
    private final List<Finding> failures = new ArrayList<>();

    /// @param tagKeys of the tags that are published
    Ec2Machines(QueryApi api, Place place, Set<String> tagKeys) {
        this.api = api;
        this.place = place;
        this.tagKeys = tagKeys;
    }

    /// Asks for the servers by the tag that EC2 gives them, and for published ones that have it
    /// no more by their id: a terminated instance loses its tags gradually, a detached one at
    /// once. The filter, not the parameter: that fails as a whole for one unknown id.
    ///
    /// @param sources the servers that belong to no group
    /// @param zonesOfMembers what the groups say, by id
    void read(
            Set<String> groups,
            Set<Source.Instances> sources,
            Map<String, String> zonesOfMembers,
            List<Entry> published) {
        try {
            sources.forEach(this::readTagged);
            AwsScout.inChunks(FILTER_VALUES, List.copyOf(groups))
                    .forEach(chunk -> pages(where(
                            "tag:" + GROUP_TAG,
                            chunk.stream().map(Ec2Machines::escaped).toList())));
            Set<String> lost = new TreeSet<>();
            published.forEach(entry -> lost.add(entry.instance()));
            lost.removeAll(found.keySet());
            AwsScout.inChunks(FILTER_VALUES, List.copyOf(lost)).forEach(chunk -> {
                pages(where("instance-id", chunk));
                gone.addAll(chunk);
                gone.removeAll(found.keySet());
            });
        } catch (SdkException e) {
            Map<String, String> zones = new TreeMap<>(zonesOfMembers);
            published.forEach(entry -> zones.putIfAbsent(entry.instance(), entry.zone()));
            AwsScout.byZone(zones).forEach(this::readZone);
            sources.stream()
                    .filter(source -> !tagged.containsKey(source))
                    .forEach(source -> failures.add(new Finding(
                            Finding.Kind.GROUPS, source.subject(), "could not be asked for: " + Refusals.why(e))));
        }
    }

    private void readTagged(Source.Instances source) {
        Map<String, String> parameters = new TreeMap<>();
        for (Map.Entry<String, String> tag : source.tags().entrySet()) {
            String filter = "Filter." + (parameters.size() / 2 + 1);
            boolean any = tag.getValue().isEmpty();
            parameters.put(filter + ".Name", any ? "tag-key" : "tag:" + tag.getKey());
            parameters.put(filter + ".Value.1", escaped(any ? tag.getKey() : tag.getValue()));
        }
        parameters.put("MaxResults", "" + PAGE_INSTANCES);
        Map<String, Member> members = new TreeMap<>();
        pages(parameters, instance -> {
            Machine machine = read(instance);
            found.put(machine.id(), machine);
            note(instance, members);
        });
        tagged.put(source, members);
    }

    // What was terminated keeps its tags for a while.
    private static void note(Answer instance, Map<String, Member> members) {
        if (!instance.text("instanceState", "name").equals("terminated")) {
            String id = instance.text("instanceId");
            members.put(id, new Member(id, instance.text("placement", "availabilityZone"), "InService", "Healthy"));
        }
    }

    /// EC2's answers are eventually consistent: a server that the query by tags left out may be shown by its id.
    private void noteIfTagged(Answer instance) {
        tagged.forEach((source, members) -> {
            boolean has = source.tags().entrySet().stream()
                    .allMatch(wanted -> instance.all("tagSet", "item")
                            .anyMatch(tag -> wanted.getKey().equals(tag.text("key"))
                                    && (wanted.getValue().isEmpty()
                                            || wanted.getValue().equals(tag.text("value")))));
            if (has) {
                note(instance, members);
            }
        });
    }

    /// The servers of each source, as if they were a group that has what it wants: EC2 alone says how they are.
    Map<String, Group> tagged() {
        Map<String, Group> groups = new TreeMap<>();
        tagged.forEach((source, members) -> groups.put(
                source.name(),
                new Group(
                        source.name(),
                        Math.max(1, members.size()),
                        Map.of(),
                        List.of(),
                        List.copyOf(members.values()))));
        return groups;
    }

    /// The names of sources that no server matches.
    Set<String> missing() {
        return tagged.entrySet().stream()
                .filter(source -> source.getValue().isEmpty())
                .map(source -> source.getKey().name())
                .collect(Collectors.toSet());
    }

    Map<String, Machine> found() {
        return found;
    }

    /// Ids that EC2 was asked for and does not know.
    Set<String> gone() {
        return gone;
    }

    List<Finding> failures() {
        return failures;
    }

    /// While a zone is out, a request that names no instances fails, and so does one that names
    /// some of that zone; others work. Source: *DescribeInstances*, Amazon EC2 API Reference.
    private void readZone(String zone, Set<String> ids) {
        try {
            AwsScout.inChunks(FILTER_VALUES, List.copyOf(ids)).forEach(this::readById);
        } catch (SdkException e) {
            failures.add(new Finding(
                    Finding.Kind.SOURCE,
                    "EC2 in zone %s of %s".formatted(zone, place),
                    "could not be asked: " + Refusals.why(e)));
        }
    }

    private void readById(List<String> ids) {
        List<String> remaining = new ArrayList<>(ids);
        while (!remaining.isEmpty()) {
            try {
                pages(QueryApi.list("InstanceId", remaining));
                return;
            } catch (AwsServiceException e) {
                List<String> unknown = NamedIds.in(e, remaining);
                if (!Refusals.is(e, "InvalidInstanceID.NotFound") || unknown.isEmpty()) {
                    throw e;
                }
                gone.addAll(unknown);
                remaining.removeAll(unknown);
            }
        }
    }

    private void pages(Map<String, String> which) {
        pages(which, instance -> {
            found.put(instance.text("instanceId"), read(instance));
            noteIfTagged(instance);
        });
    }

    private void pages(Map<String, String> which, Consumer<Answer> each) {
        String token = "";
        do {
            Map<String, String> parameters = new TreeMap<>(which);
            if (!token.isEmpty()) {
                parameters.put("NextToken", token);
            }
            Answer answer = api.call("DescribeInstances", parameters, ELEMENTS::contains);
            answer.all("reservationSet", "item", "instancesSet", "item").forEach(each);
            // A short or empty page with a token is not the end.
            token = answer.text("nextToken");
        } while (!token.isEmpty());
    }

    private Machine read(Answer instance) {
        Map<String, String> tags = new HashMap<>();
        instance.all("tagSet", "item")
                .filter(tag -> tag.text("key").equals(GROUP_TAG) || tagKeys.contains(tag.text("key")))
                .forEach(tag -> tags.put(tag.text("key"), tag.text("value")));
        String group = tags.getOrDefault(GROUP_TAG, "");
        tags.keySet().retainAll(tagKeys);
        return new Machine(
                instance.text("instanceId"),
                instance.text("instanceState", "name"),
                group,
                Address.parse(instance.text("privateIpAddress")),
                Address.parse(instance.text("ipAddress")),
                instance.all("networkInterfaceSet", "item")
                        .map(Ec2Machines::readInterface)
                        .toList(),
                tags,
                Optional.empty());
    }

    private static Interface readInterface(Answer one) {
        String device = one.text("attachment", "deviceIndex");
        return new Interface(
                device.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(device),
                one.all("privateIpAddressesSet", "item")
                        .flatMap(each -> Address.parse(each.text("privateIpAddress")).stream())
                        .toList(),
                one.all("ipv6AddressesSet", "item")
                        .filter(each -> each.text("isPrimaryIpv6").equals("true"))
                        .findFirst()
                        .flatMap(each -> Address.parse(each.text("ipv6Address"))),
                one.all("ipv6AddressesSet", "item")
                        .flatMap(each -> Address.parse(each.text("ipv6Address")).stream())
                        .toList());
    }

    /// The servers that a filter lets through, in pages.
    private static Map<String, String> where(String filter, List<String> values) {
        Map<String, String> parameters = QueryApi.list("Filter.1.Value", values);
        parameters.put("Filter.1.Name", filter);
        parameters.put("MaxResults", "" + PAGE_INSTANCES);
        return parameters;
    }

    // In a filter's value * and ? are wildcards and \ escapes them.
    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
    }
}
