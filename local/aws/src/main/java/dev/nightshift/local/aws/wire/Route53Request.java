package dev.nightshift.local.aws.wire;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads calls of Route 53, which name the zone in the path and changes in a document. Lists in it are numbered as in a
/// query: `ChangeBatch.Changes.1.Action`. Source: *AWS restXml protocol*, Smithy specification.
final class Route53Request {
    private static final Pattern RECORD_SETS = Pattern.compile("/2013-04-01/hostedzone/([A-Z0-9]+)/rrset/?");
    private static final Map<String, String> OPERATIONS =
            Map.of("GET", "ListResourceRecordSets", "POST", "ChangeResourceRecordSets");

    private Route53Request() {}

    static Request read(String accessKey, String region, HttpExchange exchange) throws IOException {
        Map<String, String> parameters = new TreeMap<>(Parameters.ofForm(
                        Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""))
                .values());
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        Matcher zone = RECORD_SETS.matcher(path);
        if (!zone.matches()) {
            return new Request(accessKey, region, "route53", method + " " + path, new Parameters(parameters));
        }
        parameters.put("Id", zone.group(1));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!body.isEmpty()) {
            parameters.putAll(document(body));
        }
        return new Request(
                accessKey, region, "route53", OPERATIONS.getOrDefault(method, method), new Parameters(parameters));
    }

    private static Map<String, String> document(String xml) throws IOException {
        try {
            XMLInputFactory factory = XMLInputFactory.newFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_COALESCING, true);
            XMLStreamReader in = factory.createXMLStreamReader(new StringReader(xml));
            in.nextTag();
            Map<String, String> values = new TreeMap<>();
            element("", in, values);
            return values;
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    /// Reads up to the end of the element that was begun. What stands in a list has the list's name and a number.
    private static void element(String name, XMLStreamReader in, Map<String, String> values) throws XMLStreamException {
        Map<String, Integer> seen = new HashMap<>();
        StringBuilder text = new StringBuilder();
        boolean leaf = true;
        while (in.next() != XMLStreamReader.END_ELEMENT) {
            if (in.isStartElement()) {
                leaf = false;
                String child = in.getLocalName();
                String part = child.equals("Change") || child.equals("ResourceRecord")
                        ? "" + seen.merge(child, 1, Integer::sum)
                        : child;
                element(name.isEmpty() ? part : name + "." + part, in, values);
            } else if (in.isCharacters()) {
                text.append(in.getText());
            }
        }
        if (leaf) {
            values.put(name, text.toString());
        }
    }
}
