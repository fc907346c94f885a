package dev.nightshift.tls.target;

import java.util.List;

/// A list of targets as it was written: what can be probed, and the lines that cannot be read.
///
/// @param targets in the order of the lines; a line that says the same as one before is bad
public record TargetList(List<Target> targets, List<BadLine> badLines) {
    /// A line that is no target; the others are probed all the same.
    ///
    /// @param number counted from 1
    /// @param text of the line, printable and bounded
    /// @param expected what would be right
    public record BadLine(int number, String text, String expected) {
        @Override
        public String toString() {
            return "line " + number + ": \"" + text + "\": " + expected;
        }
    }
}
