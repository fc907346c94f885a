package dev.nightshift.site;

import dev.nightshift.kit.Parsers;
import java.time.LocalDate;

/// The years for which a calendar is turned into dates.
record Years(int first, int last) {
    /// No year: a country is checked all the same.
    static final Years NONE = new Years(1, 0);

    private static final int MOST = 20;

    /// `2026` or `2026-2028`.
    static Years parse(String text) {
        String[] ends = text.split("-", -1);
        int first = year(ends[0]);
        int last = ends.length == 2 ? year(ends[1]) : first;
        if (ends.length > 2 || first < 1900 || last > 2199 || last < first || last - first >= MOST) {
            throw new IllegalArgumentException("expected up to " + MOST + " years, such as 2026 or 2026-2028");
        }
        return new Years(first, last);
    }

    boolean contains(LocalDate day) {
        return day.getYear() >= first && day.getYear() <= last;
    }

    boolean contains(Years other) {
        return other.first >= first && other.last <= last;
    }

    @Override
    public String toString() {
        return first == last ? String.valueOf(first) : first + " to " + last;
    }

    private static int year(String text) {
        return text.length() == 4 ? Parsers.count(text) : 0;
    }
}
