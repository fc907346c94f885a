package dev.nightshift.local.ops;

import java.util.ArrayList;
import java.util.List;

/// Text for a terminal that is 100 columns wide.
final class TextTable {
    private static final int WIDTH = 100;
    private static final String GAP = "  ";
    // A last column that would be narrower than this starts where it starts, and is as wide as it is.
    private static final int NARROWEST = 20;

    private TextTable() {}

    /// Rows of cells with their columns aligned, each row indented; the last column is wrapped.
    ///
    /// @param rows each with as many cells as the first
    static String of(List<List<String>> rows) {
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
                line.append(GAP).append(row.get(i)).repeat(' ', widths[i] - row.get(i).length());
            }
            text.append(wrapped(line + GAP, row.getLast()));
        }
        return text.toString();
    }

    /// The words after a beginning; further lines are indented to where the words begin. Ends in a line break.
    static String wrapped(String beginning, String words) {
        int room = Math.max(NARROWEST, WIDTH - beginning.length());
        StringBuilder text = new StringBuilder(beginning);
        String indent = "\n" + " ".repeat(beginning.length());
        text.append(String.join(indent, lines(words, room)));
        return text.toString().stripTrailing() + "\n";
    }

    private static List<String> lines(String words, int room) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
