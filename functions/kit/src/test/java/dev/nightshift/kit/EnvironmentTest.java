package dev.nightshift.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
    @TempDir
    private Path folder;

    private Environment environment(String json) throws IOException {
        Path file = Files.writeString(folder.resolve("settings.json"), json);
        return new Environment(Map.of(Environment.CONFIG, file.toString()));
    }

    @Test
    void theSettingsAreTheFileThatTheVariableNames() throws IOException {
        assertThat(environment("{\"a\": 1}").<String>settings(s -> s.at("a").text()))
                .isEqualTo("1");
    }

    @Test
    void aMissingVariableIsNamed() {
        Environment empty = new Environment(Map.of());

        assertThatThrownBy(() -> empty.settings(Settings::text))
                .hasMessage("environment: NIGHTSHIFT_CONFIG: is missing: expected the path of the settings file");
    }

    @Test
    void aMissingFileIsNamed() {
        Environment missing = new Environment(Map.of(Environment.CONFIG, "/nowhere/settings.json"));

        assertThatThrownBy(() -> missing.settings(Settings::text))
                .hasMessage("/nowhere/settings.json: there is no such file");
    }

    @Test
    void aFileThatIsNoJsonIsNamedWithThePlace() throws IOException {
        Environment broken = environment("{\"a\": 1,\n \"a\": 2}");

        assertThatThrownBy(() -> broken.settings(Settings::text))
                .hasMessageContaining("settings.json: ")
                .hasMessageContaining("is not JSON: Duplicate field 'a', line 2");
    }
}
