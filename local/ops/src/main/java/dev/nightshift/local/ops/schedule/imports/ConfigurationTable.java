package dev.nightshift.local.ops.schedule.imports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What Instance Scheduler keeps in its configuration table, gathered from scans, exports, answers of its own command,
/// and CloudFormation templates.
///
/// Attribute values may have DynamoDB's types ("AttributeValue", Amazon DynamoDB API Reference) or not.
final class ConfigurationTable {
    private static final Set<String> ATTRIBUTE_TYPES =
            Set.of("S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M");

    private final Map<String, Definition> periods = new TreeMap<>();
    private final Map<String, Definition> schedules = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Optional<String> stack;
    private Optional<String> defaultZone;

    /// @param defaultZone the stack's parameter; wins over what a table says
    /// @param stack the name of the stack that templates are deployed as
    ConfigurationTable(Optional<String> defaultZone, Optional<String> stack) {
        this.defaultZone = defaultZone;
        this.stack = stack;
    }

    Map<String, Definition> periods() {
        return periods;
    }

    Map<String, Definition> schedules() {
        return schedules;
    }

    Optional<String> defaultZone() {
        return defaultZone;
    }

    /// What is said of the files, before any schedule is looked at.
    List<Finding> findings() {
        return findings;
    }

    void add(SourceFile file) {
        file.documents().forEach(document -> collect(file.name(), document, ""));
    }

    /// Finds periods and schedules wherever they are in the tree.
    private void collect(String file, @Nullable Object tree, String under) {
        switch (tree) {
            case Collection<?> list -> list.forEach(item -> collect(file, item, under));
            case Map<?, ?> map when Template.isTemplate(map) -> addTemplate(file, new Template(map, stack));
            case Map<?, ?> map -> {
                Definition item = Definition.of(file, "", plain(map));
                if (!addItem(item, item.text("type").toLowerCase(Locale.ROOT) + under)) {
                    map.forEach((key, value) ->
                            collect(file, value, String.valueOf(key).toLowerCase(Locale.ROOT)));
                }
            }
            case null, default -> {}
        }
    }

    private boolean addItem(Definition item, String type) {
        String name = item.text("name");
        if (name.isEmpty()) {
            return false;
        }
        Definition named = new Definition(item.file(), name, item.values(), item.spelled());
        if (type.startsWith("period")) {
            put(periods, named, "period");
        } else if (type.startsWith("schedule")) {
            put(schedules, named, "schedule");
        } else if (type.startsWith("config") && item.has("defaulttimezone") && defaultZone.isEmpty()) {
            defaultZone = Optional.of(item.text("defaulttimezone"));
        }
        return true;
    }

    private void put(Map<String, Definition> all, Definition added, String kind) {
        Definition known = all.putIfAbsent(added.name(), added);
        if (known != null && !known.written().equals(added.written())) {
            findings.add(Finding.loss(
                    added.file(),
                    added.name(),
                    kind,
                    added.written(),
                    "is defined twice and not the same; used is \"%s\" in %s"
                            .formatted(known.written(), known.file())));
        }
    }

    private void addTemplate(String file, Template template) {
        template.schedules().forEach((id, properties) -> {
            Definition resource = Definition.of(file, id, properties);
            if (resource.values().get("name") instanceof Map) {
                findings.add(
                        Finding.loss(
                                file,
                                id,
                                resource.key("name"),
                                resource.text("name"),
                                "is decided at deployment; expected a value, or a parameter's default; the schedule is left out"));
                return;
            }
            String own = resource.has("name") ? resource.text("name") : id;
            boolean prefixed = !resource.flag("nostackprefix", false);
            String name = prefixed && stack.isPresent() ? stack.get() + "-" + own : own;
            if (prefixed && stack.isEmpty()) {
                findings.add(Finding.note(
                        file,
                        name,
                        "NoStackPrefix",
                        "",
                        "tags of instances have the stack's name and \"-\" before this name;"
                                + " --stack NAME puts it there"));
            }
            template.condition(id)
                    .ifPresent(condition -> findings.add(Finding.loss(
                            file,
                            name,
                            "Condition",
                            condition,
                            "is decided at deployment; here the schedule is always there")));
            put(schedules, schedule(name, resource), "schedule");
        });
    }

    /// The schedule, whose periods become periods of the table, named as Instance Scheduler names them.
    private Definition schedule(String name, Definition resource) {
        List<String> references = new ArrayList<>();
        Object given = resource.values().get("periods");
        for (Object period : given instanceof Collection<?> all ? all : List.of()) {
            if (!(period instanceof Map<?, ?> properties)
                    || properties.keySet().stream().anyMatch(ConfigurationTable::isFunction)) {
                // Left for the check of undecided values.
                return new Definition(resource.file(), name, resource.values(), resource.spelled());
            }
            String periodName = "%s-period-%04d".formatted(name, references.size() + 1);
            Definition definition = Definition.of(resource.file(), periodName, properties);
            put(periods, definition, "period");
            references.add(
                    definition.has("instancetype") ? periodName + "@" + definition.text("instancetype") : periodName);
        }
        Definition named = new Definition(resource.file(), name, resource.values(), resource.spelled());
        return given instanceof Collection ? named.with("periods", references) : named;
    }

    private static boolean isFunction(Object key) {
        return key.equals("Ref") || String.valueOf(key).startsWith("Fn::");
    }

    /// Values without DynamoDB's types.
    private static Map<String, Object> plain(Map<?, ?> map) {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            Object untyped = untyped(value);
            if (untyped != null) {
                plain.put(String.valueOf(key), untyped);
            }
        });
        return plain;
    }

    private static @Nullable Object untyped(@Nullable Object value) {
        if (value instanceof Collection<?> items) {
            return items.stream()
                    .map(ConfigurationTable::untyped)
                    .filter(item -> item != null)
                    .toList();
        }
        if (!(value instanceof Map<?, ?> map) || map.size() != 1) {
            // A set as the document client of the SDK for JavaScript, version 2, writes it.
            return value instanceof Map<?, ?> set && set.get("values") instanceof Collection<?> values ? values : value;
        }
        Map.Entry<?, ?> only = map.entrySet().iterator().next();
        if (!ATTRIBUTE_TYPES.contains(String.valueOf(only.getKey()))) {
            return value;
        }
        return only.getKey().equals("NULL") ? null : untyped(only.getValue());
    }
}
