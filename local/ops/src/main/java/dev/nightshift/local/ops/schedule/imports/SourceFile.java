package dev.nightshift.local.ops.schedule.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import com.fasterxml.jackson.jr.ob.ValueIterator;
import dev.nightshift.local.ops.terminal.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// A file of another scheduler: one or more JSON values in a row, or one or more YAML documents.
///
/// A scan of several pages is several JSON values, and an export to S3 one in each line.
///
/// @param documents trees of maps, lists and scalars; of YAML only text
record SourceFile(String name, List<Object> documents) {
    private static final JSON STRICT = JSON.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    /// @throws Failure when it is neither JSON nor YAML, with line and column
    static SourceFile read(Path file) {
        String text = text(file);
        String start = text.stripLeading();
        boolean isJson = start.startsWith("{") || start.startsWith("[");
        return new SourceFile(file.toString(), isJson ? json(file, text) : yaml(file, text));
    }

    private static List<Object> json(Path file, String text) {
        List<Object> documents = new ArrayList<>();
        try (ValueIterator<Object> values = STRICT.anySequenceFrom(text)) {
            while (values.hasNextValue()) {
                documents.add(values.nextValue());
            }
        } catch (IOException e) {
            JsonProcessingException problem = e instanceof JsonProcessingException json ? json : null;
            String where = problem == null || problem.getLocation() == null
                    ? ""
                    : "line %d, column %d: "
                            .formatted(
                                    problem.getLocation().getLineNr(),
                                    problem.getLocation().getColumnNr());
            throw new Failure("%s: %sis not JSON: %s"
                    .formatted(file, where, problem == null ? e.getMessage() : problem.getOriginalMessage()));
        }
        return documents;
    }

    private static List<Object> yaml(Path file, String text) {
        try {
            return YamlTree.documents(file.toString(), text);
        } catch (MarkedYamlEngineException e) {
            // Marks count from zero, editors from one.
            String where = e.getProblemMark()
                    .map(mark -> "line %d, column %d: ".formatted(mark.getLine() + 1, mark.getColumn() + 1))
                    .orElse("");
            throw new Failure("%s: %sis not YAML: %s".formatted(file, where, e.getProblem()));
        } catch (YamlEngineException e) {
            throw new Failure("%s: is not YAML: %s".formatted(file, e.getMessage()));
        }
    }

    /// The text: UTF-8, or UTF-16 with a byte order mark, which is what `>` writes in Windows PowerShell 5.
    private static String text(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, charset(bytes));
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Charset charset(byte[] bytes) {
        int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
        return mark == 0xFFFE || mark == 0xFEFF ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }
}
