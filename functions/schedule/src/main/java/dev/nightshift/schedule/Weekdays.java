package dev.nightshift.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;

/// The weekdays of a period: `mon-fri`, `sat-mon`, `mon#2` (the month's second Monday), `friL` (its last Friday).
///
/// @param any bits of the weekdays that always match
/// @param nth bits of the weekdays that match in one week of the month: 7 for each n, from 1
/// @param last bits of the weekdays that match when they are the month's last
record Weekdays(int any, long nth, int last) {
    static final Weekdays ALL = new Weekdays(Field.WEEKDAY.all(), 0, 0);

    private static final int MOST_IN_A_MONTH = 5;

    static Weekdays parse(String text) {
        int any = 0;
        long nth = 0;
        int last = 0;
        for (String part : text.split(",", -1)) {
            String item = part.strip();
            int hash = item.indexOf('#');
            if (hash >= 0) {
                nth |= 1L << bit(Field.WEEKDAY.value(item.substring(0, hash)), nth(item.substring(hash + 1)));
            } else if (item.length() > 1 && (item.endsWith("L") || item.endsWith("l"))) {
                last |= 1 << Field.WEEKDAY.value(item.substring(0, item.length() - 1));
            } else {
                any |= Field.WEEKDAY.parse(item);
            }
        }
        return new Weekdays(any, nth, last);
    }

    /// Whether the day is one of them.
    ///
    /// @param weekday the one that the day is taken for; where it is not the day's own, only
    ///     `any` can match, since a day that stands in for a Monday is no month's second Monday
    boolean match(LocalDate day, DayOfWeek weekday) {
        int value = weekday.getValue() - 1;
        if ((any >> value & 1) != 0) {
            return true;
        }
        if ((nth == 0 && last == 0) || weekday != day.getDayOfWeek()) {
            return false;
        }
        int n = (day.getDayOfMonth() - 1) / 7 + 1;
        return (nth >> bit(value, n) & 1) != 0
                || ((last >> value & 1) != 0 && day.getDayOfMonth() + 7 > day.lengthOfMonth());
    }

    private static int bit(int weekday, int n) {
        return 7 * n + weekday;
    }

    private static int nth(String text) {
        int n = Field.number(text.strip());
        if (n < 1 || n > MOST_IN_A_MONTH) {
            throw new IllegalArgumentException(
                    "\"#" + text.strip() + "\" is no week of a month; expected 1 to 5, as in mon#2");
        }
        return n;
    }
}
