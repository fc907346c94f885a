package dev.nightshift.rotator;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the tag that opts a parameter in: how long its value may live.
final class RotateEvery {
    private static final Pattern SHORT = Pattern.compile("([1-9]\\d{0,5})([dh])");
    private static final Duration LEAST = Duration.ofDays(1);
    private static final Duration MOST = Duration.ofDays(3650);

    private RotateEvery() {}

    /// `30d`, `720h`, or an ISO 8601 duration of days and hours such as `P30D`.
    ///
    /// @throws IllegalArgumentException saying what would be right
    static Duration parse(String tag) {
        Matcher brief = SHORT.matcher(tag);
        Duration every = Duration.ZERO;
        if (brief.matches()) {
            long number = Long.parseLong(brief.group(1));
            every = brief.group(2).equals("d") ? Duration.ofDays(number) : Duration.ofHours(number);
        } else {
            try {
                every = Duration.parse(tag);
            } catch (DateTimeException e) {
                // Said below: what is wrong matters less than what would be right.
            }
        }
        if (every.compareTo(LEAST) < 0 || every.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "expected a time between a day and ten years, such as 30d, 720h or P30D: runs are daily");
        }
        return every;
    }
}
