package dev.nightshift.local.ops.schedule.imports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The `offhour` and `onhour` filters of Cloud Custodian's policies for EC2 instances, and tags of instances.
///
/// Whatever else a policy asks for or does is said to be lost, but for what stands there to let people start an
/// instance again (its age) or to take only those that can be acted on (its state): that is always so here.
final class CustodianPolicies {
    private static final Set<String> INSTANCES = Set.of("ec2", "aws.ec2");
    private static final Set<String> ALWAYS_SO =
            Set.of("instance-age", "instance-uptime", "launchtime", "state.name", "state");

    private final List<CustodianFilter> filters = new ArrayList<>();
    private final Set<Tag> tags = new TreeSet<>();
    private final List<Finding> findings = new ArrayList<>();

    /// A tag of an instance.
    ///
    /// @param key in lower case
    record Tag(String key, String value) implements Comparable<Tag> {
        @Override
        public int compareTo(Tag other) {
            return key.equals(other.key) ? value.compareTo(other.value) : key.compareTo(other.key);
        }
    }

    List<CustodianFilter> filters() {
        return filters;
    }

    Set<Tag> tags() {
        return tags;
    }

    List<Finding> findings() {
        return findings;
    }

    void add(SourceFile file) {
        for (Object document : file.documents()) {
            if (document instanceof Map<?, ?> map && map.get("policies") instanceof Collection<?> policies) {
                for (Object policy : policies) {
                    if (policy instanceof Map<?, ?> one) {
                        addPolicy(file.name(), one);
                    }
                }
            } else {
                addTags(document);
            }
        }
    }

    /// Adds a tag value that instances may have.
    void addValue(String value) {
        filters.forEach(filter -> tags.add(new Tag(filter.tag(), value)));
    }

    private void addTags(@Nullable Object tree) {
        if (tree instanceof Collection<?> list) {
            list.forEach(this::addTags);
        } else if (tree instanceof Map<?, ?> map) {
            if (map.get("Key") instanceof String key && map.get("Value") instanceof String value) {
                tags.add(new Tag(key.toLowerCase(Locale.ROOT), value));
            }
            map.values().forEach(this::addTags);
        }
    }

    private void addPolicy(String file, Map<?, ?> policy) {
        List<Map<?, ?>> conditions = new ArrayList<>();
        addConditions(policy.get("filters"), conditions);
        List<Map<?, ?>> timed =
                conditions.stream().filter(CustodianPolicies::isTimed).toList();
        String name = String.valueOf(policy.get("name"));
        if (timed.isEmpty()) {
            if (String.valueOf(policy.get("filters")).matches(".*\\b(off|on)hour\\b.*")) {
                lose(
                        file,
                        name,
                        "filters",
                        policy.get("filters"),
                        "hides its hours in or or not; the policy is left out");
            }
            return;
        }
        if (!INSTANCES.contains(String.valueOf(policy.get("resource")))) {
            lose(file, name, "resource", policy.get("resource"), "only ec2 is imported; the policy is left out");
            return;
        }
        boolean isOff = CustodianFilter.OFF.equals(timed.getFirst().get("type"));
        List<Map<?, ?>> actions = typed(policy.get("actions"));
        String wanted = isOff ? "stop" : "start";
        if (timed.size() > 1 || actions.stream().noneMatch(action -> wanted.equals(action.get("type")))) {
            lose(
                    file,
                    name,
                    "actions",
                    policy.get("actions"),
                    "expected one " + timed.getFirst().get("type") + " filter and the action " + wanted
                            + "; the policy is left out");
            return;
        }
        boolean hibernate = false;
        for (Map<?, ?> action : actions) {
            if (wanted.equals(action.get("type"))) {
                hibernate = CustodianFilter.flag(action.get("hibernate"), false);
            } else {
                lose(file, name, "actions", action, "is not carried over");
            }
        }
        for (Map<?, ?> condition : conditions) {
            if (!isTimed(condition) && !isAlwaysSo(condition)) {
                lose(
                        file,
                        name,
                        "filters",
                        condition,
                        "is not carried over; give the tag only to instances that it takes");
            }
        }
        filters.add(CustodianFilter.of(
                file,
                name,
                timed.getFirst(),
                hibernate,
                (key, text) -> lose(file, name, key, timed.getFirst().get(key), text)));
    }

    /// Filters that must all hold; `and` is the same as a list.
    private static void addConditions(@Nullable Object filters, List<Map<?, ?>> conditions) {
        for (Map<?, ?> filter : typed(filters)) {
            if (filter.size() == 1 && filter.get("and") instanceof Collection<?> all) {
                addConditions(all, conditions);
            } else {
                conditions.add(filter);
            }
        }
    }

    /// A list's maps; a single word is a map with that type.
    private static List<Map<?, ?>> typed(@Nullable Object list) {
        List<Map<?, ?>> maps = new ArrayList<>();
        for (Object item : list instanceof Collection<?> items ? items : List.of()) {
            maps.add(item instanceof Map<?, ?> map ? map : Map.of("type", String.valueOf(item)));
        }
        return maps;
    }

    private static boolean isTimed(Map<?, ?> filter) {
        return CustodianFilter.OFF.equals(filter.get("type")) || CustodianFilter.ON.equals(filter.get("type"));
    }

    private static boolean isAlwaysSo(Map<?, ?> filter) {
        if (filter.isEmpty()) {
            return false;
        }
        Object subject = filter.get("type") == null
                ? filter.keySet().iterator().next()
                : "value".equals(filter.get("type")) ? filter.get("key") : filter.get("type");
        return ALWAYS_SO.contains(String.valueOf(subject).toLowerCase(Locale.ROOT));
    }

    private void lose(String file, String policy, String key, @Nullable Object value, String text) {
        findings.add(Finding.loss(file, policy, key, value == null ? "" : Definition.scalar(value), text));
    }
}
