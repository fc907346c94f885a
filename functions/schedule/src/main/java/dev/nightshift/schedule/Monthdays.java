package dev.nightshift.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;

/// The days of the month of a period: `1-7`, `1/10`, `L` (the last), `15W` (the Monday to Friday nearest to the 15th,
/// inside its month).
///
/// @param days bits of the days that match
/// @param last whether the month's last day matches
/// @param nearest bits of the days whose nearest Monday to Friday matches; a month without the day has none
record Monthdays(int days, boolean last, int nearest) {
    static final Monthdays ALL = new Monthdays(Field.MONTHDAY.all(), false, 0);

    static Monthdays parse(String text) {
        int days = 0;
        boolean last = false;
        int nearest = 0;
        for (String part : text.split(",", -1)) {
            String item = part.strip();
            if (item.equalsIgnoreCase("L")) {
                last = true;
            } else if (item.endsWith("W") || item.endsWith("w")) {
                nearest |= 1 << Field.MONTHDAY.value(item.substring(0, item.length() - 1));
            } else {
                days |= Field.MONTHDAY.parse(item);
            }
        }
        return new Monthdays(days, last, nearest);
    }

    boolean match(LocalDate day) {
        int number = day.getDayOfMonth();
        return (days >> number & 1) != 0
                || (last && number == day.lengthOfMonth())
                || (nearest != 0 && isNearest(day, number));
    }

    /// Whether a day of `nearest` moves to this one: a Saturday back to Friday, a Sunday on to
    /// Monday, and the other way round where that would leave the month.
    private boolean isNearest(LocalDate day, int number) {
        DayOfWeek weekday = day.getDayOfWeek();
        int length = day.lengthOfMonth();
        return switch (weekday) {
            case SATURDAY, SUNDAY -> false;
            case MONDAY -> wants(number) || wants(number - 1) || (number == 3 && wants(1));
            case TUESDAY, WEDNESDAY, THURSDAY -> wants(number);
            case FRIDAY ->
                wants(number) || (number < length && wants(number + 1)) || (number + 2 == length && wants(length));
        };
    }

    private boolean wants(int number) {
        return (nearest >> number & 1) != 0;
    }
}
