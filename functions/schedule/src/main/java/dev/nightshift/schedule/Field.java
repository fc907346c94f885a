package dev.nightshift.schedule;

import java.time.DayOfWeek;
import java.time.Month;

/// A field of the calendar that a period or window selects by: its values, and the ranges and steps over them.
///
/// Numerals are Instance Scheduler's: weekdays from 0, which is Monday; days and months from 1.
final class Field {
    static final Field WEEKDAY = new Field("weekday", "mon to sun or 0 (Monday) to 6", 0, 6, true, DayOfWeek.values());
    static final Field MONTHDAY = new Field("day of the month", "1 to 31", 1, 31, false);
    static final Field MONTH = new Field("month", "jan to dec or 1 to 12", 1, 12, true, Month.values());

    private static final int ABBREVIATION = 3;

    private final String label;
    private final String values;
    private final int first;
    private final int last;
    private final boolean wraps;
    private final Enum<?>[] names;

    private Field(String label, String values, int first, int last, boolean wraps, Enum<?>... names) {
        this.label = label;
        this.values = values;
        this.first = first;
        this.last = last;
        this.wraps = wraps;
        this.names = names;
    }

    /// All values, as bits.
    int all() {
        return bits(first, last, 1);
    }

    /// The values of a list of items with commas between, as bits: value v is bit v.
    int parse(String list) {
        int bits = 0;
        for (String item : list.split(",", -1)) {
            bits |= item(item.strip());
        }
        return bits;
    }

    /// The values of `a`, `a-b`, `a/n`, `a-b/n`, `*` or `*/n`.
    private int item(String item) {
        int slash = item.indexOf('/');
        String range = slash < 0 ? item : item.substring(0, slash);
        int step = slash < 0 ? 1 : step(item.substring(slash + 1));
        if (range.equals("*")) {
            return bits(first, last, step);
        }
        int dash = range.indexOf('-');
        int from = value(dash < 0 ? range : range.substring(0, dash));
        if (dash < 0) {
            return bits(from, slash < 0 ? from : last, step);
        }
        int to = value(range.substring(dash + 1));
        if (from > to && !wraps) {
            throw new IllegalArgumentException(
                    "\"" + item + "\" runs backwards; a " + label + " range does not go round, write two ranges");
        }
        return bits(from, from > to ? to + size() : to, step);
    }

    /// A single value: a name, its first three letters, or a numeral.
    int value(String text) {
        String word = text.strip();
        for (int i = 0; i < names.length; i++) {
            String name = names[i].name();
            if (name.equalsIgnoreCase(word)
                    || (word.length() == ABBREVIATION && name.regionMatches(true, 0, word, 0, ABBREVIATION))) {
                return first + i;
            }
        }
        int number = number(word);
        if (number < first || number > last) {
            throw new IllegalArgumentException("\"" + word + "\" is no " + label + "; expected " + values);
        }
        return number;
    }

    private int step(String text) {
        int step = number(text.strip());
        if (step < 1 || step > size()) {
            throw new IllegalArgumentException(
                    "\"" + text.strip() + "\" is no step; expected 1 to " + size() + ", as in " + first + "/2");
        }
        return step;
    }

    private int bits(int from, int to, int step) {
        int bits = 0;
        for (int value = from; value <= to; value += step) {
            bits |= 1 << (value > last ? value - size() : value);
        }
        return bits;
    }

    private int size() {
        return last - first + 1;
    }

    /// One or two digits, else -1.
    static int number(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 2;
        for (int i = 0; digits && i < text.length(); i++) {
            digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return digits ? Integer.parseInt(text) : -1;
    }
}
