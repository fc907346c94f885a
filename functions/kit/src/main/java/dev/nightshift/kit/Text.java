package dev.nightshift.kit;

import java.time.Duration;

/// Text for people: what comes from outside (tags, names, what a server said) made harmless for the place it is shown
/// in, and lengths of time in words.
public final class Text {
    private Text() {}

    /// Printable Unicode on one line: control, format (also bidirectional) and unassigned characters and line
    /// breaks become a space, runs of space become one, and what is longer than `max` characters ends in `…`.
    public static String printable(String text, int max) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), max));
        // Bounded by what can be shown, not by what was sent.
        text.codePoints().limit(4L * max).forEach(c -> {
            if (isPrintable(c)) {
                out.appendCodePoint(c);
            } else if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        });
        String shown = out.toString().strip();
        if (shown.codePointCount(0, shown.length()) <= max) {
            return shown;
        }
        return shown.substring(0, shown.offsetByCodePoints(0, max - 1)) + "…";
    }

    /// As [#printable], and every character outside printable ASCII is a `?`: what an SNS subject may hold.
    public static String ascii(String text, int max) {
        String shown = printable(text, Integer.MAX_VALUE / 8);
        StringBuilder out = new StringBuilder();
        shown.codePoints().forEach(c -> out.append(c >= ' ' && c <= '~' ? (char) c : '?'));
        return out.length() <= max ? out.toString() : out.substring(0, max - 3) + "...";
    }

    /// Safe between HTML tags and in quoted attributes.
    public static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /// About how long, in the largest unit that there is one of, rounded down: `323 days`, `1 hour`, `0 seconds`.
    public static String about(Duration length) {
        if (length.toDays() > 0) {
            return counted(length.toDays(), "day");
        } else if (length.toHours() > 0) {
            return counted(length.toHours(), "hour");
        } else if (length.toMinutes() > 0) {
            return counted(length.toMinutes(), "minute");
        }
        return counted(length.toSeconds(), "second");
    }

    private static String counted(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }
}
