package dev.nightshift.local.aws.wire;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.nightshift.local.aws.wire.Node.Fields;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// How answers are written. The XML forms differ in the names around the fields; S3 writes its answers as they are and
/// only its errors as XML.
public enum Wire {
    /// Lists of `item`, the fields directly in the response. Source: Query requests for Amazon
    /// EC2, Amazon EC2 API Reference.
    EC2("item") {
        @Override
        public Reply success(String operation, Fields result, String requestId) {
            return document(operation + "Response", requestId, Fields.empty().put("requestId", requestId), result);
        }

        @Override
        public Reply failure(AwsException error, String requestId) {
            Fields code = Fields.empty().put("Code", error.code()).put("Message", error.text());
            Fields errors = Fields.empty().put("Errors", Fields.empty().put("Error", code));
            return document(error, "Response", requestId, errors.put("RequestID", requestId));
        }
    },

    /// Lists of `member`, the fields in a result inside the response. Source: AWS query protocol,
    /// Smithy specification.
    QUERY("member") {
        @Override
        public Reply success(String operation, Fields result, String requestId) {
            return document(
                    operation + "Response",
                    requestId,
                    Fields.empty().put(operation + "Result", result),
                    Fields.empty().put("ResponseMetadata", Fields.empty().put("RequestId", requestId)));
        }

        @Override
        public Reply failure(AwsException error, String requestId) {
            Fields code = Fields.empty()
                    .put("Type", error.status() < 500 ? "Sender" : "Receiver")
                    .put("Code", error.code())
                    .put("Message", error.text());
            return document(
                    error,
                    "ErrorResponse",
                    requestId,
                    Fields.empty().put("Error", code).put("RequestId", requestId));
        }
    },

    /// Headers and body. Source: Error responses, Amazon S3 API Reference.
    S3("member") {
        @Override
        public Reply success(String operation, Fields result, String requestId) {
            return Reply.plain(requestId, result);
        }

        @Override
        public Reply failure(AwsException error, String requestId) {
            Fields fields = Fields.empty().put("Code", error.code()).put("Message", error.text());
            return document(error, "Error", requestId, fields.put("RequestId", requestId));
        }
    },

    /// The fields directly in the document, which has the name of the result. Sources: *AWS restXml protocol*, Smithy
    /// specification; ListDistributions, Amazon CloudFront API Reference.
    REST_XML("member") {
        @Override
        public Reply success(String operation, Fields result, String requestId) {
            String root = result.byName().keySet().iterator().next();
            return document(root, requestId, (Fields)
                    Objects.requireNonNull(result.byName().get(root)));
        }

        @Override
        public Reply failure(AwsException error, String requestId) {
            return QUERY.failure(error, requestId);
        }
    },

    /// The fields as one JSON object; an error's code is a header.
    /// Source: *AWS restJson1 protocol*, Smithy specification.
    REST_JSON("") {
        @Override
        public Reply success(String operation, Fields result, String requestId) {
            return Reply.json(200, "", requestId, json(result));
        }

        @Override
        public Reply failure(AwsException error, String requestId) {
            Reply reply = Reply.json(
                    error.status(), error.code(), requestId, json(Fields.empty().put("message", error.text())));
            reply.headers().put("x-amzn-ErrorType", error.code());
            return reply;
        }
    },

    /// The fields as one JSON object; instants are seconds since 1970.
    /// Source: AWS JSON 1.1 protocol, Smithy specification.
    JSON_1_1("") {
        @Override
        public Reply success(String operation, Fields result, String requestId) {
            return Reply.json(200, "", requestId, json(result));
        }

        @Override
        public Reply failure(AwsException error, String requestId) {
            Fields fields = Fields.empty().put("__type", error.code()).put("message", error.text());
            return Reply.json(error.status(), error.code(), requestId, json(fields));
        }
    };

    private static final XMLOutputFactory XML = XMLOutputFactory.newFactory();

    private final String itemName;

    Wire(String itemName) {
        this.itemName = itemName;
    }

    public abstract Reply success(String operation, Fields result, String requestId);

    public abstract Reply failure(AwsException error, String requestId);

    final Reply document(String root, String requestId, Fields... parts) {
        return Reply.xml(200, "", requestId, xml(root, parts));
    }

    final Reply document(AwsException error, String root, String requestId, Fields... parts) {
        return Reply.xml(error.status(), error.code(), requestId, xml(root, parts));
    }

    private static String json(Fields fields) {
        try {
            return JSON.std.asString(plain(fields));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object plain(Node node) {
        return switch (node) {
            case Node.Text(Instant instant) -> BigDecimal.valueOf(instant.toEpochMilli(), 3);
            case Node.Text(Number number) -> number;
            case Node.Text(Boolean truth) -> truth;
            case Node.Text(Object value) -> value.toString();
            case Node.Items(List<? extends Node> items) ->
                items.stream().map(Wire::plain).toList();
            case Node.Named(String name, List<? extends Node> items) ->
                items.stream().map(Wire::plain).toList();
            case Fields(Map<String, Node> byName) -> {
                Map<String, Object> members = new LinkedHashMap<>();
                byName.forEach((name, member) -> members.put(name, plain(member)));
                yield members;
            }
        };
    }

    /// One document whose root holds the fields of all parts.
    private String xml(String root, Fields... parts) {
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
            case Node.Text(Object value) -> out.writeCharacters(value.toString());
            case Node.Items(List<? extends Node> items) -> {
                for (Node item : items) {
                    element(out, itemName, item);
                }
            }
            case Node.Named(String name, List<? extends Node> items) -> {
                for (Node item : items) {
                    element(out, name, item);
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
