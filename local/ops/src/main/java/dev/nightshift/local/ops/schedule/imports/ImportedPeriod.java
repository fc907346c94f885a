package dev.nightshift.local.ops.schedule.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A period of Instance Scheduler as ours.
///
/// @param begin minute of the day; none where the period has no begin time
/// @param end minute of the day; none where it has no end time, 1440 where it ends with the day
/// @param isReadable whether Instance Scheduler could use it too
/// @param findings what a person should know about it
record ImportedPeriod(
        String name,
        PeriodDays days,
        Optional<Integer> begin,
        Optional<Integer> end,
        boolean isReadable,
        List<Finding> findings) {
    static final int DAY = 24 * 60;

    private static final Pattern TIME = Pattern.compile("([01]?\\d|2[0-3]):([0-5]\\d)");
    private static final Set<String> KEYS = Set.of("begintime", "endtime", "weekdays", "monthdays", "months");
    private static final Set<String> MEANINGLESS =
            Set.of("type", "name", "description", "configuredinstack", "instancetype");

    static ImportedPeriod of(Definition schedule, Definition period) {
        List<Finding> findings = new ArrayList<>();
        Optional<String> undecided = period.undecided(MEANINGLESS);
        undecided.ifPresent(key -> findings.add(finding(
                schedule,
                period,
                key,
                "is decided at deployment; expected a value, or a parameter's default; the schedule is left out")));
        if (undecided.isEmpty()) {
            for (String key : List.of("begintime", "endtime")) {
                if (period.has(key) && !TIME.matcher(period.text(key)).matches()) {
                    findings.add(finding(
                            schedule,
                            period,
                            key,
                            "expected a time from 0:00 to 23:59, in quotes; the schedule is left out"));
                }
            }
        }
        if (KEYS.stream().noneMatch(period::has)) {
            findings.add(finding(schedule, period, "begintime", "expected a time or days; the schedule is left out"));
        }
        if (!findings.isEmpty()) {
            return new ImportedPeriod(
                    period.name(), new PeriodDays(Map.of()), Optional.empty(), Optional.empty(), false, findings);
        }
        Optional<Integer> begin = minute(period.text("begintime"));
        Optional<Integer> end = minute(period.text("endtime"));
        if (begin.isPresent() && end.isPresent() && begin.get() > end.get()) {
            findings.add(finding(
                    schedule,
                    period,
                    "begintime",
                    "is after endtime " + period.text("endtime")
                            + ", which Instance Scheduler refuses; here the period runs overnight"));
        }
        period.values().keySet().stream()
                .filter(key -> !KEYS.contains(key) && !MEANINGLESS.contains(key))
                .forEach(key -> findings.add(finding(
                        schedule,
                        period,
                        key,
                        "is no key of a period; expected "
                                + String.join(", ", KEYS.stream().sorted().toList()))));
        return new ImportedPeriod(period.name(), PeriodDays.of(period), begin, end, true, findings);
    }

    /// One that has no opinion before the end of this one, and runs from then on.
    ImportedPeriod beginningAtItsEnd() {
        return new ImportedPeriod(name, days, end, Optional.empty(), isReadable, findings);
    }

    /// Whether it holds at no time: its times are the same.
    boolean isEmpty() {
        return begin.isPresent() && begin.equals(end);
    }

    /// Whether it ever wants anything to run.
    boolean starts() {
        return !isEmpty() && (begin.isPresent() || end.isEmpty());
    }

    /// Whether it runs until midnight of each of its days. Instance Scheduler has no `24:00` and says `23:59`.
    boolean runsUntilMidnight() {
        return end.isEmpty() || (begin.isPresent() && end.get() == DAY - 1);
    }

    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>(days.selectors());
        begin.ifPresent(minute -> tree.put("from", time(minute)));
        if (end.isPresent()) {
            tree.put("until", time(runsUntilMidnight() ? DAY : end.get()));
        }
        return tree;
    }

    /// When it begins, every day.
    String startTime() {
        return "Mon-Sun " + time(begin.orElse(0));
    }

    static String time(int minute) {
        return "%02d:%02d".formatted(minute / 60, minute % 60);
    }

    private static Optional<Integer> minute(String text) {
        Matcher time = TIME.matcher(text);
        return time.matches()
                ? Optional.of(60 * Integer.parseInt(time.group(1)) + Integer.parseInt(time.group(2)))
                : Optional.empty();
    }

    private static Finding finding(Definition schedule, Definition period, String key, String text) {
        return Finding.loss(
                period.file(),
                schedule.name(),
                "period " + period.name() + ": " + period.key(key),
                period.text(key),
                text);
    }
}
