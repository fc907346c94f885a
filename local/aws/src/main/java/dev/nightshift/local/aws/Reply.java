package dev.nightshift.local.aws;

import dev.nightshift.local.aws.Node.Fields;
import java.util.Map;
import java.util.TreeMap;

/// What goes back to the caller.
///
/// @param status the HTTP status
/// @param error AWS's code, empty when there was no error
/// @param body its octets
record Reply(int status, String error, Map<String, String> headers, String body) {
    /// The field that [#plain] makes the body of.
    static final String BODY = "Body";

    private static final String REQUEST_ID = "x-amzn-RequestId";

    /// A document.
    static Reply xml(int status, String error, String requestId, String xml) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("Content-Type", "text/xml;charset=UTF-8");
        headers.put(REQUEST_ID, requestId);
        return new Reply(status, error, headers, Octets.ofUtf8(xml));
    }

    /// Headers and a body that is nobody's business.
    static Reply plain(String requestId, Fields fields) {
        Map<String, String> headers = new TreeMap<>();
        headers.put(REQUEST_ID, requestId);
        fields.byName().forEach((name, node) -> {
            if (node instanceof Node.Text(String value)) {
                headers.put(name, value);
            }
        });
        String body = headers.getOrDefault(BODY, "");
        headers.remove(BODY);
        return new Reply(200, "", headers, body);
    }
}
