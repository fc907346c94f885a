package dev.nightshift.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;

/// Turns a zone's local times into instants: one instant for each, and never an earlier one for a later local time.
///
/// A local time that a clock change skips is the instant of the change (`ZonedDateTime.of` would move it on by the
/// length of the gap); one that comes twice is the first of the two.
record LocalClock(ZoneId zone) {
    /// Minutes from midnight; 1440 is the next midnight.
    static final int DAY_MINUTES = 24 * 60;

    Instant at(LocalDate date, int minuteOfDay) {
        return minuteOfDay == DAY_MINUTES
                ? startOf(date.plusDays(1))
                : at(date.atTime(minuteOfDay / 60, minuteOfDay % 60));
    }

    Instant at(LocalDateTime local) {
        ZoneRules rules = zone.getRules();
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        return offsets.isEmpty() ? rules.getTransition(local).getInstant() : local.toInstant(offsets.getFirst());
    }

    /// The first instant of a day, which is not 00:00 where a clock change skips midnight.
    Instant startOf(LocalDate date) {
        return at(date.atTime(LocalTime.MIDNIGHT));
    }

    /// The day whose span, from its start to the start of the next, holds the instant.
    ///
    /// Where clocks go back across midnight the wall shows the old date once more; the new day
    /// goes on.
    LocalDate dayOf(Instant at) {
        LocalDate day = at.atZone(zone).toLocalDate();
        while (!at.isBefore(startOf(day.plusDays(1)))) {
            day = day.plusDays(1);
        }
        while (at.isBefore(startOf(day))) {
            day = day.minusDays(1);
        }
        return day;
    }
}
