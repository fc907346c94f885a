package dev.nightshift.kit.aws;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpMethod;

/// A service of AWS that takes forms and answers in XML: EC2, Auto Scaling, Elastic Load Balancing, IAM, STS, SNS, RDS,
/// ElastiCache.
///
/// Sources: *AWS Query protocol* and *AWS EC2 query protocol*, Smithy specification.
public final class QueryApi {
    private final SignedRequests service;
    private final String version;

    QueryApi(SignedRequests service, String version) {
        this.service = service;
        this.version = version;
    }

    /// Calls an operation.
    ///
    /// @param parameters see [#list]
    /// @return the document `<operation>Response`
    /// @throws SdkException when the service refuses or does not answer
    public Answer call(String operation, Map<String, String> parameters) {
        return call(operation, parameters, name -> true);
    }

    /// Calls an operation whose answer is long.
    ///
    /// @param wanted the names of the elements to read; the others are skipped with what is in them
    /// @throws SdkException when the service refuses or does not answer
    public Answer call(String operation, Map<String, String> parameters, Predicate<String> wanted) {
        Map<String, String> form = new TreeMap<>(parameters);
        form.put("Action", operation);
        form.put("Version", version);
        String body = form.entrySet().stream()
                .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                .collect(Collectors.joining("&"));
        Map<String, String> headers = Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        return service.xml(
                operation + "Response",
                new SignedRequests.Request(SdkHttpMethod.POST, "/", Map.of(), headers, body),
                wanted);
    }

    /// The parameters of a list: `name.1` and so on.
    ///
    /// @param name of EC2's lists as it is, of the others' with `.member`
    public static Map<String, String> list(String name, List<String> values) {
        Map<String, String> parameters = new TreeMap<>();
        for (String value : values) {
            parameters.put(name + "." + (parameters.size() + 1), value);
        }
        return parameters;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    SignedRequests requests() {
        return service;
    }
}
