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

    private static final String ENFORCED = "enforced";
    private static final String ALWAYS = "always";
    private static final String ALLOWANCE = "24 hours";
    private static final int WIDTH = 100;

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
        Optional<List<ImportedPeriod>> periods = periods(schedule);
        if (periods.isEmpty()) {
            return;
        }
        Map<String, Object> ours = new LinkedHashMap<>();
        zone(schedule).ifPresent(zone -> ours.put("zone", zone));
        switch (schedule.text("overridestatus").toLowerCase(Locale.ROOT)) {
            case "running" -> alwaysRunning(schedule, ours);
            case "stopped" -> alwaysStopped(schedule, ours);
            case "" -> inPeriods(schedule, periods.get(), ours);
            default -> {
                leaveOut(schedule, "overridestatus", "expected running or stopped");
                return;
            }
        }
        loseOthers(schedule);
        if (schedule.has("description")) {
            imported.comments().put(schedule.name(), Text.printable(schedule.text("description"), WIDTH));
        }
        imported.add(schedule.file(), schedule.name(), ours);
    }

    private void inPeriods(Definition schedule, List<ImportedPeriod> written, Map<String, Object> ours) {
        List<ImportedPeriod> periods = HiddenEnds.shown(written);
        if (PeriodCoverage.isAllTheTime(periods)) {
            alwaysRunning(schedule, ours);
        } else if (periods.stream().allMatch(ImportedPeriod::isEmpty)) {
            alwaysStopped(schedule, ours);
        } else if (PeriodCoverage.isOnlyStarts(periods)) {
            ours.put("start", periods.stream().map(ImportedPeriod::startTime).toList());
        } else {
            ours.put("run", PeriodSeams.joined(periods, (key, text) -> lose(schedule, key, text)));
            boolean starts = periods.stream().anyMatch(ImportedPeriod::starts);
            if (schedule.flag(ENFORCED, false)) {
                ours.put(ENFORCED, starts ? "both" : "true");
            }
            if (schedule.flag("hibernate", false)) {
                ours.put("hibernate", true);
            }
            if (starts) {
                // Whatever is stopped when a period begins is started, whoever stopped it.
                ours.put("startAll", true);
            }
        }
    }

    private void alwaysRunning(Definition schedule, Map<String, Object> ours) {
        ours.put("run", ALWAYS);
        if (schedule.flag(ENFORCED, false)) {
            lose(schedule, ENFORCED, "is not carried over: a schedule that never stops anything starts nothing again");
        }
    }

    private void alwaysStopped(Definition schedule, Map<String, Object> ours) {
        ours.put("stop", ALWAYS);
        if (schedule.flag(ENFORCED, false)) {
            ours.put(ENFORCED, true);
        } else {
            ours.put("stopAfter", ALLOWANCE);
            lose(
                    schedule,
                    schedule.has("overridestatus") ? "overridestatus" : "periods",
                    "stops what somebody started after " + ALLOWANCE + ", and not never;"
                            + " choose another time, or enforced: true");
        }
        if (schedule.flag("hibernate", false)) {
            ours.put("hibernate", true);
        }
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

    private void loseOthers(Definition schedule) {
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
    private Optional<List<ImportedPeriod>> periods(Definition schedule) {
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
        return Optional.of(periods);
    }

    private void lose(Definition schedule, String key, String text) {
        imported.findings()
                .add(Finding.loss(schedule.file(), schedule.name(), schedule.key(key), schedule.text(key), text));
    }

    private void leaveOut(Definition schedule, String key, String text) {
        lose(schedule, key, text + "; the schedule is left out");
    }
}
