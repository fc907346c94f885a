package dev.nightshift.kit;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// What one run has to tell: composed once, then written for people, for chat and for machines.
///
/// Names, tags and messages from outside become harmless here: every cell and the verdict is printable, on one line and
/// at most 200 characters long. The written forms then only mind their own syntax.
///
/// @param function the function's name
/// @param account the AWS account's id
/// @param region the AWS region's code
/// @param at the instant the run decided for
/// @param zone the zone in which people read times
/// @param dryRun whether nothing was really done
/// @param verdict the whole run in a few words, such as `12 stopped, 1 failed`
/// @param sections what happened, most important first
public record Digest(
        String function,
        String account,
        String region,
        Instant at,
        ZoneId zone,
        boolean dryRun,
        Severity severity,
        String verdict,
        List<Section> sections) {

    private static final int CELL_CHARS = 200;

    /// How much a reader should care.
    public enum Severity {
        /// What was to be done was done.
        INFO,
        /// Something needs a person, in time.
        WARNING,
        /// Something needs a person, now.
        CRITICAL
    }

    /// A table under a title.
    ///
    /// @param columns the columns' names, which are also the keys for machines
    /// @param rows one cell a column
    public record Section(String title, List<String> columns, List<List<String>> rows) {
        /// Makes the cells harmless and checks that each row has one for each column.
        public Section {
            columns = List.copyOf(columns);
            rows = rows.stream()
                    .map(row -> row.stream().map(Digest::harmless).toList())
                    .toList();
            for (List<String> row : rows) {
                if (row.size() != columns.size()) {
                    throw new IllegalArgumentException(title + ": " + row + " does not fit " + columns);
                }
            }
        }
    }

    /// Makes the verdict harmless.
    public Digest {
        verdict = harmless(verdict);
        sections = List.copyOf(sections);
    }

    private static String harmless(String text) {
        return Text.printable(text, CELL_CHARS);
    }
}
