package dev.nightshift.tls.expiry;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How much before its end a certificate enters a tier: the shorter of so many days and such a part of its lifetime.
///
/// @param days 0 to [#MAX_DAYS], which says that only the percentage counts
/// @param percent 0 to 100 of the lifetime; 100 says that only the days count
public record Threshold(int days, int percent) {
    /// More days than any certificate that this is meant for will live.
    public static final int MAX_DAYS = 36_500;

    private static final Pattern TEXT = Pattern.compile("(?:(?<days>\\d{1,5})d)?(?<both>/)?(?:(?<percent>\\d{1,3})%)?");

    /// Checks the ranges.
    public Threshold {
        if (days < 0 || days > MAX_DAYS || percent < 0 || percent > 100) {
            throw new IllegalArgumentException(
                    "expected 0 to " + MAX_DAYS + " days and 0 to 100 %, not " + days + "d/" + percent + "%");
        }
    }

    /// Reads `30d`, `25%` or `30d/25%` (the shorter of the two).
    ///
    /// @throws IllegalArgumentException saying what would be right
    public static Threshold parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        boolean days = matcher.matches() && matcher.group("days") != null;
        boolean percent = matcher.matches() && matcher.group("percent") != null;
        if ((!days && !percent) || (days && percent) != (matcher.group("both") != null)) {
            throw new IllegalArgumentException("expected days and/or a percentage, like 30d, 25% or 30d/25%");
        }
        return new Threshold(
                days ? Integer.parseInt(matcher.group("days")) : MAX_DAYS,
                percent ? Integer.parseInt(matcher.group("percent")) : 100);
    }

    /// The span before the end, for a certificate of the given lifetime.
    public Duration span(Duration lifetime) {
        Duration part = lifetime.multipliedBy(percent).dividedBy(100);
        Duration fixed = Duration.ofDays(days);
        return part.compareTo(fixed) < 0 ? part : fixed;
    }

    @Override
    public String toString() {
        String part = percent == 100 ? "" : percent + "%";
        if (days == MAX_DAYS) {
            return part.isEmpty() ? "100%" : part;
        }
        return days + "d" + (part.isEmpty() ? "" : "/" + part);
    }
}
