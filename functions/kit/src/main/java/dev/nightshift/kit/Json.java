package dev.nightshift.kit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import com.fasterxml.jackson.jr.ob.JSONObjectException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// JSON text to and from trees of maps (in the text's order), lists and scalars.
public final class Json {
    private static final JSON STRICT = JSON.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private Json() {}

    /// The tree of one JSON text.
    ///
    /// @param source the file, variable or event, named in the error
    /// @throws SettingsException for what is not one JSON value, and for a key that stands twice
    public static Object parse(String source, String text) {
        try {
            Object tree = STRICT.anyFrom(text);
            if (tree == null) {
                throw new SettingsException(source, List.of(new Problem("", "null", "expected keys and values")));
            }
            return tree;
        } catch (IOException e) {
            throw new SettingsException(
                    source, List.of(new Problem("", Text.printable(text, 40), "is not JSON: " + reason(e))));
        }
    }

    /// The tree of a JSON file.
    ///
    /// @throws SettingsException when the file is not there or is not JSON
    public static Object read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new SettingsException(file.toString(), List.of(new Problem("", "", "there is no such file")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The shortest text of a tree; keys in the tree's order.
    public static String write(@Nullable Object tree) {
        try {
            return STRICT.asString(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String reason(IOException e) {
        Throwable cause = e instanceof JSONObjectException && e.getCause() != null ? e.getCause() : e;
        if (cause instanceof JsonProcessingException json && json.getLocation() != null) {
            return "%s, line %d, column %d"
                    .formatted(
                            Text.printable(json.getOriginalMessage(), 120),
                            json.getLocation().getLineNr(),
                            json.getLocation().getColumnNr());
        }
        return Text.printable(String.valueOf(cause.getMessage()), 120);
    }
}
