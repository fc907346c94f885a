package dev.nightshift.local.ops.schedule;

import dev.nightshift.local.ops.schedule.RangePicture.Bar;
import dev.nightshift.local.ops.schedule.RangePicture.Kind;
import dev.nightshift.local.ops.schedule.RangePicture.Line;
import dev.nightshift.local.ops.schedule.RangePicture.Mark;
import dev.nightshift.local.ops.schedule.RangePicture.Note;
import dev.nightshift.local.ops.schedule.RangePicture.Setting;
import dev.nightshift.local.ops.schedule.RangePicture.Week;
import dev.nightshift.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Lays out one week of a picture.
///
/// @param start of the week, or of the range if that is later
/// @param end of the week, or of the range if that is earlier
/// @param notes which schedules each is about
record PictureWeek(WeekAxis axis, Instant start, Instant end, Setting setting, Map<Note, List<String>> notes) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

    /// @param intervals what each of the schedules wants
    static Week of(WeekAxis axis, List<Schedule> schedules, List<List<Interval>> intervals, Setting setting) {
        PictureWeek week = new PictureWeek(
                axis,
                Interval.later(setting.from(), axis.start()),
                Interval.earlier(setting.to(), axis.end()),
                setting,
                new LinkedHashMap<>());
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < schedules.size(); i++) {
            lines.add(week.line(schedules.get(i), intervals.get(i)));
        }
        List<Note> notes = new ArrayList<>();
        week.notes.forEach((note, names) -> notes.add(
                names.size() == schedules.size()
                        ? note
                        : new Note(note.kind(), note.text() + " (" + String.join(", ", names) + ")")));
        Optional<Double> now = Optional.of(setting.now())
                .filter(at -> !at.isBefore(week.start) && at.isBefore(week.end))
                .map(axis::units);
        return new Week(axis, lines, notes, now);
    }

    private Line line(Schedule schedule, List<Interval> intervals) {
        List<Bar> bars = new ArrayList<>();
        for (Interval interval : intervals) {
            if (interval.start().isBefore(end) && interval.end().isAfter(start)) {
                bars.add(new Bar(
                        axis.units(Interval.later(interval.start(), start)),
                        axis.units(Interval.earlier(interval.end(), end)),
                        interval.state(),
                        text(schedule, interval)));
            }
        }
        List<Mark> marks = new ArrayList<>();
        addDays(schedule, marks);
        addClockChanges(schedule, marks);
        return new Line(schedule.name(), bars, marks, Interval.stopped(intervals, start, end));
    }

    private void addDays(Schedule schedule, List<Mark> marks) {
        ZoneId zone = schedule.zone();
        LocalDate last = end.atZone(zone).toLocalDate();
        for (LocalDate day = start.atZone(zone).toLocalDate(); !day.isAfter(last); day = day.plusDays(1)) {
            Instant from = Interval.later(day.atStartOfDay(zone).toInstant(), start);
            Instant to = Interval.earlier(day.plusDays(1).atStartOfDay(zone).toInstant(), end);
            boolean workday = schedule.holidays().isWorkday(day);
            if (from.isBefore(to) && (workday || schedule.holidays().isHoliday(day))) {
                Kind kind = workday ? Kind.WORKDAY : Kind.HOLIDAY;
                marks.add(new Mark(axis.units(from), axis.units(to), kind));
                String name = setting.holidayNames().getOrDefault(day, "");
                note(
                        schedule,
                        new Note(
                                kind,
                                day.format(DATE)
                                        + (workday ? ": workday" : ": holiday" + (name.isEmpty() ? "" : ", " + name))));
            }
        }
    }

    private void addClockChanges(Schedule schedule, List<Mark> marks) {
        ZoneOffsetTransition change = schedule.zone().getRules().nextTransition(start.minusNanos(1));
        while (change != null && change.getInstant().isBefore(end)) {
            double at = axis.units(change.getInstant());
            marks.add(new Mark(at, at, Kind.CLOCK_CHANGE));
            note(
                    schedule,
                    new Note(
                            Kind.CLOCK_CHANGE,
                            "%s: clocks go %s %d min"
                                    .formatted(
                                            change.getDateTimeBefore().format(MINUTE),
                                            change.isGap() ? "forward" : "back",
                                            change.getDuration().abs().toMinutes())));
            change = schedule.zone().getRules().nextTransition(change.getInstant());
        }
    }

    private void note(Schedule schedule, Note note) {
        notes.computeIfAbsent(note, _ -> new ArrayList<>()).add(schedule.name());
    }

    private static String text(Schedule schedule, Interval interval) {
        return "%s, %s to %s, %s: %s"
                .formatted(
                        ScheduleAnswer.word(interval.state()).replace('-', ' '),
                        interval.start().atZone(schedule.zone()).format(MINUTE),
                        interval.end().atZone(schedule.zone()).format(MINUTE),
                        RangePicture.hours(Duration.between(interval.start(), interval.end())),
                        schedule.reason(interval.start()));
    }
}
