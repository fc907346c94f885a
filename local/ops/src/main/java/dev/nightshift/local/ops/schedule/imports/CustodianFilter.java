package dev.nightshift.local.ops.schedule.imports;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// An `offhour` or `onhour` filter of Cloud Custodian.
///
/// Facts: "Policy Configuration", c7n.filters.offhours.
///
/// @param isOff whether it stops
/// @param tag the key, in lower case
/// @param zone as written
/// @param hours of the week, where a tag says nothing else
/// @param optOut whether instances without the tag are in it too
/// @param fallback what counts for instances without the tag
/// @param skipDays days on which it does nothing
/// @param hibernate whether its action hibernates
record CustodianFilter(
        String file,
        String policy,
        boolean isOff,
        String tag,
        String zone,
        NavigableSet<Integer> hours,
        boolean optOut,
        Optional<String> fallback,
        SortedSet<LocalDate> skipDays,
        boolean hibernate) {
    static final String OFF = "offhour";
    static final String ON = "onhour";

    private static final Set<String> TRUE = Set.of("true", "yes", "on");
    private static final Set<String> KNOWN = Set.of(
            "type",
            "tag",
            "default_tz",
            "weekends",
            "weekends-only",
            "opt-out",
            "fallback-schedule",
            "fallback_schedule",
            "skip-days",
            OFF,
            ON);
    private static final int DEFAULT_OFF = 19;
    private static final int DEFAULT_ON = 7;

    /// @param lose is told the key and why what stands there is not carried over
    static CustodianFilter of(
            String file, String policy, Map<?, ?> filter, boolean hibernate, BiConsumer<String, String> lose) {
        boolean isOff = OFF.equals(filter.get("type"));
        SortedSet<LocalDate> skipDays = new TreeSet<>();
        for (Object day : filter.get("skip-days") instanceof Collection<?> days ? days : List.of()) {
            try {
                skipDays.add(LocalDate.parse(String.valueOf(day)));
            } catch (DateTimeParseException e) {
                lose.accept("skip-days", "\"" + day + "\" is no date; expected one such as 2026-12-25");
            }
        }
        filter.keySet().stream()
                .map(String::valueOf)
                .filter(key -> !KNOWN.contains(key))
                .forEach(key -> lose.accept(
                        key,
                        key.equals("skip-days-from")
                                ? "is not fetched; write its dates into holidays"
                                : "is no key of such a filter"));
        Object fallback = filter.get("fallback-schedule") == null
                ? filter.get("fallback_schedule")
                : filter.get("fallback-schedule");
        return new CustodianFilter(
                file,
                policy,
                isOff,
                text(filter.get("tag"), "maid_offhours").toLowerCase(Locale.ROOT),
                text(filter.get("default_tz"), "et"),
                hours(filter, isOff, lose),
                flag(filter.get("opt-out"), false),
                Optional.ofNullable(fallback).map(String::valueOf),
                skipDays,
                hibernate);
    }

    /// Weekends alone is about Friday evening and Monday morning; without weekends every day is alike.
    private static NavigableSet<Integer> hours(Map<?, ?> filter, boolean isOff, BiConsumer<String, String> lose) {
        String key = isOff ? OFF : ON;
        int standard = isOff ? DEFAULT_OFF : DEFAULT_ON;
        String written = text(filter.get(key), String.valueOf(standard));
        NavigableSet<Integer> hours = new TreeSet<>();
        if (!written.matches("\\d|1\\d|2[0-3]")) {
            lose.accept(key, "expected an hour from 0 to 23");
            return hours;
        }
        boolean weekendsOnly = flag(filter.get("weekends-only"), false);
        int first = weekendsOnly && isOff ? 4 : 0;
        int last = weekendsOnly ? first : flag(filter.get("weekends"), true) ? 4 : 6;
        for (int day = first; day <= last; day++) {
            hours.add(day * WeekHours.DAY + Integer.parseInt(written));
        }
        return hours;
    }

    private static String text(@Nullable Object value, String otherwise) {
        return value == null || String.valueOf(value).isBlank()
                ? otherwise
                : String.valueOf(value).strip();
    }

    static boolean flag(@Nullable Object value, boolean otherwise) {
        return value == null ? otherwise : TRUE.contains(String.valueOf(value).toLowerCase(Locale.ROOT));
    }
}
