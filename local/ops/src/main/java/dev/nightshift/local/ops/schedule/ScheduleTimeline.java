package dev.nightshift.local.ops.schedule;

import dev.nightshift.schedule.Schedule;
import dev.nightshift.schedule.State;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A schedule over a range, as weeks that can be drawn.
///
/// @param title the schedule's name
/// @param subtitle its zone and how long it keeps things stopped
/// @param weeks from Monday to Monday, those that the range touches
/// @param notes holidays, workdays and clock changes in the range, in their order
record ScheduleTimeline(String title, String subtitle, List<Week> weeks, List<Note> notes) {
    /// Drawing units of a day, whatever the length that a clock change gives it.
    static final int DAY_UNITS = 24;

    static final int WEEK_UNITS = 7 * DAY_UNITS;

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter LONG_DATE = DateTimeFormatter.ofPattern("EEE d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

    /// One row.
    ///
    /// @param label its Monday
    /// @param stopped how long things are stopped in it, within the range
    record Week(String label, List<Bar> bars, List<Mark> marks, Duration stopped) {}

    /// A span of one state, in units from the week's start.
    ///
    /// @param text what a person who points at it is told
    record Bar(double start, double end, State state, String text) {}

    /// A day or an instant that is unlike others; the start and end of an instant are the same.
    record Mark(double start, double end, Kind kind) {}

    /// A line of explanation.
    record Note(Kind kind, String text) {}

    /// What a mark or a note is about.
    enum Kind {
        HOLIDAY,
        WORKDAY,
        CLOCK_CHANGE
    }

    static ScheduleTimeline of(Schedule schedule, Instant from, Instant to) {
        ZoneId zone = schedule.zone();
        List<Interval> intervals = Interval.of(schedule, from, to);
        List<Week> weeks = new ArrayList<>();
        List<Note> notes = new ArrayList<>();
        LocalDate monday = from.atZone(zone).toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        for (; start(monday, zone).isBefore(to); monday = monday.plusWeeks(1)) {
            weeks.add(week(schedule, monday, intervals, from, to, notes));
        }
        Duration stopped = Interval.stopped(intervals, from, to);
        Duration all = Duration.between(from, to);
        String subtitle = "%s · stopped %s of %s (%d %%)"
                .formatted(zone, hours(stopped), hours(all), Math.round(100.0 * stopped.toSeconds() / all.toSeconds()));
        return new ScheduleTimeline(schedule.name(), subtitle, weeks, notes);
    }

    /// Whole hours as `62 h`, others as `61 h 45 min`.
    static String hours(Duration length) {
        int minutes = length.toMinutesPart();
        return length.toHours() + " h" + (minutes == 0 ? "" : " " + minutes + " min");
    }

    private static Week week(
            Schedule schedule, LocalDate monday, List<Interval> intervals, Instant from, Instant to, List<Note> notes) {
        ZoneId zone = schedule.zone();
        Instant start = Interval.later(from, start(monday, zone));
        Instant end = Interval.earlier(to, start(monday.plusWeeks(1), zone));
        List<Bar> bars = new ArrayList<>();
        for (Interval interval : intervals) {
            if (interval.start().isBefore(end) && interval.end().isAfter(start)) {
                bars.add(new Bar(
                        units(Interval.later(interval.start(), start), monday, zone),
                        units(Interval.earlier(interval.end(), end), monday, zone),
                        interval.state(),
                        text(schedule, interval)));
            }
        }
        return new Week(
                monday.format(DATE),
                bars,
                marks(schedule, monday, start, end, notes),
                Interval.stopped(intervals, start, end));
    }

    private static List<Mark> marks(Schedule schedule, LocalDate monday, Instant start, Instant end, List<Note> notes) {
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            LocalDate day = monday.plusDays(i);
            boolean workday = schedule.holidays().isWorkday(day);
            boolean inRange = !start(day, schedule.zone()).isBefore(start)
                    && start(day, schedule.zone()).isBefore(end);
            if (inRange && (workday || schedule.holidays().isHoliday(day))) {
                Kind kind = workday ? Kind.WORKDAY : Kind.HOLIDAY;
                marks.add(new Mark(i * DAY_UNITS, (i + 1) * DAY_UNITS, kind));
                notes.add(new Note(kind, day.format(LONG_DATE) + (workday ? ": workday" : ": holiday")));
            }
        }
        ZoneOffsetTransition change = schedule.zone().getRules().nextTransition(start.minusNanos(1));
        while (change != null && change.getInstant().isBefore(end)) {
            double at = units(change.getInstant(), monday, schedule.zone());
            marks.add(new Mark(at, at, Kind.CLOCK_CHANGE));
            notes.add(new Note(
                    Kind.CLOCK_CHANGE,
                    "%s: clocks go %s %d min"
                            .formatted(
                                    change.getDateTimeBefore().format(MINUTE),
                                    change.isGap() ? "forward" : "back",
                                    change.getDuration().abs().toMinutes())));
            change = schedule.zone().getRules().nextTransition(change.getInstant());
        }
        return marks;
    }

    private static String text(Schedule schedule, Interval interval) {
        return "%s, %s to %s, %s: %s"
                .formatted(
                        interval.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        interval.start().atZone(schedule.zone()).format(MINUTE),
                        interval.end().atZone(schedule.zone()).format(MINUTE),
                        hours(Duration.between(interval.start(), interval.end())),
                        schedule.reason(interval.start()));
    }

    /// Where an instant lies in its week: each day is as wide as any other and its hours share
    /// it.
    private static double units(Instant at, LocalDate monday, ZoneId zone) {
        int day = 0;
        while (day < 6 && !at.isBefore(start(monday.plusDays(day + 1), zone))) {
            day++;
        }
        Instant start = start(monday.plusDays(day), zone);
        long length =
                Duration.between(start, start(monday.plusDays(day + 1), zone)).toSeconds();
        double share = (double) Duration.between(start, at).toSeconds() / length;
        return DAY_UNITS * (day + Math.min(1, share));
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }
}
