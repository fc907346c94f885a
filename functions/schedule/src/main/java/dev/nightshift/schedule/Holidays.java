package dev.nightshift.schedule;

import dev.nightshift.kit.Settings;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The days that are unlike others: holidays, stopped from local midnight to local midnight, and workdays, on which
/// no stop window holds and no holiday counts. A date that is both is a workday.
///
/// Only dates: a country's calendar or an ICS file is turned into dates before.
public final class Holidays {
    /// No special days.
    public static final Holidays NONE =
            new Holidays(new TreeSet<>(), new TreeMap<>(), Optional.empty(), Optional.empty());

    private static final String AS = " as ";
    private static final String TO = " - ";

    private final SortedSet<LocalDate> dates;
    private final SortedMap<LocalDate, Optional<DayOfWeek>> workdays;
    private final Optional<LocalDate> knownUntil;
    private final Optional<LocalDate> verifiedUntil;

    private Holidays(
            SortedSet<LocalDate> dates,
            SortedMap<LocalDate, Optional<DayOfWeek>> workdays,
            Optional<LocalDate> knownUntil,
            Optional<LocalDate> verifiedUntil) {
        this.dates = dates;
        this.workdays = workdays;
        this.knownUntil = knownUntil;
        this.verifiedUntil = verifiedUntil;
    }

    /// Reads `{dates: [2026-12-25, 2026-12-24 - 2027-01-01], workdays: [2026-12-24, 2026-12-27 as
    /// Mon]}`, with one date at the least, and the dates `knownUntil` and `verifiedUntil`.
    ///
    /// The weekday is for running periods, which must know what kind of workday a Sunday is.
    public static Holidays from(Settings settings) {
        SortedSet<LocalDate> dates = new TreeSet<>();
        SortedMap<LocalDate, Optional<DayOfWeek>> workdays = new TreeMap<>();
        for (Settings item : settings.at("dates").items()) {
            item.as(text -> dates.addAll(days(text)), false);
        }
        for (Settings item : settings.at("workdays").items()) {
            item.as(text -> addWorkday(text, workdays), false);
        }
        if (dates.isEmpty() && workdays.isEmpty()) {
            settings.problem("expected a date at the least, in dates or workdays");
        }
        return new Holidays(
                dates,
                workdays,
                settings.at("knownUntil").optional(Holidays::date),
                settings.at("verifiedUntil").optional(Holidays::date));
    }

    /// Both calendars in one, which knows holidays as long as both do.
    Holidays and(Holidays other) {
        SortedSet<LocalDate> allDates = new TreeSet<>(dates);
        SortedMap<LocalDate, Optional<DayOfWeek>> allWorkdays = new TreeMap<>(workdays);
        allDates.addAll(other.dates);
        allWorkdays.putAll(other.workdays);
        return new Holidays(
                allDates,
                allWorkdays,
                earlier(knownUntil, other.knownUntil),
                earlier(verifiedUntil, other.verifiedUntil));
    }

    private static Optional<LocalDate> earlier(Optional<LocalDate> a, Optional<LocalDate> b) {
        return Stream.of(a, b).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    /// Whether the day is stopped because it is a holiday.
    public boolean isHoliday(LocalDate day) {
        return dates.contains(day) && !workdays.containsKey(day);
    }

    /// Whether the day is worked whatever the weekday or a holiday says.
    public boolean isWorkday(LocalDate day) {
        return workdays.containsKey(day);
    }

    /// The last day for which holidays are known, after which more dates are wanted; none where
    /// only single dates were given, which need no sequel.
    public Optional<LocalDate> knownUntil() {
        return knownUntil;
    }

    /// The last day for which a country's holidays were compared with a second source; none where
    /// all were.
    public Optional<LocalDate> verifiedUntil() {
        return verifiedUntil;
    }

    /// Whether any day is stopped for being a holiday.
    public boolean hasDates() {
        return dates.stream().anyMatch(this::isHoliday);
    }

    /// The last special day, or the given one if that is later.
    LocalDate latest(LocalDate day) {
        LocalDate latest = dates.isEmpty() || dates.last().isBefore(day) ? day : dates.last();
        return workdays.isEmpty() || workdays.lastKey().isBefore(latest) ? latest : workdays.lastKey();
    }

    /// The first special day, or the given one if that is earlier.
    LocalDate earliest(LocalDate day) {
        LocalDate earliest = dates.isEmpty() || dates.first().isAfter(day) ? day : dates.first();
        return workdays.isEmpty() || workdays.firstKey().isAfter(earliest) ? earliest : workdays.firstKey();
    }

    /// The weekday whose running periods the day has.
    DayOfWeek weekdayOf(LocalDate day) {
        Optional<DayOfWeek> standsFor = workdays.get(day);
        return standsFor == null ? day.getDayOfWeek() : standsFor.orElse(day.getDayOfWeek());
    }

    /// The first workday that lies on a Saturday or Sunday and does not say as which weekday it
    /// is worked.
    Optional<LocalDate> undecidedWorkday() {
        for (LocalDate day : workdays.keySet()) {
            if (day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0
                    && workdays.get(day).isEmpty()) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    private static boolean addWorkday(String text, SortedMap<LocalDate, Optional<DayOfWeek>> workdays) {
        int as = text.indexOf(AS);
        LocalDate day = date(as < 0 ? text : text.substring(0, as));
        Optional<DayOfWeek> standsFor =
                as < 0 ? Optional.empty() : Optional.of(weekday(text.substring(as + AS.length())));
        return workdays.put(day, standsFor) == null;
    }

    private static DayOfWeek weekday(String text) {
        return DayOfWeek.of(Field.WEEKDAY.value(text) + 1);
    }

    /// `2026-12-25`, or `2026-12-24 - 2027-01-01`, both ends included.
    private static List<LocalDate> days(String text) {
        int to = text.indexOf(TO);
        if (to < 0) {
            return List.of(date(text));
        }
        LocalDate first = date(text.substring(0, to));
        LocalDate last = date(text.substring(to + TO.length()));
        if (!first.isBefore(last) || first.plusYears(1).isBefore(last)) {
            throw new IllegalArgumentException(
                    "expected a range of up to a year, the earlier date first, as in 2026-12-24 - 2027-01-01");
        }
        return first.datesUntil(last.plusDays(1)).toList();
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "\"" + text.strip() + "\" is no date; expected one such as 2026-12-25", e);
        }
    }
}
