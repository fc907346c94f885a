package dev.nightshift.local.ops.schedule.imports;

import dev.nightshift.kit.Problem;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.Settings.Reading;
import dev.nightshift.stopper.settings.Policy;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/// Schedules of another scheduler in our language.
///
/// @param schedules trees by name
/// @param comments what is written above a schedule, by its name
/// @param holidays trees by name
record Imported(
        Map<String, Object> schedules,
        Map<String, String> comments,
        Map<String, Object> holidays,
        List<Finding> findings) {
    private static final int WIDTH = 100;

    static Imported empty() {
        return new Imported(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
    }

    /// Adds a schedule, if the function that is to obey it can read it; otherwise says why not.
    ///
    /// @param file where it comes from
    void add(String file, String name, Map<String, Object> schedule) {
        Map<String, Object> tree = Map.of("schedules", Map.of(name, schedule), "holidays", holidays);
        Reading<Map<String, Reading<Policy>>> all =
                Settings.read(file, tree, root -> root.attempt(own -> StopperConfig.policies(own, ZoneOffset.UTC)));
        List<Problem> problems = problems(all);
        if (problems.isEmpty() && all instanceof Reading.Good<Map<String, Reading<Policy>>>(var policies)) {
            policies.values().forEach(policy -> problems.addAll(problems(policy)));
        }
        if (problems.isEmpty()) {
            schedules.put(name, schedule);
        }
        String place = "schedules." + name;
        for (Problem problem : problems) {
            String key = problem.path().startsWith(place + ".")
                    ? problem.path().substring(place.length() + 1)
                    : problem.path();
            findings.add(Finding.loss(
                    file,
                    name,
                    key,
                    key.equals(place) ? "" : problem.value(),
                    problem.expected() + "; the schedule is left out"));
        }
    }

    private static List<Problem> problems(Reading<?> reading) {
        return switch (reading) {
            case Reading.Good<?> _ -> new ArrayList<>();
            case Reading.Bad<?>(List<Problem> found) -> new ArrayList<>(found);
        };
    }

    /// Whether a part of the meaning was lost.
    boolean hasLosses() {
        return findings.stream().anyMatch(Finding::lost);
    }

    /// What goes into a site file.
    String yaml() {
        StringBuilder yaml = new StringBuilder("schedules:").append(schedules.isEmpty() ? " {}\n" : "\n");
        schedules.forEach((name, schedule) -> {
            if (comments.containsKey(name)) {
                yaml.append("  # ").append(comments.get(name)).append('\n');
            }
            yaml.append(dump(Map.of(name, schedule)).indent(2));
        });
        if (!holidays.isEmpty()) {
            yaml.append(dump(Map.of("holidays", holidays)));
        }
        return yaml.toString();
    }

    private static String dump(Object tree) {
        return new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.AUTO)
                        .setDumpComments(false)
                        .setWidth(WIDTH)
                        .build())
                .dumpToString(tree);
    }
}
