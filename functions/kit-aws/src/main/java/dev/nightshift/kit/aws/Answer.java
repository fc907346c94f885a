package dev.nightshift.kit.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import software.amazon.awssdk.core.exception.SdkClientException;

/// A part of what a service of AWS answered, whether in XML or in JSON.
///
/// A member of a JSON object is a child with the member's name. Each value of an array is a child with the name of the
/// array, as repeated elements are in XML. A member that is null is left out.
///
/// An answer may hold a secret, so neither an error nor [#toString] repeats any of its text.
///
/// @param text the content of an element without children, or a JSON scalar as it was written; else empty
public record Answer(String name, String text, List<Answer> children) {
    private static final JsonFactory JSON = new JsonFactory();

    /// Loaded for answers in XML only.
    private static final class XmlReaders {
        static final XMLInputFactory FACTORY = XMLInputFactory.newDefaultFactory();

        static {
            FACTORY.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
            FACTORY.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            FACTORY.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        }
    }

    /// The root of an XML document. Document types are not read, so nothing is expanded or fetched.
    ///
    /// @param wanted the names of the elements to read; the others are skipped with what is in them
    /// @throws IllegalArgumentException when it is not XML
    public static Answer ofXml(byte[] document, Predicate<String> wanted) {
        try {
            XMLStreamReader reader = XmlReaders.FACTORY.createXMLStreamReader(new ByteArrayInputStream(document));
            reader.nextTag();
            return read(reader, wanted);
        } catch (XMLStreamException e) {
            throw broken("XML", e.getLocation().getLineNumber(), e.getLocation().getColumnNumber());
        }
    }

    /// A JSON object, whose name is empty.
    ///
    /// @throws IllegalArgumentException when it is not a JSON object and nothing else
    public static Answer ofJson(byte[] document) {
        try (JsonParser parser = JSON.createParser(document)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("the answer is not a JSON object");
            }
            Answer answer = object("", parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("the answer is not one JSON object: more follows it");
            }
            return answer;
        } catch (JsonProcessingException e) {
            throw broken("JSON", e.getLocation().getLineNr(), e.getLocation().getColumnNr());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // What a parser says of broken text quotes it.
    private static IllegalArgumentException broken(String form, int line, int column) {
        return new IllegalArgumentException("the answer is not %s: line %d, column %d".formatted(form, line, column));
    }

    private static Answer object(String name, JsonParser parser) throws IOException {
        List<Answer> members = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            parser.nextToken();
            values(member, parser, members);
        }
        return new Answer(name, "", List.copyOf(members));
    }

    private static void values(String name, JsonParser parser, List<Answer> into) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> into.add(object(name, parser));
            case START_ARRAY -> {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    values(name, parser, into);
                }
            }
            case VALUE_NULL -> {}
            default -> into.add(new Answer(name, parser.getText(), List.of()));
        }
    }

    private static Answer read(XMLStreamReader reader, Predicate<String> wanted) throws XMLStreamException {
        String name = reader.getLocalName();
        StringBuilder text = new StringBuilder();
        List<Answer> children = new ArrayList<>();
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (wanted.test(reader.getLocalName())) {
                        children.add(read(reader, wanted));
                    } else {
                        skip(reader);
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    // Text between children is white space for readability.
                    return new Answer(name, children.isEmpty() ? text.toString() : "", List.copyOf(children));
                }
                default -> {}
            }
        }
    }

    private static void skip(XMLStreamReader reader) throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {}
            }
        }
    }

    /// A part with a text.
    public static Answer of(String name, String text) {
        return new Answer(name, text, List.of());
    }

    /// The part as XML, with its name as it was read: without namespaces and attributes.
    public String xml() {
        String content = children.isEmpty()
                ? text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                : children.stream().map(Answer::xml).collect(Collectors.joining());
        return "<" + name + ">" + content + "</" + name + ">";
    }

    /// All parts at the end of a path of names below this one.
    public Stream<Answer> all(String... path) {
        List<Answer> found = new ArrayList<>();
        collect(path, 0, found);
        return found.stream();
    }

    private void collect(String[] path, int from, List<Answer> found) {
        if (from == path.length) {
            found.add(this);
            return;
        }
        for (Answer child : children) {
            if (child.name.equals(path[from])) {
                child.collect(path, from + 1, found);
            }
        }
    }

    /// The text of the first part at the end of a path; empty if there is none.
    public String text(String... path) {
        return text(path, 0);
    }

    private String text(String[] path, int from) {
        if (from == path.length) {
            return text;
        }
        for (Answer child : children) {
            if (child.name.equals(path[from])) {
                return child.text(path, from + 1);
            }
        }
        return "";
    }

    /// The texts of all parts at the end of a path.
    public List<String> texts(String... path) {
        return all(path).map(Answer::text).toList();
    }

    /// Whether the part at the end of a path is there, even with an empty text.
    public boolean has(String... path) {
        return all(path).findAny().isPresent();
    }

    /// The whole number at the end of a path; 0 if there is none.
    ///
    /// @throws SdkClientException for anything else
    public long number(String... path) {
        String text = text(path);
        try {
            return text.isEmpty() ? 0 : new BigDecimal(text).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw unreadable("whole number", path);
        }
    }

    /// The time at the end of a path: in XML as in ISO 8601, in JSON in seconds since 1970 with a fraction (*Timestamp
    /// serialization*, Smithy specification). Empty if there is none.
    ///
    /// @throws SdkClientException for anything else
    public Optional<Instant> time(String... path) {
        String text = text(path);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    text.indexOf('T') > 0
                            ? Instant.parse(text)
                            : Instant.ofEpochMilli(
                                    new BigDecimal(text).movePointRight(3).longValue()));
        } catch (DateTimeException | NumberFormatException e) {
            throw unreadable("time", path);
        }
    }

    // Without the text, which may be a secret.
    private static SdkClientException unreadable(String expected, String... path) {
        return SdkClientException.create("the answer has no " + expected + " in " + String.join("/", path));
    }

    /// Its name and how much it holds, without any text.
    @Override
    public String toString() {
        return "Answer " + name + " of " + children.size() + " parts";
    }
}
