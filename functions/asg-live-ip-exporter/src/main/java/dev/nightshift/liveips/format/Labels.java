package dev.nightshift.liveips.format;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The labels that Prometheus is given for the tags of servers.
///
/// Prometheus 2 refuses a whole file for one label whose name is not letters, digits and `_`, the first no digit.
/// A tag's key becomes a label's name as in Prometheus' own `__meta_ec2_tag_<key>`: each other character is `_`.
///
/// Sources: *Data model*, Metric names and labels, and *Configuration*, `<ec2_sd_config>`, Prometheus documentation.
public final class Labels {
    /// Those that each target has.
    static final List<String> OWN = List.of("output", "instance_id", "autoscaling_group", "zone");

    private Labels() {}

    /// Reads tags' keys as a list, and gives each the name of its label.
    public static NavigableMap<String, String> read(Settings settings) {
        boolean utf8 = settings.at("utf8Labels").orElse(false, Parsers::flag);
        Map<String, String> takenBy = new HashMap<>();
        OWN.forEach(name -> takenBy.put(name, "a label that each target has"));
        NavigableMap<String, String> labels = new TreeMap<>();
        for (Settings item : settings.at("labels").items()) {
            String key = item.text();
            String name = utf8 ? key : sanitized(key);
            if (name.startsWith("__")) {
                item.problem("expected a tag whose label does not begin with __, as Prometheus' own do: it is " + name);
            }
            String other = takenBy.putIfAbsent(name, "the label of " + key);
            if (other != null) {
                item.problem("expected tags whose labels differ: %s is %s".formatted(name, other));
            }
            labels.put(key, name);
        }
        return Collections.unmodifiableNavigableMap(labels);
    }

    private static String sanitized(String key) {
        String name = key.replaceAll("[^a-zA-Z0-9_]", "_");
        return name.matches("\\d.*") ? "_" + name : name;
    }
}
