package dev.nightshift.kit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What a deployment gives a function through variables: where its settings are, and what exists only once deployed.
///
/// Settings themselves are a file, because Lambda caps all variables together at 4 KB (*Lambda quotas*).
///
/// @param variables by name
public record Environment(Map<String, String> variables) {
    /// The variable that names the settings file.
    public static final String CONFIG = "NIGHTSHIFT_CONFIG";

    /// The variable that holds the ARN of the topic to tell.
    public static final String TOPIC_ARN = "NIGHTSHIFT_TOPIC_ARN";

    /// The variable that holds the name of the bucket for what outlives a run. A function's own keys
    /// begin with `state/`, its name and a slash.
    public static final String BUCKET = "NIGHTSHIFT_BUCKET";

    /// Copies the variables.
    public Environment {
        variables = Map.copyOf(variables);
    }

    /// The function's settings.
    ///
    /// @throws SettingsException naming the variable, or the file with every problem in it
    public <T> T settings(Function<Settings, T> reader) {
        Path file = Path.of(required(CONFIG, "the path of the settings file"));
        return Settings.read(file.toString(), Json.read(file), reader);
    }

    /// The value of a variable.
    ///
    /// @param what what the variable should hold, for the error
    /// @throws SettingsException when it is missing or blank
    public String required(String name, String what) {
        String value = variables.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new SettingsException("environment", List.of(new Problem(name, "", "is missing: expected " + what)));
        }
        return value;
    }
}
