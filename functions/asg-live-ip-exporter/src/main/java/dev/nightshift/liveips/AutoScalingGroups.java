package dev.nightshift.liveips;

import dev.nightshift.liveips.Group.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.Filter;
import software.amazon.awssdk.services.autoscaling.model.TagDescription;

/// The groups that outputs select, by the Auto Scaling API: members are in the answer, nothing else is asked.
final class AutoScalingGroups {
    // DescribeAutoScalingGroups, API reference: MaxRecords, which is also how many names a call
    // may have.
    private static final int PAGE_GROUPS = 100;

    private final AutoScalingClient client;
    private final Place place;
    private final Map<String, Group> found = new TreeMap<>();
    private final Set<String> missing = new TreeSet<>();
    private final List<Finding> failures = new ArrayList<>();

    AutoScalingGroups(AutoScalingClient client, Place place) {
        this.client = client;
        this.place = place;
    }

    void read(List<Output> outputs, List<Entry> published) {
        outputs.stream()
                .map(Output::groups)
                .filter(Selection::isByTags)
                .map(Selection::tags)
                .distinct()
                .forEach(tags -> pages(request -> request.filters(tags.entrySet().stream()
                        .map(tag -> Filter.builder()
                                .name("tag:" + tag.getKey())
                                .values(tag.getValue())
                                .build())
                        .toList())));
        Set<String> names = outputs.stream()
                .flatMap(output -> output.groups().names().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        // A published group that no listing by tags has: did it lose its tag, or is it gone?
        if (outputs.stream().anyMatch(output -> output.groups().isByTags())) {
            published.forEach(entry -> names.add(entry.group()));
        }
        names.removeAll(found.keySet());
        AwsScout.inChunks(PAGE_GROUPS, List.copyOf(names)).forEach(chunk -> {
            if (pages(request -> request.autoScalingGroupNames(chunk))) {
                missing.addAll(chunk);
                missing.removeAll(found.keySet());
            }
        });
    }

    Map<String, Group> found() {
        return found;
    }

    /// Names that were asked for in vain.
    Set<String> missing() {
        return missing;
    }

    List<Finding> failures() {
        return failures;
    }

    /// The zones of all members, by id.
    Map<String, String> members() {
        Map<String, String> zones = new TreeMap<>();
        found.values().forEach(group -> group.members().forEach(member -> zones.put(member.id(), member.zone())));
        return zones;
    }

    /// Whether all pages came.
    private boolean pages(Consumer<DescribeAutoScalingGroupsRequest.Builder> which) {
        int failuresBefore = failures.size();
        String token = null;
        do {
            String page = token;
            try {
                DescribeAutoScalingGroupsResponse response = client.describeAutoScalingGroups(request -> {
                    which.accept(request);
                    request.maxRecords(PAGE_GROUPS).nextToken(page);
                });
                response.autoScalingGroups().forEach(group -> found.put(group.autoScalingGroupName(), read(group)));
                // A short or empty page with a token is not the end.
                token = response.nextToken();
            } catch (SdkException e) {
                failures.add(new Finding(
                        Finding.Kind.GROUPS, "Auto Scaling in " + place, "could not be asked: " + Refusals.why(e)));
                token = null;
            }
        } while (token != null && !token.isEmpty());
        return failuresBefore == failures.size();
    }

    private static Group read(AutoScalingGroup group) {
        return new Group(
                group.autoScalingGroupName(),
                // A group that does not say how many servers it wants may want some.
                group.desiredCapacity() == null ? 1 : group.desiredCapacity(),
                // A tag without a value is one with an empty value: Value is optional in the API's model.
                group.tags().stream()
                        .collect(Collectors.toMap(TagDescription::key, tag -> text(tag.value()), (one, other) -> one)),
                group.targetGroupARNs(),
                group.instances().stream()
                        .map(instance -> new Member(
                                instance.instanceId(),
                                text(instance.availabilityZone()),
                                text(instance.lifecycleStateAsString()),
                                text(instance.healthStatus())))
                        .toList());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
