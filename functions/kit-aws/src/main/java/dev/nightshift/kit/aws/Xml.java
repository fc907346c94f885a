package dev.nightshift.kit.aws;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// An element of an answer in XML.
///
/// @param text what stands in it; nothing where it has children
public record Xml(String name, String text, List<Xml> children) {
    private static final XMLInputFactory FACTORY = XMLInputFactory.newDefaultFactory();

    static {
        FACTORY.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        FACTORY.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        FACTORY.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    /// The root of a document. Document types are not read, so nothing is expanded or fetched.
    ///
    /// @param wanted the names of the elements to read; the others are skipped with what is in them
    /// @throws IllegalArgumentException for what is no XML
    public static Xml parse(byte[] document, Predicate<String> wanted) {
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(document));
            reader.nextTag();
            return read(reader, wanted);
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("the answer is no XML: " + e.getMessage(), e);
        }
    }

    private static Xml read(XMLStreamReader reader, Predicate<String> wanted) throws XMLStreamException {
        String name = reader.getLocalName();
        StringBuilder text = new StringBuilder();
        List<Xml> children = new ArrayList<>();
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
                    // Between children stands what makes it readable.
                    return new Xml(name, children.isEmpty() ? text.toString() : "", List.copyOf(children));
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

    /// All elements at the end of a path of names below this one.
    public Stream<Xml> all(String... path) {
        List<Xml> found = new ArrayList<>();
        collect(path, 0, found);
        return found.stream();
    }

    private void collect(String[] path, int from, List<Xml> found) {
        if (from == path.length) {
            found.add(this);
            return;
        }
        for (Xml child : children) {
            if (child.name.equals(path[from])) {
                child.collect(path, from + 1, found);
            }
        }
    }

    /// What stands in the first element at the end of a path; empty if there is none.
    public String text(String... path) {
        return text(path, 0);
    }

    private String text(String[] path, int from) {
        if (from == path.length) {
            return text;
        }
        for (Xml child : children) {
            if (child.name.equals(path[from])) {
                return child.text(path, from + 1);
            }
        }
        return "";
    }
}
