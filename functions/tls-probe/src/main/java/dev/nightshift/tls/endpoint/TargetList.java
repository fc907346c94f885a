package dev.nightshift.tls.endpoint;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.SettingsException;
import dev.nightshift.kit.Text;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// A list of targets as it was written: what can be probed, and the lines that cannot be read.
///
/// @param targets in the order of the lines, each once
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

    // An IPv6 address in brackets begins like a list, but not with a quotation mark.
    private static final Pattern JSON = Pattern.compile("\\s*\\[\\s*[\"\\]]");
    // Editors of Windows write it before UTF-8.
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final int SHOWN = 120;

    /// Reads a list: one target a line, where empty lines and what follows `#` do not count; or a JSON list of texts,
    /// each of which counts as a line.
    ///
    /// @param target reads one, nothing where a line is for somebody else, or throws an [IllegalArgumentException]
    ///     that says what would be right
    static TargetList read(String text, Function<String, Optional<Target>> target) {
        List<BadLine> bad = new ArrayList<>();
        Set<Target> targets = new LinkedHashSet<>();
        int number = 0;
        for (String written : lines(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text, bad)) {
            number++;
            String line = written.replaceFirst("(^|\\s)#.*", "").strip();
            if (line.isEmpty()) {
                continue;
            }
            try {
                target.apply(line).ifPresent(targets::add);
            } catch (IllegalArgumentException e) {
                bad.add(new BadLine(number, Text.printable(line, SHOWN), String.valueOf(e.getMessage())));
            }
        }
        return new TargetList(List.copyOf(targets), bad);
    }

    private static List<String> lines(String text, List<BadLine> bad) {
        if (!JSON.matcher(text).lookingAt()) {
            return text.lines().toList();
        }
        try {
            return Json.parse("list", text) instanceof List<?> items
                    ? items.stream().map(String::valueOf).toList()
                    : List.of();
        } catch (SettingsException e) {
            String why = e.problems().getFirst().expected();
            bad.add(new BadLine(1, Text.printable(text, SHOWN), why));
            return List.of();
        }
    }
}
