package dev.nightshift.liveips.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A DNS record set. Written as text it is a line for each value, as in a zone file.
///
/// @param name without a dot at the end
/// @param set what tells it from others of its name and type; empty where there are none
/// @param values sorted
public record RecordSet(String name, String type, String set, long ttl, List<String> values) {
    private static final Pattern LINE = Pattern.compile("(\\S+)\\. (\\d+) IN (\\S+) ([^;]+?)(?: ; (\\S+))?");

    public RecordSet {
        values = values.stream().sorted().toList();
    }

    /// Equal sets are equal texts.
    public static String text(Collection<RecordSet> sets) {
        return lines(sets).stream().map(RecordSet::line).sorted().collect(Collectors.joining());
    }

    /// The sets that a text lists.
    public static List<RecordSet> parse(String text) {
        List<RecordSet> lines = new ArrayList<>();
        for (String each : text.lines().toList()) {
            Matcher line = LINE.matcher(each);
            if (!line.matches()) {
                throw new IllegalArgumentException("no line of a record: " + each);
            }
            lines.add(new RecordSet(
                    line.group(1),
                    line.group(3),
                    line.group(5) == null ? "" : line.group(5),
                    Long.parseLong(line.group(2)),
                    List.of(line.group(4))));
        }
        return joined(lines);
    }

    /// A set for each value.
    public static List<RecordSet> lines(Collection<RecordSet> sets) {
        return sets.stream()
                .flatMap(one -> one.values().stream()
                        .map(value -> new RecordSet(one.name(), one.type(), one.set(), one.ttl(), List.of(value))))
                .toList();
    }

    /// The reverse; of several times to live the shortest.
    public static List<RecordSet> joined(Collection<RecordSet> lines) {
        Map<String, RecordSet> sets = new LinkedHashMap<>();
        lines.forEach(one -> sets.merge(one.key(), one, RecordSet::with));
        return List.copyOf(sets.values());
    }

    /// What no two sets of a zone have in common.
    String key() {
        return name + " " + type + " " + set;
    }

    private RecordSet with(RecordSet other) {
        List<String> all = new ArrayList<>(values);
        all.addAll(other.values());
        return new RecordSet(name, type, set, Math.min(ttl, other.ttl()), all);
    }

    private String line() {
        return "%s. %d IN %s %s%s\n".formatted(name, ttl, type, values.getFirst(), set.isEmpty() ? "" : " ; " + set);
    }
}
