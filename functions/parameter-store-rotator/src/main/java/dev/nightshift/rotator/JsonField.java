package dev.nightshift.rotator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The text fields of a JSON object, and their replacement that leaves every other character where it is.
///
/// An application may have written its secret with its own spaces, order and escapes, and may compare it by its bytes.
final class JsonField {
    // Without the source, which a message could otherwise quote.
    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    // A shorter text is found by chance.
    private static final int LONG_ENOUGH = 8;

    private record Found(String value, int start, int end, boolean isText) {}

    private final String json;
    // By name, and those inside others by JSON Pointer (RFC 6901).
    private final Map<String, Found> fields;

    private JsonField(String json, Map<String, Found> fields) {
        this.json = json;
        this.fields = fields;
    }

    /// Reads an object's fields.
    ///
    /// @return nothing when it is no JSON object, or when a key stands twice
    static Optional<JsonField> read(Secret secret) {
        String json = secret.reveal();
        Map<String, Found> fields = new LinkedHashMap<>();
        try (JsonParser parser = STRICT.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (!parser.getParsingContext().inRoot()) {
                if (parser.nextToken().isScalarValue()) {
                    int start = (int) parser.currentTokenLocation().getCharOffset();
                    // The text is read to its end only when it is asked for.
                    String text = parser.getText();
                    int end = (int) parser.currentLocation().getCharOffset();
                    fields.put(
                            key(parser.getParsingContext()),
                            new Found(text, start, end, parser.hasToken(JsonToken.VALUE_STRING)));
                }
            }
            return parser.nextToken() == null ? Optional.of(new JsonField(json, fields)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String key(JsonStreamContext context) {
        return context.getParent().inRoot()
                ? context.getCurrentName()
                : context.pathAsPointer().toString();
    }

    /// A field's value; numbers and truth values as they are written.
    ///
    /// @param name or, of a field inside others, its JSON Pointer, `/smtp/password`
    Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name)).map(Found::value);
    }

    /// The names of its fields, of those inside others their JSON Pointers.
    Set<String> names() {
        return fields.keySet();
    }

    /// Whether there is such a field and it holds text.
    boolean holdsText(String name) {
        return Optional.ofNullable(fields.get(name)).filter(Found::isText).isPresent();
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

    /// A field of the next value that still holds what another field of the live one has held until now.
    static Optional<String> repeated(Secret live, Secret next) {
        return read(live)
                .flatMap(before -> read(next)
                        .flatMap(after -> before.fields.entrySet().stream()
                                .filter(one -> isLost(one, after))
                                .flatMap(one -> after.fields.entrySet().stream()
                                        .filter(other -> other.getValue()
                                                .value()
                                                .contains(one.getValue().value())))
                                .map(Map.Entry::getKey)
                                .findFirst()));
    }

    /// What to say of such a field.
    static String repeats(String field) {
        return "its field " + field + " holds the credential too, and would keep the old one: take it out of the value";
    }

    // Names of users are replaced too, and are part of many a host's name.
    private static boolean isLost(Map.Entry<String, Found> before, JsonField after) {
        String text = before.getValue().value();
        return text.length() >= LONG_ENOUGH
                && !before.getKey().equals("username")
                && !after.text(before.getKey()).equals(Optional.of(text));
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
