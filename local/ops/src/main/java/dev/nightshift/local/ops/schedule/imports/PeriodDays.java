package dev.nightshift.local.ops.schedule.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The days of a period of Instance Scheduler, in our language: almost the same text.
///
/// Facts: "Period reference", Instance Scheduler on AWS guide.
///
/// @param selectors by our key; a field that takes every value is left out
record PeriodDays(Map<String, String> selectors) {
    private static final int WEEK = 7;
    private static final int ABBREVIATION = 3;
    private static final Pattern RANGE = Pattern.compile("([^-/]+)(?:-([^-/]+))?(?:/(\\d+))?");

    /// A field of a period.
    private enum Field {
        WEEKDAYS("weekdays", "days", "mon tue wed thu fri sat sun", 0, 6),
        MONTHDAYS("monthdays", "monthdays", "", 1, 31),
        MONTHS("months", "months", "jan feb mar apr may jun jul aug sep oct nov dec", 1, 12);

        private final String theirs;
        private final String ours;
        private final String names;
        private final int first;
        private final int last;

        Field(String theirs, String ours, String names, int first, int last) {
            this.theirs = theirs;
            this.ours = ours;
            this.names = names;
            this.first = first;
            this.last = last;
        }
    }

    static PeriodDays of(Definition period) {
        Map<String, String> selectors = new LinkedHashMap<>();
        for (Field field : Field.values()) {
            List<String> items = new ArrayList<>();
            for (String list : period.list(field.theirs)) {
                for (String item : list.split(",", -1)) {
                    items.add(item(field, item.strip()));
                }
            }
            if (!items.isEmpty() && !items.contains("*") && !items.contains("?")) {
                selectors.put(field.ours, String.join(",", items));
            }
        }
        return new PeriodDays(selectors);
    }

    /// The days that both have, if they can be said.
    Optional<PeriodDays> and(PeriodDays other) {
        Map<String, String> both = new LinkedHashMap<>();
        for (Field field : Field.values()) {
            String a = selectors.getOrDefault(field.ours, "");
            String b = other.selectors.getOrDefault(field.ours, "");
            if (a.isEmpty() || b.isEmpty() || a.equals(b)) {
                String one = a.isEmpty() ? b : a;
                if (!one.isEmpty()) {
                    both.put(field.ours, one);
                }
                continue;
            }
            Optional<SortedSet<Integer>> values = values(field, a);
            Optional<SortedSet<Integer>> others = values(field, b);
            if (values.isEmpty() || others.isEmpty()) {
                return Optional.empty();
            }
            values.get().retainAll(others.get());
            both.put(
                    field.ours,
                    String.join(",", values.get().stream().map(String::valueOf).toList()));
        }
        return Optional.of(new PeriodDays(both));
    }

    /// The days after these, if they can be said.
    Optional<PeriodDays> next() {
        if (selectors.isEmpty()) {
            return Optional.of(this);
        }
        String days = selectors.getOrDefault(Field.WEEKDAYS.ours, "");
        if (days.isEmpty() || selectors.size() > 1) {
            return Optional.empty();
        }
        return values(Field.WEEKDAYS, days)
                .map(values -> new PeriodDays(Map.of(
                        Field.WEEKDAYS.ours,
                        String.join(
                                ",",
                                values.stream()
                                        .map(day -> String.valueOf((day + 1) % WEEK))
                                        .sorted()
                                        .toList()))));
    }

    /// The weekdays, from 0 for Monday, if they are all that decides.
    Optional<SortedSet<Integer>> weekdays() {
        String days = selectors.getOrDefault(Field.WEEKDAYS.ours, "");
        if (selectors.size() > (days.isEmpty() ? 0 : 1)) {
            return Optional.empty();
        }
        return values(Field.WEEKDAYS, days.isEmpty() ? "0-6" : days);
    }

    /// Whether there is no such day: what two periods do not share.
    boolean isEmpty() {
        return selectors.containsValue("");
    }

    /// An item as our language has it: no `L` in a range, nor as a weekday, and no step over everything.
    private static String item(Field field, String item) {
        String text = item.toLowerCase(Locale.ROOT);
        if (field == Field.WEEKDAYS && text.equals("l")) {
            return "sun";
        }
        Matcher range = RANGE.matcher(text);
        if (!range.matches() || (range.group(2) == null && range.group(3) == null)) {
            return item;
        }
        String to = range.group(2);
        String end =
                to == null ? "" : "-" + (field == Field.MONTHDAYS && to.strip().equals("l") ? "31" : to.strip());
        String step = range.group(3);
        if (step != null && step.length() <= 4 && Integer.parseInt(step) > field.last - field.first + 1) {
            return range.group(1).strip();
        }
        return range.group(1).strip() + end + (step == null ? "" : "/" + step);
    }

    /// The values of plain items; none for `mon#1`, `friL`, `15W` and `L`.
    private static Optional<SortedSet<Integer>> values(Field field, String items) {
        SortedSet<Integer> values = new TreeSet<>();
        for (String item : items.split(",", -1)) {
            Matcher range = RANGE.matcher(item.toLowerCase(Locale.ROOT));
            if (!range.matches()) {
                return Optional.empty();
            }
            int from = value(field, range.group(1));
            int single = range.group(3) == null ? from : field.last;
            int to = range.group(2) == null ? single : value(field, range.group(2));
            int step = range.group(3) == null ? 1 : Integer.parseInt(range.group(3));
            if (from < field.first || to < field.first || step < 1) {
                return Optional.empty();
            }
            int size = field.last - field.first + 1;
            for (int value = from; value <= (from > to ? to + size : to); value += step) {
                values.add(value > field.last ? value - size : value);
            }
        }
        return Optional.of(values);
    }

    private static int value(Field field, String text) {
        String word = text.strip();
        int named = word.length() < ABBREVIATION ? -1 : field.names.indexOf(word.substring(0, ABBREVIATION));
        if (named >= 0) {
            return field.first + named / (ABBREVIATION + 1);
        }
        return word.matches("\\d{1,2}") ? Integer.parseInt(word) : -1;
    }
}
