package dev.nightshift.tls.report;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/// How far away an end is: what ends are grouped by, and where they stand in the time line.
///
/// Each takes the same part of its width, the next seven days as much as the rest of the year, since what ends first
/// matters most. What ended before the first, or ends after the last, stands at the edge.
enum Horizon {
    /// Its last second is over.
    EXPIRED("Expired", 0, -30, 0),
    /// Today and the week after.
    WEEK("Within 7 days", 1, 0, 7),
    /// The rest of the month.
    MONTH("Within 30 days", 2, 7, 30),
    /// The rest of the quarter.
    QUARTER("Within 90 days", 3, 30, 90),
    /// The rest of the year.
    YEAR("Within a year", 4, 90, 365),
    /// No certificate of a public authority, since 2020.
    LATER("Later", 5, 365, 1_095);

    static final double WIDTH_PERCENT = 100.0 / 6;

    private final String title;
    private final double left;
    private final Duration from;
    private final Duration to;

    Horizon(String title, int place, int fromDays, int toDays) {
        this.title = title;
        this.left = Horizon.WIDTH_PERCENT * place;
        this.from = Duration.ofDays(fromDays);
        this.to = Duration.ofDays(toDays);
    }

    /// That of an end. The last second counts as life, and the last day of a horizon as its own.
    static Horizon of(Instant at, Instant end) {
        Duration left = Duration.between(at, end);
        if (left.isNegative()) {
            return EXPIRED;
        }
        return Stream.of(WEEK, MONTH, QUARTER, YEAR)
                .filter(horizon -> left.compareTo(horizon.to) <= 0)
                .findFirst()
                .orElse(LATER);
    }

    /// Where an end stands, from 0 at the left edge to 100.
    static double percent(Instant at, Instant end) {
        Horizon horizon = of(at, end);
        double seconds = Duration.between(at.plus(horizon.from), end).toSeconds();
        double part = seconds / horizon.to.minus(horizon.from).toSeconds();
        return Math.min(100, horizon.left + WIDTH_PERCENT * Math.clamp(part, 0, 1));
    }

    String title() {
        return title;
    }

    /// Its left edge.
    double left() {
        return left;
    }

    /// Its first day, counted from today.
    long fromDays() {
        return from.toDays();
    }
}
