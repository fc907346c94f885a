package dev.nightshift.local.ops.schedule.imports;

import com.fasterxml.jackson.jr.ob.JSON;
import com.fasterxml.jackson.jr.ob.ValueIterator;
import dev.nightshift.kit.Zones;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/// The files of the corpus, read for the second implementation: no more than they need.
final class ConfigurationFile {
    private static final String RESOURCE = "Custom::ServiceInstanceSchedule";

    private final Map<String, Fields> periods = new LinkedHashMap<>();
    private final Map<String, Fields> schedules = new LinkedHashMap<>();
    private String defaultZone = "UTC";

    /// A definition's values by key, in lower case and without `_`.
    record Fields(Map<String, List<String>> values) {
        boolean has(String key) {
            return values.containsKey(key);
        }

        List<String> get(String key) {
            return Objects.requireNonNullElse(values.get(key), List.of());
        }

        String first(String key) {
            return get(key).isEmpty() ? "" : get(key).getFirst();
        }
    }

    static ConfigurationFile read(Path path) throws IOException {
        ConfigurationFile read = new ConfigurationFile();
        String text = Files.readString(path);
        if (path.toString().endsWith(".yaml")) {
            // Only the parameter that has a default means something here.
            String plain = text.replace("!Ref Zone", "Europe/Amsterdam").replaceAll("!(Ref|GetAtt|Sub|Join) ", "");
            LoadSettings settings =
                    LoadSettings.builder().setSchema(new FailsafeSchema()).build();
            read.visit(new Load(settings).loadFromString(plain));
        } else {
            try (ValueIterator<Object> values = JSON.std.anySequenceFrom(text)) {
                while (values.hasNextValue()) {
                    read.visit(values.nextValue());
                }
            }
        }
        return read;
    }

    Set<String> names() {
        return schedules.keySet();
    }

    Fields schedule(String name) {
        return Objects.requireNonNull(schedules.get(name));
    }

    Fields period(String name) {
        return Objects.requireNonNull(periods.get(name));
    }

    ZoneId zone(String schedule) {
        String zone = schedule(schedule).first("timezone");
        return Zones.of(zone.isEmpty() ? defaultZone : zone);
    }

    private void visit(@Nullable Object tree) {
        if (tree instanceof Collection<?> list) {
            list.forEach(this::visit);
        } else if (tree instanceof Map<?, ?> map && map.get("Resources") instanceof Map<?, ?> resources) {
            resources.forEach((id, resource) -> {
                if (resource instanceof Map<?, ?> one
                        && RESOURCE.equals(one.get("Type"))
                        && one.get("Properties") instanceof Map<?, ?> properties) {
                    visitResource(properties, String.valueOf(id));
                }
            });
        } else if (tree instanceof Map<?, ?> map && fields(map).has("name")) {
            Fields fields = fields(map);
            switch (fields.first("type")) {
                case "period" -> periods.put(fields.first("name"), fields);
                case "schedule" -> schedules.put(fields.first("name"), fields);
                default -> defaultZone = fields.has("defaulttimezone") ? fields.first("defaulttimezone") : defaultZone;
            }
        } else if (tree instanceof Map<?, ?> map) {
            map.values().forEach(this::visit);
        }
    }

    private void visitResource(Map<?, ?> properties, String id) {
        Map<String, List<String>> values =
                new LinkedHashMap<>(fields(properties).values());
        String name = properties.get("Name") == null ? id : String.valueOf(properties.get("Name"));
        List<String> references = new ArrayList<>();
        for (Object period : properties.get("Periods") instanceof Collection<?> all ? all : List.of()) {
            references.add(name + "/" + references.size());
            periods.put(references.getLast(), fields((Map<?, ?>) period));
        }
        values.put("periods", references);
        schedules.put(name, new Fields(values));
    }

    private static Fields fields(Map<?, ?> map) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            Object plain = value instanceof Map<?, ?> typed && typed.size() == 1
                    ? typed.values().iterator().next()
                    : value;
            values.put(
                    String.valueOf(key).toLowerCase(Locale.ROOT).replace("_", ""),
                    plain instanceof Collection<?> items
                            ? items.stream().map(String::valueOf).toList()
                            : List.of(String.valueOf(plain)));
        });
        return new Fields(values);
    }
}
