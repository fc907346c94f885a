package dev.nightshift.tls.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The head of the time line, and the lines that all its drawings have in common.
final class Axis {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ROOT);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uuuu", Locale.ROOT);

    private Axis() {}

    /// The days that part the horizons: how far away they are, and their dates.
    static String of(Instant at) {
        StringBuilder lines = new StringBuilder();
        StringBuilder words = new StringBuilder("<text class=\"over\" y=\"13\">over</text>");
        for (Horizon horizon : Horizon.values()) {
            double x = horizon.left();
            Instant first = at.plusSeconds(86_400 * horizon.fromDays());
            lines.append("<line class=\"%s\" x1=\"%s\" x2=\"%s\" y2=\"100%%\"/>"
                    .formatted(horizon == Horizon.WEEK ? "today" : "", places(x), places(x)));
            switch (horizon) {
                case EXPIRED -> {}
                case WEEK -> words.append(word(x, "today", date(DAY, first)));
                case MONTH, QUARTER, YEAR -> words.append(word(x, horizon.fromDays() + " d", date(DAY, first)));
                case LATER -> words.append(word(x, "1 year", date(MONTH, first)));
            }
        }
        return "<div class=\"axis\" aria-hidden=\"true\"><svg><defs><g id=\"grid\">" + lines + "</g></defs>" + words
                + "</svg></div>\n";
    }

    private static String word(double x, String distance, String date) {
        return "<text x=\"%s\" y=\"13\">%s</text><text x=\"%s\" y=\"27\">%s</text>"
                .formatted(places(x), distance, places(x), date);
    }

    private static String date(DateTimeFormatter format, Instant instant) {
        return format.format(instant.atOffset(ZoneOffset.UTC));
    }

    /// A place on it, which needs no more room on a phone than on a desk.
    static String places(double percent) {
        return String.format(Locale.ROOT, "%.2f%%", percent);
    }
}
