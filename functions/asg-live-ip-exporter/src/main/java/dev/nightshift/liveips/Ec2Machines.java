package dev.nightshift.liveips;

import dev.nightshift.kit.aws.NamedIds;
import dev.nightshift.liveips.Machine.Interface;
import java.util.ArrayList;
import java.util.HashMap;
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

/// The servers of groups, by the EC2 API.
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
    /// @param zonesOfMembers what the groups say, by id
    void read(Set<String> groups, Map<String, String> zonesOfMembers, List<Entry> published) {
        try {
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
        }
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
        String token = null;
        do {
            String page = token;
            DescribeInstancesResponse response = client.describeInstances(request -> {
                which.accept(request);
                request.nextToken(page);
            });
            response.reservations()
                    .forEach(reservation -> reservation
                            .instances()
                            .forEach(instance -> found.put(instance.instanceId(), read(instance))));
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

    private static Interface read(InstanceNetworkInterface one) {
        boolean attached = one.attachment() != null && one.attachment().deviceIndex() != null;
        return new Interface(
                attached ? one.attachment().deviceIndex() : Integer.MAX_VALUE,
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
