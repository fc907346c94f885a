package dev.nightshift.infra;

import dev.nightshift.kit.Problem;
import dev.nightshift.kit.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where the repository keeps what a function consists of, by the function's name.
///
/// @param root the folder with `functions` and `events` in it
record Repository(Path root) {
    /// The function's archive, as the build leaves it.
    ///
    /// @throws SettingsException when it has not been built
    Path archive(String function) {
        Path archive = root.resolve("functions").resolve(function).resolve("target/" + function + ".zip");
        if (!Files.isRegularFile(archive)) {
            throw missing(archive, "is not built; ./mvnw package builds it");
        }
        return archive;
    }

    /// The payload that the function's schedule sends.
    String scheduledEvent(String function) {
        Path event = event(function, "scheduled.json");
        return text(event).orElseThrow(() -> missing(event, "there is no such file"));
    }

    /// The payload that finishes what an earlier run left half done, of a function that knows such a one.
    Optional<String> resumeEvent(String function) {
        return text(event(function, "resume.json"));
    }

    private Path event(String function, String name) {
        return root.resolve("events").resolve(function).resolve(name);
    }

    private static Optional<String> text(Path event) {
        try {
            return Optional.of(Files.readString(event).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + event, e);
        }
    }

    private static SettingsException missing(Path file, String what) {
        return new SettingsException(file.normalize().toString(), List.of(new Problem("", "", what)));
    }
}
