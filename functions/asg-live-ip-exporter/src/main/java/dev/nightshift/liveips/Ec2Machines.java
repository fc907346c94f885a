package dev.nightshift.liveips;

import dev.nightshift.kit.aws.NamedIds;
import dev.nightshift.liveips.Group.Member;
import dev.nightshift.liveips.Machine.Interface;
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
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceIpv6Address;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/// The servers of groups, and those that have some tags and belong to no group, by the EC2 API.
final class Ec2Machines {
    private static final String GROUP_TAG = "aws:autoscaling:groupName";
    // DescribeInstances, EC2 API reference: MaxResults is at most 1000, and a filter has at most
    // 200 values.
    private static final int PAGE_INSTANCES = 1_000;
    private static final int FILTER_VALUES = 200;

    private final Ec2Client client;
    private final Place place;
    private final Set<String> tagKeys;
    private final Map<String, Machine> found = new TreeMap<>();
    private final Set<String> gone = new TreeSet<>();
    private final Map<Source.Instances, Map<String, Member>> tagged = new LinkedHashMap<>();
    private final List<Finding> failures = new ArrayList<>();

    /// @param tagKeys of the tags that are published
    Ec2Machines(Ec2Client client, Place place, Set<String> tagKeys) {
        this.client = client;
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
                    .forEach(chunk -> pages(request -> request.filters(filter(
                                    "tag:" + GROUP_TAG,
                                    chunk.stream().map(Ec2Machines::escaped).toList()))
                            .maxResults(PAGE_INSTANCES)));
            Set<String> lost = new TreeSet<>();
            published.forEach(entry -> lost.add(entry.instance()));
            lost.removeAll(found.keySet());
            AwsScout.inChunks(FILTER_VALUES, List.copyOf(lost)).forEach(chunk -> {
                pages(request -> request.filters(filter("instance-id", chunk)).maxResults(PAGE_INSTANCES));
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
        List<Filter> filters = source.tags().entrySet().stream()
                .map(tag -> tag.getValue().isEmpty()
                        ? filter("tag-key", List.of(escaped(tag.getKey())))
                        : filter("tag:" + tag.getKey(), List.of(escaped(tag.getValue()))))
                .toList();
        Map<String, Member> members = new TreeMap<>();
        pages(request -> request.filters(filters).maxResults(PAGE_INSTANCES), instance -> {
            Machine machine = read(instance);
            found.put(machine.id(), machine);
            note(instance, members);
        });
        tagged.put(source, members);
    }

    // What was terminated keeps its tags for a while.
    private static void note(Instance instance, Map<String, Member> members) {
        if (instance.state() == null || instance.state().name() != InstanceStateName.TERMINATED) {
            members.put(
                    instance.instanceId(), new Member(instance.instanceId(), zone(instance), "InService", "Healthy"));
        }
    }

    /// EC2's answers are eventually consistent: a server that the query by tags left out may be shown by its id.
    private void noteIfTagged(Instance instance) {
        tagged.forEach((source, members) -> {
            boolean has = source.tags().entrySet().stream()
                    .allMatch(wanted -> instance.tags().stream()
                            .anyMatch(tag -> wanted.getKey().equals(tag.key())
                                    && (wanted.getValue().isEmpty()
                                            || wanted.getValue().equals(tag.value()))));
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
                pages(request -> request.instanceIds(remaining));
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

    private void pages(Consumer<DescribeInstancesRequest.Builder> which) {
        pages(which, instance -> {
            found.put(instance.instanceId(), read(instance));
            noteIfTagged(instance);
        });
    }

    private void pages(Consumer<DescribeInstancesRequest.Builder> which, Consumer<Instance> each) {
        String token = null;
        do {
            String page = token;
            DescribeInstancesResponse response = client.describeInstances(request -> {
                which.accept(request);
                request.nextToken(page);
            });
            response.reservations()
                    .forEach(reservation -> reservation.instances().forEach(each));
            // A short or empty page with a token is not the end.
            token = response.nextToken();
        } while (token != null && !token.isEmpty());
    }

    private Machine read(Instance instance) {
        Map<String, String> tags = new HashMap<>();
        instance.tags().forEach(tag -> tags.put(tag.key(), tag.value() == null ? "" : tag.value()));
        return new Machine(
                instance.instanceId(),
                instance.state() == null ? "" : instance.state().nameAsString(),
                tags.getOrDefault(GROUP_TAG, ""),
                address(instance.privateIpAddress()),
                address(instance.publicIpAddress()),
                instance.networkInterfaces().stream().map(Ec2Machines::read).toList(),
                tags.keySet().stream().filter(tagKeys::contains).collect(Collectors.toMap(key -> key, tags::get)),
                Optional.empty());
    }

    private static String zone(Instance instance) {
        return instance.placement() == null || instance.placement().availabilityZone() == null
                ? ""
                : instance.placement().availabilityZone();
    }

    private static Interface read(InstanceNetworkInterface one) {
        boolean attached = one.attachment() != null && one.attachment().deviceIndex() != null;
        return new Interface(
                attached ? one.attachment().deviceIndex() : Integer.MAX_VALUE,
                one.privateIpAddresses().stream()
                        .flatMap(each -> address(each.privateIpAddress()).stream())
                        .toList(),
                one.ipv6Addresses().stream()
                        .filter(each -> Boolean.TRUE.equals(each.isPrimaryIpv6()))
                        .findFirst()
                        .flatMap(each -> address(each.ipv6Address())),
                one.ipv6Addresses().stream()
                        .map(InstanceIpv6Address::ipv6Address)
                        .flatMap(each -> address(each).stream())
                        .toList());
    }

    private static Optional<Address> address(@Nullable String text) {
        return Optional.ofNullable(text).flatMap(Address::parse);
    }

    private static Filter filter(String name, List<String> values) {
        return Filter.builder().name(name).values(values).build();
    }

    // In a filter's value * and ? are wildcards and \ escapes them.
    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
    }
}
