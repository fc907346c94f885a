package dev.nightshift.kit.aws;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// An element of an answer in XML.
///
/// @param text what stands in it, without that of its children
public record Xml(String name, String text, List<Xml> children) {
    /// The root of a document. Document types are not read, so nothing is expanded or fetched.
    ///
    /// @throws IllegalArgumentException for what is no XML
    public static Xml parse(String document) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(document));
            reader.nextTag();
            return read(reader);
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("the answer is no XML: " + e.getMessage(), e);
        }
    }

    private static Xml read(XMLStreamReader reader) throws XMLStreamException {
        String name = reader.getLocalName();
        StringBuilder text = new StringBuilder();
        List<Xml> children = new ArrayList<>();
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> children.add(read(reader));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    return new Xml(name, text.toString().strip(), List.copyOf(children));
                }
                default -> {}
            }
        }
    }

    /// All elements at the end of a path of names below this one.
    public Stream<Xml> all(String... path) {
        Stream<Xml> found = Stream.of(this);
        for (String step : path) {
            found = found.flatMap(element -> element.children.stream().filter(child -> child.name.equals(step)));
        }
        return found;
    }

    /// What stands in the first element at the end of a path; empty if there is none.
    public String text(String... path) {
        return all(path).findFirst().map(Xml::text).orElse("");
    }
}
