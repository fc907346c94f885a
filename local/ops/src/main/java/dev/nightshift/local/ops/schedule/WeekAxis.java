package dev.nightshift.local.ops.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The time axis of one week, in one zone: each day is as wide as any other, and its hours share it.
///
/// @param monday its first day
record WeekAxis(LocalDate monday, ZoneId zone) {
    /// Drawing units of a day, whatever the length that a clock change gives it.
    static final int DAY_UNITS = 24;

    static final int WEEK_UNITS = 7 * DAY_UNITS;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d", Locale.ENGLISH);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter YEAR = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final int[] HOURS = {6, 12, 18};

    /// A label at a place of the axis.
    record Label(double at, String text) {}

    Instant start() {
        return start(monday);
    }

    Instant end() {
        return start(monday.plusWeeks(1));
    }

    /// `19 Oct - 25 Oct 2026`.
    String title() {
        return monday.format(DATE) + " \u2013 " + monday.plusDays(6).format(YEAR);
    }

    List<Label> days() {
        List<Label> days = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            days.add(new Label(i * DAY_UNITS, monday.plusDays(i).format(DAY)));
        }
        return days;
    }

    /// The hours 6, 12 and 18 of each day, where the clock of that day has them.
    List<Label> hours() {
        List<Label> hours = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            for (int hour : HOURS) {
                Instant at = monday.plusDays(i).atTime(hour, 0).atZone(zone).toInstant();
                hours.add(new Label(units(at), String.valueOf(hour)));
            }
        }
        return hours;
    }

    /// Where an instant lies, from 0 to [#WEEK_UNITS].
    double units(Instant at) {
        int day = 0;
        while (day < 6 && !at.isBefore(start(monday.plusDays(day + 1)))) {
            day++;
        }
        Instant start = start(monday.plusDays(day));
        long length = Duration.between(start, start(monday.plusDays(day + 1))).toSeconds();
        double share = (double) Duration.between(start, at).toSeconds() / length;
        return DAY_UNITS * (day + Math.clamp(share, 0, 1));
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
