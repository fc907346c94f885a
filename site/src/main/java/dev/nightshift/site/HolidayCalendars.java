package dev.nightshift.site;

import dev.nightshift.kit.Problem;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.SettingsException;
import dev.nightshift.kit.Text;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Turns `{country: DE-BY, years: 2026-2028}` and `{ics: holidays.ics}` into `{dates: [...]}`, wherever a file has
/// `holidays`: at its root, or in a function's settings.
///
/// Beside the dates stands `knownUntil`, the last day of the years or of the file, and `verifiedUntil` where the
/// years go beyond those that were compared with a second source.
///
/// A function knows dates only: it carries no calendars of countries, and what was deployed does not change with a
/// library or a file.
final class HolidayCalendars {
    private static final String HOLIDAYS = "holidays";
    private static final String FUNCTIONS = "functions";
    private static final String COUNTRY = "country";
    private static final String YEARS = "years";
    private static final String ICS = "ics";
    private static final String DATES = "dates";
    private static final String KNOWN_UNTIL = "knownUntil";
    private static final String VERIFIED_UNTIL = "verifiedUntil";
    private static final int SHOWN = 120;

    private final Path file;
    private final List<Problem> problems = new ArrayList<>();
    private final NavigableMap<LocalDate, String> names = new TreeMap<>();

    HolidayCalendars(Path file) {
        this.file = file;
    }

    /// What the days are called that came from a country's calendar or a file, once all of them are expanded.
    NavigableMap<LocalDate, String> names() {
        return names;
    }

    /// The file's tree with dates.
    ///
    /// @throws SettingsException with everything that cannot be turned into dates
    Object expanded(Object tree) {
        Object expanded = tree;
        if (tree instanceof Map<?, ?> map) {
            Map<String, Object> site = place("", map);
            if (site.get(FUNCTIONS) instanceof Map<?, ?> functions) {
                Map<String, Object> places = new LinkedHashMap<>();
                functions.forEach((name, settings) -> places.put(
                        String.valueOf(name),
                        settings instanceof Map<?, ?> own ? place(FUNCTIONS + "." + name + ".", own) : settings));
                site.put(FUNCTIONS, places);
            }
            expanded = site;
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(file.toString(), problems);
        }
        return expanded;
    }

    private Map<String, Object> place(String path, Map<?, ?> map) {
        Map<String, Object> place = copy(map);
        if (place.get(HOLIDAYS) instanceof Map<?, ?> calendars) {
            Map<String, Object> expanded = new LinkedHashMap<>();
            calendars.forEach((name, calendar) -> expanded.put(
                    String.valueOf(name),
                    calendar instanceof Map<?, ?> keys
                            ? calendar(path + HOLIDAYS + "." + name + ".", copy(keys))
                            : calendar));
            place.put(HOLIDAYS, expanded);
        }
        return place;
    }

    private Map<String, Object> calendar(String path, Map<String, Object> calendar) {
        NavigableMap<LocalDate, String> days = new TreeMap<>();
        Optional<LocalDate> last = Optional.empty();
        if (calendar.containsKey(COUNTRY) || calendar.containsKey(YEARS)) {
            Optional<Years> years = read(path, calendar, YEARS, Years::parse);
            Optional<NavigableMap<LocalDate, String>> found =
                    read(path, calendar, COUNTRY, code -> CountryHolidays.days(code, years.orElse(Years.NONE)));
            found.ifPresent(days::putAll);
            last = years.filter(read -> found.isPresent()).map(read -> LocalDate.of(read.last(), 12, 31));
            if (years.isPresent() && !Countries.VERIFIED.contains(years.get())) {
                calendar.put(
                        VERIFIED_UNTIL,
                        LocalDate.of(Countries.VERIFIED.last(), 12, 31).toString());
            }
        }
        if (calendar.containsKey(ICS)) {
            Optional<NavigableMap<LocalDate, String>> found = read(
                    path,
                    calendar,
                    ICS,
                    ics -> IcsFile.days(file.toAbsolutePath().resolveSibling(ics)));
            found.ifPresent(days::putAll);
            Optional<LocalDate> end = found.filter(own -> !own.isEmpty()).map(NavigableMap::lastKey);
            last = Stream.of(last, end).flatMap(Optional::stream).min(Comparator.naturalOrder());
        }
        if (calendar.keySet().removeAll(List.of(COUNTRY, YEARS, ICS))) {
            List<Object> all = new ArrayList<>();
            if (calendar.get(DATES) instanceof Collection<?> own) {
                all.addAll(own);
            }
            days.forEach((day, name) -> all.add(day.toString()));
            days.forEach((day, name) -> names.merge(day, name, HolidayCalendars::both));
            calendar.put(DATES, all);
            last.ifPresent(day -> calendar.putIfAbsent(KNOWN_UNTIL, day.toString()));
        }
        return calendar;
    }

    /// A day that two calendars have; most often by the same name.
    private static String both(String name, String other) {
        return name.contains(other) ? name : name + ", " + other;
    }

    private <T> Optional<T> read(String path, Map<String, Object> calendar, String key, Settings.Parser<T> parser) {
        String value = String.valueOf(calendar.getOrDefault(key, ""));
        try {
            return Optional.of(parser.parse(value));
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(path + key, Text.printable(value, SHOWN), String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private static Map<String, Object> copy(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }
}
