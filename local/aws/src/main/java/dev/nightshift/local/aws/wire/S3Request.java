package dev.nightshift.local.aws.wire;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads calls of S3, which name bucket and key in the path and the rest in headers. A parameter has its header's name
/// in lower case; `Bucket`, `Key` and `Body` are what the SDK calls so.
///
/// Buckets stand in the path because clients have only an IP address to call. Sources: Path-style requests, Amazon S3
/// API Reference; Signature calculations: transferring payload in multiple chunks, same.
final class S3Request {
    /// Headers that say how a call travels and not what is asked.
    private static final Pattern OF_TRANSPORT =
            Pattern.compile("accept|accept-encoding|amz-sdk-.*|authorization|connection|content-encoding|content-length"
                    + "|expect|host|user-agent|x-amz-content-sha256|x-amz-date|x-amz-decoded-content-length"
                    + "|x-amz-sdk-checksum-algorithm|x-amz-security-token|x-amz-te|x-amz-trailer|x-amzn-trace-id");

    private static final Map<String, String> OPERATIONS =
            Map.of("GET", "GetObject", "HEAD", "HeadObject", "PUT", "PutObject");

    private S3Request() {}

    static Request read(String accessKey, String region, HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        String body = Octets.of(exchange.getRequestBody().readAllBytes());
        if (headers.getOrDefault("content-encoding", "").contains("aws-chunked")) {
            body = chunks(body, headers);
        }
        Map<String, String> parameters = new TreeMap<>();
        headers.keySet().removeIf(name -> OF_TRANSPORT.matcher(name).matches());
        parameters.putAll(headers);
        String query = exchange.getRequestURI().getRawQuery();
        parameters.putAll(Parameters.ofForm(query == null ? "" : query).values());
        parameters.remove("x-id");

        String method = exchange.getRequestMethod();
        List<String> path = List.of(exchange.getRequestURI().getPath().split("/", 3));
        parameters.put("Bucket", path.get(1));
        parameters.put("Key", path.size() == 3 ? path.get(2) : "");
        if (method.equals("PUT")) {
            parameters.put(Reply.BODY, body);
        } else {
            // The SDK sends that of no body.
            parameters.remove("x-amz-checksum-crc32");
        }
        String operation = parameters.getOrDefault("Key", "").isEmpty()
                ? method + " of a bucket"
                : OPERATIONS.getOrDefault(method, method);
        return new Request(accessKey, region, "s3", operation, new Parameters(parameters));
    }

    /// The content of all chunks; the trailing headers join the others.
    private static String chunks(String body, Map<String, String> headers) {
        StringBuilder content = new StringBuilder();
        int at = 0;
        while (true) {
            int endOfLine = body.indexOf("\r\n", at);
            int size = Integer.parseInt(body.substring(at, endOfLine).replaceFirst(";.*", ""), 16);
            at = endOfLine + 2;
            if (size == 0) {
                break;
            }
            content.append(body, at, at + size);
            at += size + 2;
        }
        body.substring(at).lines().map(line -> line.split(":", 2)).forEach(pair -> {
            if (pair.length == 2) {
                headers.put(pair[0].strip().toLowerCase(Locale.ROOT), pair[1].strip());
            }
        });
        headers.remove("x-amz-trailer-signature");
        return content.toString();
    }
}
