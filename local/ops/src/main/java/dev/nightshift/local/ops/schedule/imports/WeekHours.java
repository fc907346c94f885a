package dev.nightshift.local.ops.schedule.imports;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The hours of a week at which things are stopped and started; 0 is Monday from 00:00.
record WeekHours(NavigableSet<Integer> off, NavigableSet<Integer> on) {
    static final int DAY = 24;
    static final int WEEK = 7 * DAY;

    /// A span in which things are stopped.
    ///
    /// @param start an hour of the week
    /// @param length in hours, less than a week
    record Stopped(int start, int length) {
        boolean holds(int hour) {
            return Math.floorMod(hour - start, WEEK) < length;
        }

        /// Whether `20:00 -> 07:00` says it.
        private boolean isNightly() {
            return length < DAY;
        }

        private int end() {
            return (start + length) % WEEK;
        }
    }

    /// Whether both happen in one hour, in an order that nobody knows.
    boolean isContradictory() {
        return off.stream().anyMatch(on::contains);
    }

    /// The spans in the week's order: from a stop to the next start. There is at least one of each.
    List<Stopped> stopped() {
        List<Stopped> spans = new ArrayList<>();
        for (int start : off) {
            if (before(start, on) < before(start, off)) {
                Integer next = on.higher(start);
                spans.add(new Stopped(start, Math.floorMod((next == null ? on.first() : next) - start, WEEK)));
            }
        }
        return spans;
    }

    /// The spans as stop windows of our language.
    List<String> windows() {
        List<String> windows = new ArrayList<>();
        Map<String, SortedSet<Integer>> nights = new LinkedHashMap<>();
        for (Stopped span : stopped()) {
            if (span.isNightly()) {
                String times = "%s -> %s".formatted(time(span.start), time(span.end()));
                nights.computeIfAbsent(times, _ -> new TreeSet<>()).add(span.start / DAY);
            } else {
                windows.add("%s %s -> %s %s"
                        .formatted(day(span.start / DAY), time(span.start), day(span.end() / DAY), time(span.end())));
            }
        }
        nights.forEach((times, days) -> windows.add(days.size() == 7 ? times : days(days) + " " + times));
        return windows;
    }

    /// The hours of starts, as start times of our language.
    List<String> starts() {
        Map<Integer, SortedSet<Integer>> days = new TreeMap<>();
        for (int hour : on) {
            days.computeIfAbsent(hour % DAY, _ -> new TreeSet<>()).add(hour / DAY);
        }
        return days.entrySet().stream()
                .map(entry -> days(entry.getValue()) + " " + time(entry.getKey()))
                .toList();
    }

    /// How many hours ago the last of them was, up to a week.
    private static int before(int hour, SortedSet<Integer> hours) {
        int least = WEEK;
        for (int other : hours) {
            int ago = Math.floorMod(hour - other, WEEK);
            least = Math.min(least, ago == 0 ? WEEK : ago);
        }
        return least;
    }

    /// `Mon-Thu,Sat`.
    static String days(SortedSet<Integer> days) {
        StringBuilder text = new StringBuilder();
        for (int first : days) {
            if (days.contains(first - 1)) {
                continue;
            }
            int last = first;
            while (days.contains(last + 1)) {
                last++;
            }
            text.append(text.isEmpty() ? "" : ",").append(day(first));
            text.append(last == first ? "" : (last == first + 1 ? "," : "-") + day(last));
        }
        return text.toString();
    }

    static String time(int hour) {
        return "%02d:00".formatted(hour % DAY);
    }

    private static String day(int day) {
        return DayOfWeek.of(day + 1).getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    }
}
