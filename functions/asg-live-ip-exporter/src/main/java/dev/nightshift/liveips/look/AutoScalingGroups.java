package dev.nightshift.liveips.look;

import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.QueryApi;
import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.model.Finding;
import dev.nightshift.liveips.model.Group;
import dev.nightshift.liveips.model.Group.Member;
import dev.nightshift.liveips.model.Refusals;
import dev.nightshift.liveips.model.Source;
import dev.nightshift.liveips.settings.Output;
import dev.nightshift.liveips.settings.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;

/// The groups that outputs select, by the Auto Scaling API: members are in the answer, nothing else is asked.
final class AutoScalingGroups {
    // DescribeAutoScalingGroups, API reference: MaxRecords, which is also how many names a call
    // may have.
    private static final int PAGE_GROUPS = 100;

    private static final Set<String> ELEMENTS = Set.of(
            "DescribeAutoScalingGroupsResult",
            "NextToken",
            "AutoScalingGroups",
            "member",
            "AutoScalingGroupName",
            "DesiredCapacity",
            "TargetGroupARNs",
            "Tags",
            "Key",
            "Value",
            "Instances",
            "InstanceId",
            "AvailabilityZone",
            "LifecycleState",
            "HealthStatus");

    private final QueryApi api;
    private final Place place;
    private final Map<String, Group> found = new TreeMap<>();
    private final Set<String> missing = new TreeSet<>();
    private final List<Finding> failures = new ArrayList<>();

    AutoScalingGroups(QueryApi api, Place place) {
        this.api = api;
        this.place = place;
    }

    /// @param published of Auto Scaling groups
    void read(List<Output> outputs, List<Entry> published) {
        Set<Source.Matching> matching = sources(outputs, Source.Matching.class);
        Set<Source.Tagged> tagged = sources(outputs, Source.Tagged.class);
        // Auto Scaling knows no patterns: all groups are listed, once.
        if (!matching.isEmpty()) {
            boolean all = pages(Map.of());
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
            if (pages(filters(one))) {
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
            if (pages(QueryApi.list("AutoScalingGroupNames.member", chunk))) {
                missing.addAll(chunk);
                missing.removeAll(found.keySet());
            }
        });
    }

    private static <S extends Source> Set<S> sources(List<Output> outputs, Class<S> kind) {
        return outputs.stream().flatMap(output -> output.groups().of(kind)).collect(Collectors.toSet());
    }

    private static Map<String, String> filters(Source.Tagged source) {
        Map<String, String> parameters = new TreeMap<>();
        for (Map.Entry<String, String> tag : source.tags().entrySet()) {
            String filter = "Filters.member." + (parameters.size() / 2 + 1);
            boolean any = tag.getValue().isEmpty();
            parameters.put(filter + ".Name", any ? "tag-key" : "tag:" + tag.getKey());
            parameters.put(filter + ".Values.member.1", any ? tag.getKey() : tag.getValue());
        }
        return parameters;
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
    private boolean pages(Map<String, String> which) {
        int failuresBefore = failures.size();
        String token = "";
        do {
            Map<String, String> parameters = new TreeMap<>(which);
            parameters.put("MaxRecords", "" + PAGE_GROUPS);
            if (!token.isEmpty()) {
                parameters.put("NextToken", token);
            }
            try {
                Answer answer = api.call("DescribeAutoScalingGroups", parameters, ELEMENTS::contains);
                answer.all("DescribeAutoScalingGroupsResult", "AutoScalingGroups", "member")
                        .map(AutoScalingGroups::read)
                        .forEach(group -> found.put(group.name(), group));
                // A short or empty page with a token is not the end.
                token = answer.text("DescribeAutoScalingGroupsResult", "NextToken");
            } catch (SdkException e) {
                failures.add(new Finding(
                        Finding.Kind.GROUPS, "Auto Scaling in " + place, "could not be asked: " + Refusals.why(e)));
                token = "";
            }
        } while (!token.isEmpty());
        return failuresBefore == failures.size();
    }

    private static Group read(Answer group) {
        String desired = group.text("DesiredCapacity");
        return new Group(
                group.text("AutoScalingGroupName"),
                // A group that does not say how many servers it wants may want some.
                desired.isEmpty() ? 1 : Integer.parseInt(desired),
                // A tag without a value is one with an empty value: Value is optional in the API's model.
                group.all("Tags", "member")
                        .collect(Collectors.toMap(
                                tag -> tag.text("Key"), tag -> tag.text("Value"), (one, other) -> one)),
                group.all("TargetGroupARNs", "member").map(Answer::text).toList(),
                group.all("Instances", "member")
                        .map(instance -> new Member(
                                instance.text("InstanceId"),
                                instance.text("AvailabilityZone"),
                                instance.text("LifecycleState"),
                                instance.text("HealthStatus")))
                        .toList());
    }
}
