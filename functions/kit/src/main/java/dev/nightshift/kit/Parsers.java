package dev.nightshift.kit;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/// The values that settings and events share, each read in one way and refused with what would be right.
public final class Parsers {
    private static final Map<String, Duration> UNITS = Map.ofEntries(
            Map.entry("s", Duration.ofSeconds(1)),
            Map.entry("second", Duration.ofSeconds(1)),
            Map.entry("seconds", Duration.ofSeconds(1)),
            Map.entry("min", Duration.ofMinutes(1)),
            Map.entry("minute", Duration.ofMinutes(1)),
            Map.entry("minutes", Duration.ofMinutes(1)),
            Map.entry("h", Duration.ofHours(1)),
            Map.entry("hour", Duration.ofHours(1)),
            Map.entry("hours", Duration.ofHours(1)),
            Map.entry("d", Duration.ofDays(1)),
            Map.entry("day", Duration.ofDays(1)),
            Map.entry("days", Duration.ofDays(1)));

    private Parsers() {}

    /// `true` or `false`.
    public static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        };
    }

    /// A whole number from 0 to 999,999,999.
    public static int count(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            throw new IllegalArgumentException("expected a whole number from 0 to 999999999");
        }
        return Integer.parseInt(text);
    }

    /// A length of time such as `15 minutes`, `90 s`, `2 h` or `1 day` (of 24 hours).
    public static Duration duration(String text) {
        String[] parts = text.strip().split(" +", -1);
        Duration unit = parts.length == 2 ? UNITS.get(parts[1]) : null;
        if (unit == null) {
            throw new IllegalArgumentException("expected a number and a unit, such as 15 minutes, 2 hours or 1 day");
        }
        return unit.multipliedBy(count(parts[0]));
    }

    /// How often something runs: whole minutes that divide an hour, or whole hours that divide a day, so that runs
    /// fall on the same times every day.
    public static Duration interval(String text) {
        Duration every = duration(text);
        if (!isPart(every, ChronoUnit.MINUTES, Duration.ofHours(1))
                && !isPart(every, ChronoUnit.HOURS, Duration.ofDays(1))) {
            throw new IllegalArgumentException(
                    "expected minutes that divide an hour or hours that divide a day, such as 60 minutes");
        }
        return every;
    }

    /// An [#interval] of at most an hour.
    public static Duration withinHour(String text) {
        Duration every = duration(text);
        if (!isPart(every, ChronoUnit.MINUTES, Duration.ofHours(1))) {
            throw new IllegalArgumentException("expected whole minutes that divide an hour, such as 15 minutes");
        }
        return every;
    }

    private static boolean isPart(Duration part, ChronoUnit unit, Duration whole) {
        return part.compareTo(unit.getDuration()) >= 0
                && part.truncatedTo(unit).equals(part)
                && whole.dividedBy(part) * part.toMinutes() == whole.toMinutes();
    }

    /// An IANA time zone such as `Europe/Berlin`, or `UTC`, by the data that [Zones] carries.
    public static ZoneId zone(String text) {
        return Zones.of(text);
    }

    /// An ISO 8601 instant such as `2026-11-20T17:00:00Z`.
    public static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expected an instant such as 2026-11-20T17:00:00Z", e);
        }
    }

    /// A time of day such as `08:00`.
    public static LocalTime timeOfDay(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expected a time of day such as 08:00", e);
        }
    }
}
