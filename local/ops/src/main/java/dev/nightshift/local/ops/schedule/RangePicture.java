package dev.nightshift.local.ops.schedule;

import dev.nightshift.kit.Zones;
import dev.nightshift.schedule.Schedule;
import dev.nightshift.schedule.State;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Schedules over a range, on one time axis, as weeks that can be drawn.
///
/// @param title what is shown
/// @param range from when until when, and in which zone the axis is
/// @param summaries how long each schedule keeps things stopped
/// @param weeks from Monday to Monday, those that the range touches
record RangePicture(String title, String range, List<String> summaries, List<Week> weeks) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE d MMM yyyy", Locale.ENGLISH);

    /// One week.
    ///
    /// @param now where the present is, if it lies in it
    record Week(WeekAxis axis, List<Line> lines, List<Note> notes, Optional<Double> now) {}

    /// What one schedule does in a week.
    ///
    /// @param stopped how long things are stopped, within the range
    record Line(String name, List<Bar> bars, List<Mark> marks, Duration stopped) {}

    /// A span of one state, in units of the week's axis.
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

    /// What a picture is made of besides its schedules.
    ///
    /// @param now the present
    /// @param holidayNames by date, as far as they are known
    record Setting(Instant from, Instant to, Instant now, Map<LocalDate, String> holidayNames) {}

    /// @param schedules one at least; the axis is in the zone of the first
    static RangePicture of(List<Schedule> schedules, Setting setting) {
        ZoneId zone = schedules.getFirst().zone();
        List<WeekAxis> axes = new ArrayList<>();
        LocalDate first = setting.from.atZone(zone).toLocalDate();
        WeekAxis axis = new WeekAxis(first.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), zone);
        for (;
                axis.start().isBefore(setting.to);
                axis = new WeekAxis(axis.monday().plusWeeks(1), zone)) {
            axes.add(axis);
        }
        List<List<Interval>> intervals = schedules.stream()
                .map(schedule -> Interval.of(schedule, setting.from, setting.to))
                .toList();
        List<String> summaries = new ArrayList<>();
        for (int i = 0; i < schedules.size(); i++) {
            summaries.add(summary(schedules.get(i), intervals.get(i), setting));
        }
        List<Week> weeks = axes.stream()
                .map(one -> PictureWeek.of(one, schedules, intervals, setting))
                .toList();
        String names = schedules.size() > 3
                ? schedules.size() + " schedules"
                : String.join(", ", schedules.stream().map(Schedule::name).toList());
        String range = "%s \u2013 %s, times in %s"
                .formatted(
                        first.format(DATE),
                        setting.to.minusNanos(1).atZone(zone).toLocalDate().format(DATE),
                        zone);
        return new RangePicture(names, range, summaries, weeks);
    }

    /// Whole hours as `62 h`, others as `61 h 45 min`.
    static String hours(Duration length) {
        int minutes = length.toMinutesPart();
        return length.toHours() + " h" + (minutes == 0 ? "" : " " + minutes + " min");
    }

    private static String summary(Schedule schedule, List<Interval> intervals, Setting setting) {
        Duration stopped = Interval.stopped(intervals, setting.from, setting.to);
        Duration all = Duration.between(setting.from, setting.to);
        return "%s: %s \u00b7 stopped %s of %s (%d %%)"
                .formatted(
                        schedule.name(),
                        Zones.name(schedule.zone()),
                        hours(stopped),
                        hours(all),
                        Math.round(100.0 * stopped.toSeconds() / all.toSeconds()));
    }
}
