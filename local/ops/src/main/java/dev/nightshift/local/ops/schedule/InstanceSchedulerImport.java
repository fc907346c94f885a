package dev.nightshift.local.ops.schedule;

import dev.nightshift.kit.Settings;
import dev.nightshift.kit.Settings.Reading;
import dev.nightshift.schedule.Schedule;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Instance Scheduler on AWS's periods and schedules as ours.
///
/// Takes items of its DynamoDB table (`aws dynamodb scan`) and what its own command answers (`describe-periods`,
/// `describe-schedules`). Facts: "Schedule reference" and "Period reference", Instance Scheduler on AWS guide, 3.x.
///
/// @param schedules ours by name, as a tree
/// @param notes what was changed or cannot be carried over
record InstanceSchedulerImport(Map<String, Object> schedules, List<String> notes) {
    private static final List<String> NOT_CARRIED = List.of(
            "enforced",
            "hibernate",
            "retainrunning",
            "ssmmaintenancewindow",
            "usemaintenancewindow",
            "stopnewinstances",
            "usemetrics");
    private static final String MINUTE_TO_MIDNIGHT = "23:59";

    /// @param tree what its file holds
    static InstanceSchedulerImport of(Object tree) {
        Map<String, Map<String, Object>> periods = new TreeMap<>();
        Map<String, Map<String, Object>> schedules = new TreeMap<>();
        collect(tree, "", periods, schedules);
        InstanceSchedulerImport imported = new InstanceSchedulerImport(new LinkedHashMap<>(), new ArrayList<>());
        schedules.forEach((name, schedule) -> imported.add(name, schedule, periods));
        return imported;
    }

    private void add(String name, Map<String, Object> schedule, Map<String, Map<String, Object>> periods) {
        Map<String, Object> ours = new LinkedHashMap<>();
        if (schedule.containsKey("timezone")) {
            ours.put("zone", schedule.get("timezone"));
        }
        switch (text(schedule.get("overridestatus"))) {
            case "running" -> ours.put("run", List.of(Map.of()));
            case "stopped" -> ours.put("stop", "00:00 -> 24:00");
            default -> ours.put("run", periods(name, schedule, periods));
        }
        for (String key : NOT_CARRIED) {
            if (schedule.get(key) instanceof Boolean flag ? flag : schedule.containsKey(key)) {
                notes.add("%s: %s is not part of a schedule here".formatted(name, key));
            }
        }
        Reading<Schedule> reading =
                Settings.read(name, ours, root -> root.attempt(s -> Schedule.from(name, s, ZoneOffset.UTC, Map.of())));
        switch (reading) {
            case Reading.Good<Schedule> _ -> schedules.put(name, ours);
            case Reading.Bad<Schedule>(var problems) ->
                problems.forEach(problem -> notes.add(name + ": left out: " + problem));
        }
    }

    private List<Object> periods(String name, Map<String, Object> schedule, Map<String, Map<String, Object>> periods) {
        List<Object> run = new ArrayList<>();
        for (String reference : text(schedule.get("periods")).split(",", -1)) {
            // "office-hours@t3.large" also changes the instance type.
            String[] periodAndType = reference.strip().split("@", 2);
            Map<String, Object> period = periods.get(periodAndType[0]);
            if (period == null) {
                notes.add("%s: there is no period \"%s\"".formatted(name, reference));
            } else {
                run.add(period(name + ": period " + periodAndType[0], period));
            }
            if (periodAndType.length > 1) {
                notes.add("%s: the instance type of \"%s\" is not carried over".formatted(name, reference));
            }
        }
        return run;
    }

    private Map<String, Object> period(String what, Map<String, Object> period) {
        Map<String, Object> ours = new LinkedHashMap<>();
        put(ours, "days", text(period.get("weekdays")));
        put(ours, "monthdays", text(period.get("monthdays")));
        put(ours, "months", text(period.get("months")));
        String begin = text(period.get("begintime"));
        String end = text(period.get("endtime"));
        put(ours, "from", begin);
        put(ours, "until", end.equals(MINUTE_TO_MIDNIGHT) ? "24:00" : end);
        if (end.equals(MINUTE_TO_MIDNIGHT)) {
            notes.add(what + ": ends at 24:00 and not at 23:59, so that nothing stops for a minute");
        }
        if (!end.isEmpty() && begin.compareTo(end) > 0) {
            notes.add(what + ": begins after it ends, which never ran; here it runs overnight");
        }
        return ours;
    }

    private static void put(Map<String, Object> ours, String key, String value) {
        if (!value.isEmpty() && !value.equals("*") && !value.equals("?")) {
            ours.put(key, value);
        }
    }

    /// Finds periods and schedules wherever they are in the tree.
    private static void collect(
            Object tree,
            String under,
            Map<String, Map<String, Object>> periods,
            Map<String, Map<String, Object>> schedules) {
        if (tree instanceof Collection<?> list) {
            list.forEach(item -> collect(item, under, periods, schedules));
        } else if (tree instanceof Map<?, ?> map) {
            Map<String, Object> item = plain(map);
            String type = text(item.get("type")) + under;
            String name = text(item.get("name"));
            if (name.isEmpty()) {
                map.forEach((key, value) -> collect(value, String.valueOf(key), periods, schedules));
            } else if (type.startsWith("period") || type.equals("Periods")) {
                periods.put(name, item);
            } else if (type.startsWith("schedule") || type.equals("Schedules")) {
                schedules.put(name, item);
            }
        }
    }

    /// Keys in lower case without `_`, and values without DynamoDB's types.
    private static Map<String, Object> plain(Map<?, ?> map) {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            Object untyped = value instanceof Map<?, ?> typed && typed.size() == 1
                    ? typed.values().iterator().next()
                    : value;
            if (untyped != null) {
                plain.put(String.valueOf(key).toLowerCase(Locale.ROOT).replace("_", ""), untyped);
            }
        });
        return plain;
    }

    /// A value, or the values of a list or set with commas between.
    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Collection<?> items ->
                String.join(",", items.stream().map(String::valueOf).sorted().toList());
            default -> value.toString().strip();
        };
    }
}
