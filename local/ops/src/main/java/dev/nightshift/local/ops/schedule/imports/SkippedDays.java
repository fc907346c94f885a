package dev.nightshift.local.ops.schedule.imports;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The days on which Cloud Custodian's policies do nothing ("Public Holidays", c7n.filters.offhours), as holidays and
/// workdays of ours.
///
/// A day without a start is a holiday, if what is stopped in its first minute would be so in the last too. A day
/// without a stop keeps a whole span from happening: its days are workdays, if no other span touches them.
///
/// @param differs what cannot be said exactly, by day
record SkippedDays(SortedSet<LocalDate> dates, SortedSet<LocalDate> workdays, NavigableMap<LocalDate, String> differs) {

    /// @param off days without stops
    /// @param on days without starts
    static SkippedDays of(WeekHours hours, SortedSet<LocalDate> off, SortedSet<LocalDate> on) {
        SkippedDays skipped = new SkippedDays(new TreeSet<>(), new TreeSet<>(), new TreeMap<>());
        SortedSet<LocalDate> all = new TreeSet<>(off);
        all.addAll(on);
        for (LocalDate day : all) {
            skipped.add(hours, day, off.contains(day), on.contains(day));
        }
        return skipped;
    }

    /// What the schedule's calendar has to say; none where it is all the same.
    Optional<Map<String, Object>> holidays() {
        Map<String, Object> holidays = new LinkedHashMap<>();
        if (!dates.isEmpty()) {
            holidays.put("dates", texts(dates));
        }
        if (!workdays.isEmpty()) {
            holidays.put("workdays", texts(workdays));
        }
        return holidays.isEmpty() ? Optional.empty() : Optional.of(holidays);
    }

    private void add(WeekHours hours, LocalDate day, boolean withoutStops, boolean withoutStarts) {
        if (hours.on().isEmpty() || hours.off().isEmpty()) {
            if (isIn(hours.off(), day) && withoutStops) {
                differs.put(day, "stops on that day all the same");
            }
            return;
        }
        int midnight = (day.getDayOfWeek().getValue() - 1) * WeekHours.DAY;
        boolean startsThen = isIn(hours.on(), day);
        if (isStopped(hours, midnight)) {
            if (withoutStarts && startsThen) {
                dates.add(day);
                if (!isStopped(hours, (midnight + WeekHours.DAY) % WeekHours.WEEK)) {
                    differs.put(day, "is a holiday; runs from the next midnight, and not only from the next start");
                }
            } else if (withoutStops && startsThen && isIn(hours.off(), day)) {
                keepRunning(hours, day);
            }
        } else if (withoutStops && isIn(hours.off(), day)) {
            keepRunning(hours, day);
        } else if (withoutStarts && startsThen) {
            differs.put(day, "starts on that day all the same");
        }
    }

    private void keepRunning(WeekHours hours, LocalDate day) {
        int midnight = (day.getDayOfWeek().getValue() - 1) * WeekHours.DAY;
        for (WeekHours.Stopped span : hours.stopped()) {
            if (span.start() < midnight || span.start() >= midnight + WeekHours.DAY) {
                continue;
            }
            int days = (span.start() - midnight + span.length() - 1) / WeekHours.DAY + 1;
            for (int i = 0; i < days; i++) {
                workdays.add(day.plusDays(i));
            }
            boolean isAlone = hours.stopped().stream()
                    .filter(other -> !other.equals(span))
                    .noneMatch(other -> IntStream.range(0, days * WeekHours.DAY)
                            .anyMatch(hour -> other.holds((midnight + hour) % WeekHours.WEEK)));
            if (!isAlone) {
                differs.put(
                        day,
                        "is not stopped; runs until midnight of %s, and not only until the next stop"
                                .formatted(day.plusDays(days)));
            }
        }
    }

    private static boolean isStopped(WeekHours hours, int hour) {
        return hours.stopped().stream().anyMatch(span -> span.holds(hour));
    }

    private static boolean isIn(NavigableSet<Integer> hours, LocalDate day) {
        int midnight = (day.getDayOfWeek().getValue() - 1) * WeekHours.DAY;
        return !hours.subSet(midnight, midnight + WeekHours.DAY).isEmpty();
    }

    private static List<String> texts(SortedSet<LocalDate> days) {
        return days.stream().map(LocalDate::toString).collect(Collectors.toList());
    }
}
