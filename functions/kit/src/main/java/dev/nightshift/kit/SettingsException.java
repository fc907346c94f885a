package dev.nightshift.kit;

import java.util.List;
import java.util.stream.Collectors;

/// Settings, or an event, that cannot be used: every problem found, not only the first.
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /// @param source the file, variable or event the settings came from
    /// @param problems at least one
    public SettingsException(String source, List<Problem> problems) {
        super(problems.stream()
                .map(problem -> source + ": " + problem)
                .collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    /// In the order in which they were found.
    public List<Problem> problems() {
        return problems;
    }
}
