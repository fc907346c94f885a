package dev.nightshift.tls.report;

import static dev.nightshift.kit.Text.html;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Instants as people read them: the day, and all of it for whoever points at it.
final class Dates {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH);
    private static final Pattern INSTANT =
            Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?Z");

    private Dates() {}

    /// The day.
    static String day(Instant instant) {
        return time(instant, DAY.format(instant.atOffset(ZoneOffset.UTC)));
    }

    /// Words for an instant.
    ///
    /// @param words HTML
    static String time(Instant instant, String words) {
        return "<time datetime=\"%s\" title=\"%s\">%s</time>"
                .formatted(instant, EXACT.format(instant.atOffset(ZoneOffset.UTC)), words);
    }

    /// Text as HTML, the instants in it as days.
    static String text(String text) {
        return INSTANT.matcher(html(text)).replaceAll(Dates::replaced);
    }

    private static String replaced(MatchResult found) {
        try {
            return Matcher.quoteReplacement(day(Instant.parse(found.group())));
        } catch (DateTimeParseException e) {
            // Such as the 31st of February: somebody's words.
            return Matcher.quoteReplacement(found.group());
        }
    }
}
