package dev.nightshift.local.ops.lambda;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.Text;
import dev.nightshift.local.ops.terminal.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a function returned: its whole run, as [DigestJson] writes it.
///
/// @param severity `info`, `warning` or `critical`
/// @param verdict the run in a few words
/// @param sections everything it looked at, most important first
public record FunctionResult(String severity, String verdict, List<Section> sections) {
    /// One table of the result.
    ///
    /// @param rows the cells by column, in order
    public record Section(String title, List<Map<String, String>> rows) {}

    /// Reads a payload.
    ///
    /// @throws dev.nightshift.kit.SettingsException when it is no result of ours
    public static FunctionResult read(String payload) {
        return Settings.read("result", Json.parse("result", payload), result -> {
            result.ignoreOtherKeys();
            if (result.at("staleBy").present()) {
                Duration staleBy = result.at("staleBy").as(Duration::parse, Duration.ZERO);
                return new FunctionResult(
                        "warning", "stale by " + Text.about(staleBy) + ": nothing was done", List.of());
            }
            return new FunctionResult(
                    result.at("severity").text(),
                    result.at("verdict").text(),
                    result.at("sections").items().stream()
                            .map(FunctionResult::section)
                            .toList());
        });
    }

    /// Whether there is nothing that a person should look at.
    public boolean isFine() {
        return severity.equals("info");
    }

    /// For people, at most 100 columns wide.
    public String text() {
        StringBuilder text = new StringBuilder(verdict).append('\n');
        for (Section section : sections) {
            text.append("\n%s (%d)\n".formatted(section.title(), section.rows().size()));
            text.append(TextTable.of(section.rows().stream()
                    .map(row -> List.copyOf(row.values()))
                    .toList()));
        }
        return text.toString().stripTrailing();
    }

    private static Section section(Settings section) {
        section.ignoreOtherKeys();
        List<Map<String, String>> rows = new ArrayList<>();
        for (Settings row : section.at("rows").items()) {
            Map<String, String> cells = new LinkedHashMap<>();
            row.entries().forEach((column, cell) -> cells.put(column, cell.as(text -> text, "")));
            rows.add(cells);
        }
        return new Section(section.at("title").text(), rows);
    }
}
