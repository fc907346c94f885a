package dev.nightshift.local.aws;

import dev.nightshift.local.aws.Node.Fields;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// How answers are written. Both forms are XML and differ in the names around the fields.
enum Wire {
    /// Lists of `item`, the fields directly in the response.
    /// Source: Query requests for Amazon EC2, Amazon EC2 API Reference.
    EC2("item") {
        @Override
        String success(String operation, Fields result, String requestId) {
            return xml(operation + "Response", Fields.empty().put("requestId", requestId), result);
        }

        @Override
        String failure(AwsException error, String requestId) {
            Fields code = Fields.empty().put("Code", error.code()).put("Message", error.text());
            Fields errors = Fields.empty().put("Errors", Fields.empty().put("Error", code));
            return xml("Response", errors.put("RequestID", requestId));
        }
    },

    /// Lists of `member`, the fields in a result inside the response.
    /// Source: AWS query protocol, Smithy specification.
    QUERY("member") {
        @Override
        String success(String operation, Fields result, String requestId) {
            return xml(
                    operation + "Response",
                    Fields.empty().put(operation + "Result", result),
                    Fields.empty().put("ResponseMetadata", Fields.empty().put("RequestId", requestId)));
        }

        @Override
        String failure(AwsException error, String requestId) {
            Fields code = Fields.empty()
                    .put("Type", error.status() < 500 ? "Sender" : "Receiver")
                    .put("Code", error.code())
                    .put("Message", error.text());
            return xml("ErrorResponse", Fields.empty().put("Error", code).put("RequestId", requestId));
        }
    };

    private static final XMLOutputFactory XML = XMLOutputFactory.newFactory();

    private final String itemName;

    Wire(String itemName) {
        this.itemName = itemName;
    }

    abstract String success(String operation, Fields result, String requestId);

    abstract String failure(AwsException error, String requestId);

    /// One document whose root holds the fields of all parts.
    String xml(String root, Fields... parts) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter out = XML.createXMLStreamWriter(text);
            out.writeStartDocument("UTF-8", "1.0");
            out.writeStartElement(root);
            for (Fields part : parts) {
                write(out, part);
            }
            out.writeEndElement();
            out.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    private void write(XMLStreamWriter out, Node node) throws XMLStreamException {
        switch (node) {
            case Node.Text(String value) -> out.writeCharacters(value);
            case Node.Items(List<Fields> items) -> {
                for (Fields item : items) {
                    element(out, itemName, item);
                }
            }
            case Fields fields -> {
                for (var field : fields.byName().entrySet()) {
                    element(out, field.getKey(), field.getValue());
                }
            }
        }
    }

    private void element(XMLStreamWriter out, String name, Node content) throws XMLStreamException {
        out.writeStartElement(name);
        write(out, content);
        out.writeEndElement();
    }
}
