package dev.nightshift.local.ops.schedule.imports;

import dev.nightshift.kit.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A period or a schedule of Instance Scheduler, wherever it was written down.
///
/// @param values by key in lower case without `_`: `override_status`, `OverrideStatus` and `overridestatus` are one
/// @param spelled the keys as the file has them
record Definition(String file, String name, Map<String, Object> values, Map<String, String> spelled) {
    static Definition of(String file, String name, Map<?, ?> map) {
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, String> spelled = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            String plain = String.valueOf(key).toLowerCase(Locale.ROOT).replace("_", "");
            if (value != null) {
                values.put(plain, value);
                spelled.put(plain, String.valueOf(key));
            }
        });
        return new Definition(file, name, values, spelled);
    }

    /// The key as the file has it.
    String key(String key) {
        return spelled.getOrDefault(key, key);
    }

    /// Whether anything stands there.
    boolean has(String key) {
        return values.containsKey(key);
    }

    /// The value, or the values of a list or set with commas between; empty where there is none.
    String text(String key) {
        return String.join(",", list(key));
    }

    /// The values of a list or set, or of a text with commas between; sets have no order and are sorted.
    List<String> list(String key) {
        return switch (values.get(key)) {
            case null -> List.of();
            case Collection<?> items ->
                items.stream().map(Definition::scalar).sorted().toList();
            case Object value -> List.of(scalar(value).split(",", -1));
        };
    }

    /// What is true where it says nothing else.
    boolean flag(String key, boolean otherwise) {
        String text = text(key);
        return text.isEmpty() ? otherwise : Boolean.parseBoolean(text);
    }

    /// The first of the keys whose value is decided only where the template is deployed.
    ///
    /// @param meaningless keys that do not count
    Optional<String> undecided(Set<String> meaningless) {
        return values.keySet().stream()
                .filter(key -> !meaningless.contains(key) && holdsMap(values.get(key)))
                .findFirst();
    }

    private static boolean holdsMap(@Nullable Object value) {
        return value instanceof Map
                || (value instanceof Collection<?> items && items.stream().anyMatch(Map.class::isInstance));
    }

    /// The same with one value changed.
    Definition with(String key, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(values);
        changed.put(key, value);
        return new Definition(file, name, changed, spelled);
    }

    /// The values as text, for comparison and for people.
    String written() {
        List<String> written = new ArrayList<>();
        values.keySet().stream().sorted().forEach(key -> written.add(key + "=" + text(key)));
        return String.join(" ", written);
    }

    static String scalar(@Nullable Object value) {
        return value instanceof Map || value instanceof Collection
                ? Json.write(value)
                : String.valueOf(value).strip();
    }
}
