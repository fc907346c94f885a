package dev.nightshift.schedule;

/// A time of day to the minute, `00:00` to `24:00`.
///
/// @param minutes since midnight; 1440 is the end of the day
record MinuteOfDay(int minutes) {
    static MinuteOfDay parse(String text) {
        int colon = text.indexOf(':');
        int hour = colon > 0 ? Field.number(text.substring(0, colon)) : -1;
        int minute = colon > 0 && colon == text.length() - 3 ? Field.number(text.substring(colon + 1)) : -1;
        int minutes = hour * 60 + minute;
        if (hour < 0 || minute < 0 || minute > 59 || minutes > LocalClock.DAY_MINUTES) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no time of day; expected 00:00 to 24:00, as in 08:00");
        }
        return new MinuteOfDay(minutes);
    }

    /// As [#parse], without `24:00`: a day's end begins nothing.
    static MinuteOfDay parseStart(String text) {
        MinuteOfDay start = parse(text);
        if (start.minutes == LocalClock.DAY_MINUTES) {
            throw new IllegalArgumentException("24:00 can only be an end; a start is 00:00 of the day after");
        }
        return start;
    }

    @Override
    public String toString() {
        int hour = minutes / 60;
        int minute = minutes % 60;
        return (hour < 10 ? "0" : "") + hour + (minute < 10 ? ":0" : ":") + minute;
    }
}
