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

    /// @param published of Auto Scaling groups
    void read(List<Output> outputs, List<Entry> published) {
        Set<Source.Matching> matching = sources(outputs, Source.Matching.class);
        Set<Source.Tagged> tagged = sources(outputs, Source.Tagged.class);
        // Auto Scaling knows no patterns: all groups are listed, once.
        if (!matching.isEmpty()) {
            boolean all = pages(request -> {});
            Set<String> known = published.stream().map(Entry::group).collect(Collectors.toSet());
            found.values()
                    .removeIf(group -> !known.contains(group.name())
                            && outputs.stream()
                                    .noneMatch(output -> output.groups().selects(group)));
            if (all) {
                matching.forEach(this::noteIfMissing);
            }
        }
        tagged.forEach(one -> {
            if (pages(request -> request.filters(filters(one)))) {
                noteIfMissing(one);
            }
        });
        Set<String> names = sources(outputs, Source.Named.class).stream()
                .map(Source.Named::name)
                .collect(Collectors.toCollection(TreeSet::new));
        // A published group that no listing has: was it changed, or is it gone?
        if (!matching.isEmpty() || !tagged.isEmpty()) {
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

    private static <S extends Source> Set<S> sources(List<Output> outputs, Class<S> kind) {
        return outputs.stream().flatMap(output -> output.groups().of(kind)).collect(Collectors.toSet());
    }

    private static List<Filter> filters(Source.Tagged source) {
        return source.tags().entrySet().stream()
                .map(tag -> tag.getValue().isEmpty()
                        ? Filter.builder().name("tag-key").values(tag.getKey()).build()
                        : Filter.builder()
                                .name("tag:" + tag.getKey())
                                .values(tag.getValue())
                                .build())
                .toList();
    }

    private void noteIfMissing(Source source) {
        if (found.values().stream().noneMatch(source::selects)) {
            missing.add(source.name());
        }
    }

    Map<String, Group> found() {
        return found;
    }

    /// The names of groups and sources that were asked for in vain.
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
