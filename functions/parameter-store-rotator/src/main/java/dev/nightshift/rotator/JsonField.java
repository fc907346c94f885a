package dev.nightshift.rotator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The text fields of a JSON object, and their replacement that leaves every other character where it is.
///
/// An application may have written its secret with its own spaces, order and escapes, and may compare it by its bytes.
final class JsonField {
    // Without the source, which a message could otherwise quote.
    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private record Found(String value, int start, int end) {}

    private final String json;
    private final Map<String, Found> fields;

    private JsonField(String json, Map<String, Found> fields) {
        this.json = json;
        this.fields = fields;
    }

    /// Reads an object's own fields; none of the objects inside it.
    ///
    /// @return nothing when it is no JSON object, or when a key stands twice
    static Optional<JsonField> read(Secret secret) {
        String json = secret.reveal();
        Map<String, Found> fields = new LinkedHashMap<>();
        try (JsonParser parser = STRICT.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                int start = (int) parser.currentTokenLocation().getCharOffset();
                if (value.isScalarValue()) {
                    // The text is read to its end only when it is asked for.
                    String text = parser.getText();
                    fields.put(name, new Found(text, start, (int)
                            parser.currentLocation().getCharOffset()));
                } else {
                    parser.skipChildren();
                }
            }
            return parser.nextToken() == null ? Optional.of(new JsonField(json, fields)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// A field's value; numbers and truth values as they are written.
    Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name)).map(Found::value);
    }

    /// The whole with another text in one field, which must be there.
    Secret with(String name, String text) {
        Found field = fields.get(name);
        if (field == null) {
            throw new IllegalArgumentException("there is no field " + name);
        }
        String quoted = "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
        return Secret.of(json.substring(0, field.start()) + quoted + json.substring(field.end()));
    }

    /// An edited JSON object with some fields of another one; where they are the same, not a byte is changed.
    ///
    /// @return nothing unless both are objects with these fields
    static Optional<Secret> merged(Secret edited, Secret other, String... names) {
        Secret merged = edited;
        for (String name : names) {
            Optional<String> text = read(other).flatMap(fields -> fields.text(name));
            Optional<JsonField> into =
                    read(merged).filter(fields -> fields.text(name).isPresent());
            if (text.isEmpty() || into.isEmpty()) {
                return Optional.empty();
            }
            merged = into.get().text(name).equals(text) ? merged : into.get().with(name, text.get());
        }
        return Optional.of(merged);
    }

    @Override
    public String toString() {
        return "(fields of a secret)";
    }
}
