package dev.nightshift.local.ops.schedule.imports;

import dev.nightshift.local.ops.schedule.imports.ConfigurationFile.Fields;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Instance Scheduler on AWS as its guide describes it, written a second time so that the import can be held against
/// it: nothing here is shared with the import or with the schedule language.
///
/// Pages of the guide, docs.aws.amazon.com/solutions/latest/instance-scheduler-on-aws: `period-reference.html`,
/// `schedule-reference.html`, `manage-schedules-using-infrastructure-as-code-iac.html`, `sample-schedules.html`. Where
/// they leave something open, aws-solutions/instance-scheduler-on-aws v3.2.8 is named.
final class DocumentedInstanceScheduler {
    /// What the scheduler wants: "any" leaves the instance as it is.
    enum Desired {
        RUNNING,
        ANY,
        STOPPED
    }

    private final ConfigurationFile file;

    /// Whether a period is on a day: asked 96 times for each.
    private final Map<String, Boolean> days = new HashMap<>();

    DocumentedInstanceScheduler(ConfigurationFile file) {
        this.file = file;
    }

    /// What a schedule wants at a time on the wall.
    ///
    /// Period reference, "Adjacent periods": instances go on running where two running periods meet.
    /// How near is open there; `instance_schedule.py`, `get_desired_state`: a minute before and a minute after
    /// are running.
    Desired desired(String schedule, LocalDateTime time) {
        Fields definition = file.schedule(schedule);
        // Schedule reference, "Override status field".
        if (definition.has("overridestatus")) {
            return definition.get("overridestatus").contains("running") ? Desired.RUNNING : Desired.STOPPED;
        }
        Desired now = atMoment(definition, time);
        boolean meets = now == Desired.STOPPED
                && definition.get("periods").size() > 1
                && atMoment(definition, time.minusMinutes(1)) == Desired.RUNNING
                && atMoment(definition, time.plusMinutes(1)) == Desired.RUNNING;
        return meets ? Desired.RUNNING : now;
    }

    /// Schedule reference, "Periods": of several, running comes before any, and any before stopped.
    private Desired atMoment(Fields schedule, LocalDateTime time) {
        Desired best = Desired.STOPPED;
        for (String reference : schedule.get("periods")) {
            Desired one = inPeriod(reference.replaceAll("@.*", ""), time);
            best = one.compareTo(best) < 0 ? one : best;
        }
        return best;
    }

    /// Period reference: all conditions must be true; "Start and stop times".
    private Desired inPeriod(String name, LocalDateTime time) {
        Fields period = file.period(name);
        if (!days.computeIfAbsent(name + " " + time.toLocalDate(), _ -> isOn(period, time.toLocalDate()))) {
            return Desired.STOPPED;
        }
        boolean begins = period.has("begintime");
        boolean ends = period.has("endtime");
        boolean begun = !begins || !time.toLocalTime().isBefore(clock(period.first("begintime")));
        boolean ended = ends && !time.toLocalTime().isBefore(clock(period.first("endtime")));
        if (begins && ends) {
            return begun && !ended ? Desired.RUNNING : Desired.STOPPED;
        } else if (ends) {
            return ended ? Desired.STOPPED : Desired.ANY;
        }
        return begun ? Desired.RUNNING : Desired.ANY;
    }

    private static boolean isOn(Fields period, LocalDate day) {
        return anyOf(period.get("weekdays"), item -> isWeekday(item, day))
                && anyOf(period.get("monthdays"), item -> isMonthday(item, day))
                && anyOf(period.get("months"), item -> isMonth(item, day));
    }

    private interface Matcher {
        boolean matches(String item);
    }

    private static boolean anyOf(List<String> lists, Matcher matcher) {
        for (String list : lists) {
            for (String item : list.toLowerCase(Locale.ROOT).split(",", -1)) {
                if (item.strip().equals("*") || item.strip().equals("?") || matcher.matches(item.strip())) {
                    return true;
                }
            }
        }
        return lists.isEmpty();
    }

    /// Period reference, "Days of the week": names or 0 (Monday) to 6, ranges, steps, `#` and `L`.
    private static boolean isWeekday(String item, LocalDate day) {
        int number = day.getDayOfWeek().getValue() - 1;
        if (item.equals("l")) {
            return number == 6;
        } else if (item.contains("#")) {
            String[] parts = item.split("#", -1);
            return named(parts[0], DayOfWeek.values(), 0) == number
                    && (day.getDayOfMonth() + 6) / 7 == Integer.parseInt(parts[1]);
        } else if (item.matches("[a-z0-9]+l")) {
            return named(item.substring(0, item.length() - 1), DayOfWeek.values(), 0) == number
                    && day.plusWeeks(1).getMonth() != day.getMonth();
        }
        return span(item, DayOfWeek.values(), 0, 6).contains(number);
    }

    /// Period reference, "Days of the month": ranges, steps, `L` for the last day, `W` for the nearest weekday.
    private static boolean isMonthday(String item, LocalDate day) {
        int last = day.lengthOfMonth();
        if (item.endsWith("w")) {
            int wanted = Integer.parseInt(item.substring(0, item.length() - 1));
            return wanted <= last
                    && nearestWorkday(YearMonth.from(day).atDay(wanted)).equals(day);
        }
        return span(item.replace("l", String.valueOf(last)), new DayOfWeek[0], 1, last)
                .contains(day.getDayOfMonth());
    }

    private static LocalDate nearestWorkday(LocalDate wanted) {
        for (int distance : new int[] {0, -1, 1, 2, -2}) {
            LocalDate other = wanted.plusDays(distance);
            if (other.getDayOfWeek().getValue() < 6 && other.getMonth() == wanted.getMonth()) {
                return other;
            }
        }
        throw new IllegalStateException("every week has a workday");
    }

    /// Period reference, "Months of the year".
    private static boolean isMonth(String item, LocalDate day) {
        return span(item, Month.values(), 1, 12).contains(day.getMonthValue());
    }

    /// The values of `a`, `a-b`, `a/n` or `a-b/n`, round the end where the field has names.
    private static Set<Integer> span(String item, Enum<?>[] names, int first, int last) {
        String[] rangeAndStep = item.split("/", -1);
        String[] ends = rangeAndStep[0].split("-", -1);
        int step = rangeAndStep.length == 1 ? 1 : Integer.parseInt(rangeAndStep[1]);
        int value = named(ends[0].strip(), names, first);
        int to = ends.length == 2 ? named(ends[1].strip(), names, first) : rangeAndStep.length == 2 ? last : value;
        Set<Integer> values = new HashSet<>();
        int left = to >= value ? to - value : names.length == 0 ? -1 : to - value + last - first + 1;
        for (; left >= 0; left -= step) {
            if (value <= last) {
                values.add(value);
            }
            value = value + step > last && names.length > 0 ? value + step - (last - first + 1) : value + step;
        }
        return values;
    }

    private static int named(String text, Enum<?>[] names, int first) {
        for (int i = 0; i < names.length; i++) {
            if (text.length() >= 3 && names[i].name().toLowerCase(Locale.ROOT).startsWith(text)) {
                return first + i;
            }
        }
        return Integer.parseInt(text);
    }

    private static LocalTime clock(String text) {
        String[] parts = text.split(":", -1);
        return LocalTime.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }
}
