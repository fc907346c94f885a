package dev.nightshift.local.aws.wire;

import dev.nightshift.local.aws.wire.Node.Fields;
import java.util.Map;
import java.util.TreeMap;

/// What goes back to the caller.
///
/// @param status the HTTP status
/// @param error AWS's code, empty when there was no error
/// @param body its octets
public record Reply(int status, String error, Map<String, String> headers, String body) {
    /// The field that [#plain] makes the body of.
    public static final String BODY = "Body";

    private static final String REQUEST_ID = "x-amzn-RequestId";

    /// A document.
    static Reply xml(int status, String error, String requestId, String xml) {
        return text("text/xml;charset=UTF-8", status, error, requestId, xml);
    }

    /// An object.
    static Reply json(int status, String error, String requestId, String json) {
        return text("application/x-amz-json-1.1", status, error, requestId, json);
    }

    private static Reply text(String type, int status, String error, String requestId, String text) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("Content-Type", type);
        headers.put(REQUEST_ID, requestId);
        return new Reply(status, error, headers, Octets.ofUtf8(text));
    }

    /// Headers and a body that is nobody's business.
    static Reply plain(String requestId, Fields fields) {
        Map<String, String> headers = new TreeMap<>();
        headers.put(REQUEST_ID, requestId);
        fields.byName().forEach((name, node) -> {
            if (node instanceof Node.Text(Object value)) {
                headers.put(name, value.toString());
            }
        });
        String body = headers.getOrDefault(BODY, "");
        headers.remove(BODY);
        return new Reply(200, "", headers, body);
    }
}
