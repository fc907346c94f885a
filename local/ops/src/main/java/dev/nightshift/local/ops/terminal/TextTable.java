package dev.nightshift.local.ops.terminal;

import java.util.ArrayList;
import java.util.List;

/// Text for a terminal, 100 columns wide unless a width is given.
public final class TextTable {
    private static final String GAP = "  ";
    // A last column that would be narrower than this starts where it starts, and is as wide as it is.
    private static final int NARROWEST = 20;

    private TextTable() {}

    /// Rows of cells with their columns aligned, each row indented; the last column is wrapped.
    ///
    /// @param rows each with as many cells as the first
    public static String of(List<List<String>> rows) {
        return of(rows, TerminalWidth.USUAL);
    }

    /// Rows as above, in so many columns.
    public static String of(List<List<String>> rows, int width) {
        int columns = rows.isEmpty() ? 0 : rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns - 1; i++) {
                line.append(GAP)
                        .append(row.get(i))
                        .repeat(' ', widths[i] - row.get(i).length());
            }
            text.append(wrapped(line + GAP, " ".repeat(line.length() + GAP.length()), row.getLast(), width));
        }
        return text.toString();
    }

    /// The words after a beginning; further lines are indented to where the words begin. Ends in a line break.
    public static String wrapped(String beginning, String words) {
        return wrapped(beginning, " ".repeat(beginning.length()), words);
    }

    /// The words after a beginning, further lines after a beginning of their own. Ends in a line break.
    public static String wrapped(String first, String further, String words) {
        return wrapped(first, further, words, TerminalWidth.USUAL);
    }

    private static String wrapped(String first, String further, String words, int width) {
        int room = Math.max(NARROWEST, width - Math.max(first.length(), further.length()));
        return (first + String.join("\n" + further, lines(words, room))).stripTrailing() + "\n";
    }

    /// Breaks at spaces; what stands between words otherwise is kept, so that columns stay columns.
    private static List<String> lines(String words, int room) {
        List<String> lines = new ArrayList<>();
        String rest = words;
        while (rest.length() > room) {
            int space = rest.lastIndexOf(' ', room);
            int end = space > rest.length() - rest.stripLeading().length() ? space : rest.indexOf(' ', room);
            if (end < 0) {
                break;
            }
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }
}
