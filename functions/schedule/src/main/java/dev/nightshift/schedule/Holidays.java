package dev.nightshift.schedule;

import dev.nightshift.kit.Settings;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The days that are unlike others: holidays, stopped from local midnight to local midnight, and workdays, on which
/// no stop window holds and no holiday counts. A date that is both is a workday.
///
/// Only dates: a country's calendar or an ICS file is turned into dates before.
public final class Holidays {
    /// No special days.
    public static final Holidays NONE = new Holidays(new TreeSet<>(), new TreeMap<>(), Optional.empty());

    private static final String AS = " as ";

    private final SortedSet<LocalDate> dates;
    private final SortedMap<LocalDate, Optional<DayOfWeek>> workdays;
    private final Optional<LocalDate> knownUntil;

    private Holidays(
            SortedSet<LocalDate> dates,
            SortedMap<LocalDate, Optional<DayOfWeek>> workdays,
            Optional<LocalDate> knownUntil) {
        this.dates = dates;
        this.workdays = workdays;
        this.knownUntil = knownUntil;
    }

    /// Reads `{dates: [2026-12-25], workdays: [2026-12-24, 2026-12-27 as Mon]}`, with one date at
    /// the least.
    ///
    /// The weekday is for running periods, which must know what kind of workday a Sunday is.
    public static Holidays from(Settings settings) {
        SortedSet<LocalDate> dates = new TreeSet<>();
        SortedMap<LocalDate, Optional<DayOfWeek>> workdays = new TreeMap<>();
        for (Settings item : settings.at("dates").items()) {
            item.as(text -> dates.add(date(text)), false);
        }
        for (Settings item : settings.at("workdays").items()) {
            item.as(text -> addWorkday(text, workdays), false);
        }
        if (dates.isEmpty() && workdays.isEmpty()) {
            settings.problem("expected a date at the least, in dates or workdays");
        }
        return new Holidays(dates, workdays, dates.isEmpty() ? Optional.empty() : Optional.of(dates.last()));
    }

    /// Both calendars in one, which knows holidays as long as both do.
    Holidays and(Holidays other) {
        SortedSet<LocalDate> allDates = new TreeSet<>(dates);
        SortedMap<LocalDate, Optional<DayOfWeek>> allWorkdays = new TreeMap<>(workdays);
        allDates.addAll(other.dates);
        allWorkdays.putAll(other.workdays);
        Optional<LocalDate> earlier = knownUntil.isEmpty()
                        || (other.knownUntil.isPresent()
                                && other.knownUntil.get().isBefore(knownUntil.get()))
                ? other.knownUntil
                : knownUntil;
        return new Holidays(allDates, allWorkdays, earlier);
    }

    /// Whether the day is stopped because it is a holiday.
    public boolean isHoliday(LocalDate day) {
        return dates.contains(day) && !workdays.containsKey(day);
    }

    /// Whether the day is worked whatever the weekday or a holiday says.
    public boolean isWorkday(LocalDate day) {
        return workdays.containsKey(day);
    }

    /// The last holiday known, after which more dates are wanted; none where there are no
    /// holidays.
    public Optional<LocalDate> knownUntil() {
        return knownUntil;
    }

    /// Whether any day is stopped for being a holiday.
    boolean hasDates() {
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

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "\"" + text.strip() + "\" is no date; expected one such as 2026-12-25", e);
        }
    }
}
