package dev.nightshift.local.ops;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Zones;
import dev.nightshift.schedule.Window;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The time after `--until`, as people write it.
///
/// A time of day is the next one. A local time that a clock change skips or repeats is refused: whoever types it is
/// there to say which one they mean.
final class UntilTime {
    /// What there is, for a person.
    static final String FORMS = "a time of day (22:00), a day and a time (\"Mon 08:00\", 2026-11-23T08:00), an instant"
            + " (2026-11-23T07:00:00Z) or a length (\"3 hours\")";

    private static final Pattern LENGTH = Pattern.compile("(\\d+) *([a-z]+)");
    private static final Pattern LOCAL = Pattern.compile("(?:([A-Za-z]{3,9}) +)?(\\d{1,2}:\\d{2})");
    private static final Pattern DATE_TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2})?");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("H:mm", Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    // The same time of the same weekday, with one to spare for a day that a zone leaves out.
    private static final int DAYS = 15;

    private UntilTime() {}

    /// The instant, which lies after now.
    ///
    /// @param zone of local times
    /// @throws IllegalArgumentException saying what would be right
    static Instant parse(String text, ZoneId zone, Instant now) {
        Instant until = read(text.strip(), zone, now);
        if (!until.isAfter(now) || !until.isBefore(Window.FOREVER)) {
            throw new IllegalArgumentException("expected a time after now, which is "
                    + now.atZone(zone).toOffsetDateTime() + ", and before the year 9999");
        }
        return until;
    }

    private static Instant read(String text, ZoneId zone, Instant now) {
        try {
            Matcher length = LENGTH.matcher(text);
            if (length.matches()) {
                return now.plus(Parsers.duration(length.group(1) + " " + length.group(2)));
            }
            Matcher local = LOCAL.matcher(text);
            if (local.matches()) {
                return next(
                        Optional.ofNullable(local.group(1)).map(UntilTime::day),
                        LocalTime.parse(local.group(2), TIME),
                        zone,
                        now);
            }
            return DATE_TIME.matcher(text).matches()
                    ? single(LocalDateTime.parse(text.replace(' ', 'T')), zone)
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expected " + FORMS, e);
        }
    }

    private static DayOfWeek day(String text) {
        String word = text.toUpperCase(Locale.ENGLISH);
        return Stream.of(DayOfWeek.values())
                .filter(day ->
                        day.name().equals(word) || day.name().substring(0, 3).equals(word))
                .findFirst()
                .orElseThrow(() -> new DateTimeException(text));
    }

    /// The next such time, if it is on such a day.
    private static Instant next(Optional<DayOfWeek> day, LocalTime time, ZoneId zone, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        Predicate<LocalDateTime> isLater = local -> last(local, zone).isAfter(now);
        return single(
                Stream.iterate(today, date -> date.plusDays(1))
                        .limit(DAYS)
                        .filter(date -> day.filter(wanted -> wanted != date.getDayOfWeek())
                                .isEmpty())
                        .map(date -> date.atTime(time))
                        .filter(isLater)
                        .findFirst()
                        .orElseThrow(),
                zone);
    }

    private static Instant last(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return offsets.isEmpty()
                ? zone.getRules().getTransition(local).getInstant()
                : local.toInstant(offsets.getLast());
    }

    private static Instant single(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.size() == 1) {
            return local.toInstant(offsets.getFirst());
        }
        String where = " in " + Zones.name(zone);
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        throw new IllegalArgumentException(
                offsets.isEmpty()
                        ? local + " does not exist" + where + ", where clocks go from " + change.getDateTimeBefore()
                                + " to " + change.getDateTimeAfter() + ": expected another time"
                        : local + " comes twice" + where + ": expected " + local.atOffset(offsets.getFirst()) + " or "
                                + local.atOffset(offsets.getLast()));
    }
}
