package dev.nightshift.local.ops.schedule.imports;

import dev.nightshift.kit.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Instance Scheduler on AWS's schedules as ours.
///
/// Facts: "Schedule reference" and "Period reference", Instance Scheduler on AWS guide, 3.x.
final class InstanceSchedulerImport {
    /// What says nothing about when things run, or no longer does.
    private static final Set<String> MEANINGLESS = Set.of(
            "type",
            "name",
            "description",
            "configuredinstack",
            "metrics",
            "usemetrics",
            "overwrite",
            "servicetoken",
            "timeout",
            "nostackprefix");

    private static final Set<String> SCHEDULE_KEYS = Set.of(
            "timezone",
            "periods",
            "overridestatus",
            "enforced",
            "hibernate",
            "retainrunning",
            "stopnewinstances",
            "ssmmaintenancewindow",
            "usemaintenancewindow");

    private final ConfigurationTable table;
    private final Imported imported = Imported.empty();

    private InstanceSchedulerImport(ConfigurationTable table) {
        this.table = table;
        imported.findings().addAll(table.findings());
    }

    static Imported of(ConfigurationTable table) {
        InstanceSchedulerImport importing = new InstanceSchedulerImport(table);
        table.schedules().values().forEach(importing::add);
        return importing.imported;
    }

    private void add(Definition schedule) {
        Optional<String> undecided = schedule.undecided(MEANINGLESS);
        if (undecided.isPresent()) {
            leaveOut(schedule, undecided.get(), "is decided at deployment; expected a value, or a parameter's default");
            return;
        }
        Optional<List<Map<String, Object>>> periods = periods(schedule);
        if (periods.isEmpty()) {
            return;
        }
        Map<String, Object> ours = new LinkedHashMap<>();
        zone(schedule).ifPresent(zone -> ours.put("zone", zone));
        switch (schedule.text("overridestatus").toLowerCase(Locale.ROOT)) {
            case "running" -> ours.put("run", List.of(Map.of()));
            case "stopped" -> ours.put("stop", "00:00 -> 24:00");
            case "" -> ours.put("run", periods.get());
            default -> {
                leaveOut(schedule, "overridestatus", "expected running or stopped");
                return;
            }
        }
        flags(schedule, ours);
        if (schedule.has("description")) {
            imported.comments().put(schedule.name(), Text.printable(schedule.text("description"), 100));
        }
        imported.add(schedule.file(), schedule.name(), ours);
    }

    private Optional<String> zone(Definition schedule) {
        if (schedule.has("timezone")) {
            return Optional.of(schedule.text("timezone"));
        }
        if (table.defaultZone().isEmpty() && !schedule.has("overridestatus")) {
            lose(
                    schedule,
                    "timezone",
                    "is missing, and the default is a parameter of the stack: UTC is assumed;"
                            + " --default-timezone ZONE says what it is");
        }
        return schedule.has("overridestatus")
                ? table.defaultZone()
                : Optional.of(table.defaultZone().orElse("UTC"));
    }

    private void flags(Definition schedule, Map<String, Object> ours) {
        for (String key : List.of("enforced", "hibernate")) {
            if (schedule.flag(key, false)) {
                ours.put(key, true);
            }
        }
        if (schedule.flag("retainrunning", false)) {
            lose(
                    schedule,
                    "retainrunning",
                    "is not carried over: what a person started before its period is stopped"
                            + " at the period's end; give such an instance the tag nightshift:keep-until");
        }
        if (!schedule.flag("stopnewinstances", true)) {
            lose(
                    schedule,
                    "stopnewinstances",
                    "is not carried over: a running instance that gets its tag inside a"
                            + " stop window is stopped, if it was launched before the window began");
        }
        if (schedule.has("ssmmaintenancewindow") && schedule.flag("usemaintenancewindow", true)) {
            lose(
                    schedule,
                    "ssmmaintenancewindow",
                    "is not carried over: instances are not started for maintenance"
                            + " windows; add a running period for each");
        }
        schedule.values().keySet().stream()
                .filter(key -> !SCHEDULE_KEYS.contains(key) && !MEANINGLESS.contains(key))
                .forEach(key -> lose(
                        schedule,
                        key,
                        "is no key of a schedule; expected "
                                + String.join(
                                        ", ", SCHEDULE_KEYS.stream().sorted().toList())));
    }

    /// The running periods; none when Instance Scheduler would refuse the schedule, which then is left out.
    private Optional<List<Map<String, Object>>> periods(Definition schedule) {
        List<ImportedPeriod> periods = new ArrayList<>();
        for (String reference : schedule.list("periods")) {
            // "office-hours@t3.large" also changes the instance type.
            String[] periodAndType = reference.strip().split("@", 2);
            Definition period = table.periods().get(periodAndType[0]);
            if (period == null) {
                leaveOut(
                        schedule,
                        "periods",
                        "there is no period \"%s\" in these files; expected one of %s"
                                .formatted(
                                        periodAndType[0],
                                        String.join(", ", table.periods().keySet())));
                return Optional.empty();
            }
            if (periodAndType.length > 1) {
                lose(schedule, "periods", "the instance type " + periodAndType[1] + " is not carried over");
            }
            ImportedPeriod read = ImportedPeriod.of(schedule, period);
            imported.findings().addAll(read.findings());
            if (!read.isReadable()) {
                return Optional.empty();
            }
            periods.add(read);
        }
        return Optional.of(PeriodSeams.joined(periods, (key, text) -> lose(schedule, key, text)));
    }

    private void lose(Definition schedule, String key, String text) {
        imported.findings()
                .add(Finding.loss(schedule.file(), schedule.name(), schedule.key(key), schedule.text(key), text));
    }

    private void leaveOut(Definition schedule, String key, String text) {
        lose(schedule, key, text + "; the schedule is left out");
    }
}
