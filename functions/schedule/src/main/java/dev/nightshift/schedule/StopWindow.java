package dev.nightshift.schedule;

import java.time.LocalDate;
import java.util.List;

/// A stop window that comes back every week: `Fri 18:00 -> Mon 08:00`, `Mon-Thu 20:00 -> 07:00`, `22:00 -> 06:00`.
///
/// An occurrence belongs to the day it starts on and is at most a week long.
///
/// @param weekdays bits of [Field#WEEKDAY] on which it starts
/// @param start minute of the first day
/// @param days from the day it starts on to the day it ends on
/// @param end minute of the last day, up to 24:00
/// @param text as the person wrote it
record StopWindow(int weekdays, int start, int days, int end, String text) {
    private static final String SHAPE = "expected a window such as Fri 18:00 -> Mon 08:00 or Mon-Thu 20:00 -> 07:00";
    private static final int WEEK_DAYS = 7;

    static StopWindow parse(String text) {
        int arrow = text.indexOf("->");
        if (arrow < 0) {
            throw new IllegalArgumentException(SHAPE);
        }
        String from = text.substring(0, arrow).strip();
        String to = text.substring(arrow + 2).strip();
        int weekdays = daysOf(from);
        int start = MinuteOfDay.parseStart(timeOf(from)).minutes();
        int end = MinuteOfDay.parse(timeOf(to)).minutes();
        int days = to.equals(timeOf(to)) ? nightly(start, end) : weekly(weekdays, start, daysOf(to), end);
        return new StopWindow(weekdays, start, days, end, text.strip());
    }

    /// Adds the parts that its occurrences have in the day.
    void addSpans(LocalDate day, List<Span> spans) {
        int weekday = day.getDayOfWeek().getValue() - 1;
        for (int back = 0; back <= days; back++) {
            if ((weekdays >> Math.floorMod(weekday - back, WEEK_DAYS) & 1) != 0) {
                spans.add(new Span(
                        back == 0 ? start : 0, back == days ? end : LocalClock.DAY_MINUTES, State.STOPPED, text));
            }
        }
    }

    private static int nightly(int start, int end) {
        if (start == end) {
            throw new IllegalArgumentException("start and end are the same; a whole day is 00:00 -> 24:00");
        }
        return start < end ? 0 : 1;
    }

    private static int weekly(int firstDays, int start, int lastDays, int end) {
        if (Integer.bitCount(firstDays) != 1 || Integer.bitCount(lastDays) != 1) {
            throw new IllegalArgumentException("an end with a weekday needs a single weekday on both sides");
        }
        int days = Math.floorMod(
                Integer.numberOfTrailingZeros(lastDays) - Integer.numberOfTrailingZeros(firstDays), WEEK_DAYS);
        // Sat 00:00 -> Fri 24:00 is a week too, and a week is no window: it would have neither
        // start nor end.
        if ((days == 0 && start == end) || (days == WEEK_DAYS - 1 && end - start == LocalClock.DAY_MINUTES)) {
            throw new IllegalArgumentException("start and end are the same; all the time is 00:00 -> 24:00");
        }
        return days == 0 && end < start ? WEEK_DAYS : days;
    }

    /// The last word.
    static String timeOf(String side) {
        return side.substring(side.lastIndexOf(' ') + 1);
    }

    /// The weekdays before the last word, all when there are none.
    static int daysOf(String side) {
        String days = side.substring(0, side.length() - timeOf(side).length());
        return days.isBlank() ? Field.WEEKDAY.all() : Field.WEEKDAY.parse(days);
    }
}
