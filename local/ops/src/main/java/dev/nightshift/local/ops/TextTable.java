package dev.nightshift.local.ops;

import java.util.List;

/// Lines of cells with their columns aligned, for a terminal.
final class TextTable {
    private static final int WIDTH = 100;
    private static final String INDENT = "  ";

    private TextTable() {}

    /// One line a row, each indented and at most 100 columns wide; what is too long ends in `…`.
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
            for (int i = 0; i < columns; i++) {
                line.append(INDENT).append(row.get(i));
                line.repeat(' ', widths[i] - row.get(i).length());
            }
            text.append(cut(line.toString().stripTrailing())).append('\n');
        }
        return text.toString();
    }

    private static String cut(String line) {
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…";
    }
}
