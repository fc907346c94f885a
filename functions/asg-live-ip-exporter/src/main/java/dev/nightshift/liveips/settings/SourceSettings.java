package dev.nightshift.liveips.settings;

import dev.nightshift.kit.Settings;
import dev.nightshift.liveips.model.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Reads where the servers of an output come from.
final class SourceSettings {
    private SourceSettings() {}

    static Selection read(Settings settings) {
        List<Source> sources = new ArrayList<>();
        for (Settings name : settings.at("groups").items()) {
            sources.add(new Source.Named(name.as(SourceSettings::groupName, "none")));
        }
        for (Settings pattern : settings.at("groupsMatching").items()) {
            sources.add(new Source.Matching(pattern.as(SourceSettings::pattern, "none")));
        }
        NavigableMap<String, String> tagged = tags(settings.at("tagged"));
        if (!tagged.isEmpty()) {
            sources.add(new Source.Tagged(tagged));
        }
        if (sources.stream().map(Object::getClass).distinct().count() > 1) {
            settings.problem("expected one of groups, groupsMatching and tagged");
        }
        NavigableMap<String, String> instances = tags(settings.at("instances"));
        if (!instances.isEmpty()) {
            sources.add(new Source.Instances(instances));
        }
        for (Settings service : settings.at("services").items()) {
            sources.add(service.as(SourceSettings::service, new Source.Service("none", "none")));
        }
        if (sources.isEmpty()) {
            settings.problem("expected groups, groupsMatching, tagged, instances or services");
        }
        return new Selection(List.copyOf(sources));
    }

    /// What target groups and addresses these sources cannot have.
    static void check(Settings settings, Selection selection, AddressKind addresses, List<String> targetGroups) {
        if (addresses == AddressKind.PUBLIC_IPV4
                && selection.of(Source.Service.class).findAny().isPresent()) {
            settings.at("addresses")
                    .problem("expected private-ipv4, ipv6 or dual: ECS does not show the public addresses of tasks");
        }
        if (selection.of(Source.Instances.class).findAny().isPresent()
                && targetGroups.stream().anyMatch(name -> !name.startsWith("arn:"))) {
            settings.at("targetGroups")
                    .problem("expected ARNs: instances that belong to no group are attached to no target group");
        }
    }

    private static NavigableMap<String, String> tags(Settings settings) {
        NavigableMap<String, String> tags = new TreeMap<>();
        settings.entries().forEach((key, value) -> tags.put(key, value.orElse("", text -> text)));
        return Collections.unmodifiableNavigableMap(tags);
    }

    private static String groupName(String text) {
        if (text.isBlank() || !Source.isAutoScaling(text)) {
            throw new IllegalArgumentException("expected the name of an Auto Scaling group, which has no colon");
        }
        return text;
    }

    private static String pattern(String text) {
        if (!text.matches("(?s)([^\\\\:]|\\\\[^:])+")) {
            throw new IllegalArgumentException(
                    "expected a pattern such as shop-*, in which \\ stands before a *, ? or \\ that is meant as such");
        }
        return text;
    }

    private static Source.Service service(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2 || !parts[0].matches("[\\w-]{1,255}") || !parts[1].matches("[\\w-]{1,255}")) {
            throw new IllegalArgumentException("expected a cluster and a service, such as shop/web");
        }
        return new Source.Service(parts[0], parts[1]);
    }
}
