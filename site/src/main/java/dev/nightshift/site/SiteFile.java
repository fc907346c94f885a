package dev.nightshift.site;

import dev.nightshift.kit.Problem;
import dev.nightshift.kit.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/// Reads YAML as maps, lists and text, with every calendar of holidays as dates.
///
/// Nothing but text: other schemas turn `18:00` into 1080 and `off` into false. A key that stands twice is refused
/// rather than won by the last.
public final class SiteFile {
    private SiteFile() {}

    /// The file's tree.
    ///
    /// @throws SettingsException when the file is not there or is not YAML, with line and column;
    ///     or when holidays cannot be turned into dates
    public static Object read(Path file) {
        return expanded(file, new HolidayCalendars(file));
    }

    /// What the holidays are called that the file takes from countries' calendars and from other files.
    ///
    /// @throws SettingsException as [#read]
    public static NavigableMap<LocalDate, String> holidayNames(Path file) {
        HolidayCalendars calendars = new HolidayCalendars(file);
        expanded(file, calendars);
        return calendars.names();
    }

    private static Object expanded(Path file, HolidayCalendars calendars) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setSchema(new FailsafeSchema())
                .setAllowDuplicateKeys(false)
                .build();
        try {
            Object tree = new Load(settings).loadFromString(Files.readString(file));
            return tree == null ? "" : calendars.expanded(tree);
        } catch (NoSuchFileException e) {
            throw problem(file, "", "there is no such file");
        } catch (MarkedYamlEngineException e) {
            throw problem(file, position(e), String.valueOf(e.getProblem()));
        } catch (YamlEngineException e) {
            throw problem(file, "", "is not YAML: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static SettingsException problem(Path file, String where, String what) {
        return new SettingsException(file.toString(), List.of(new Problem(where, "", what)));
    }

    // Marks count from zero, editors from one.
    private static String position(MarkedYamlEngineException e) {
        return e.getProblemMark()
                .map(mark -> "line %d, column %d".formatted(mark.getLine() + 1, mark.getColumn() + 1))
                .orElse("");
    }
}
