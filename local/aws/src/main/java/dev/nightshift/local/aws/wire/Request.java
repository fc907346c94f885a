package dev.nightshift.local.aws.wire;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A call as it came in: what the signature's credential scope says about it, and its parameters.
///
/// @param accessKey who signed it
/// @param region as the scope names it; `unsigned` when there is no scope, like the service
/// @param service as the scope names it, `ec2`
/// @param operation as the service names it, `StopInstances`
public record Request(String accessKey, String region, String service, String operation, Parameters parameters) {
    /// Source: Create a signed AWS API request, IAM User Guide.
    private static final Pattern SCOPE = Pattern.compile("Credential=([^/]+)/\\d{8}/([^/]+)/([^/]+)/aws4_request");

    public static Request read(HttpExchange exchange) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        Matcher scope = SCOPE.matcher(authorization == null ? "" : authorization);
        if (!scope.find()) {
            return query("", "unsigned", "unsigned", exchange);
        }
        return switch (scope.group(3)) {
            case "s3" -> S3Request.read(scope.group(1), scope.group(2), exchange);
            case "route53" -> Route53Request.read(scope.group(1), scope.group(2), exchange);
            case "cloudfront", "apigateway" -> rest(scope.group(1), scope.group(2), scope.group(3), exchange);
            default -> query(scope.group(1), scope.group(2), scope.group(3), exchange);
        };
    }

    /// One whose operation is a method and a path, and whose parameters stand behind a question mark.
    private static Request rest(String accessKey, String region, String service, HttpExchange exchange) {
        String operation =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        return new Request(accessKey, region, service, operation, parameters(exchange));
    }

    private static Parameters parameters(HttpExchange exchange) {
        return Parameters.ofForm(
                Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""));
    }

    /// One whose parameters are a form, which may stand behind a question mark too, or a JSON object when a header
    /// names
    /// the operation.
    private static Request query(String accessKey, String region, String service, HttpExchange exchange)
            throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target != null) {
            String asked = target.substring(target.indexOf('.') + 1);
            return new Request(accessKey, region, service, asked, Parameters.ofJson(body));
        }
        Map<String, String> form = new TreeMap<>(Parameters.ofForm(body).values());
        form.putAll(parameters(exchange).values());
        String operation = form.getOrDefault("Action", "");
        form.remove("Action");
        if (!service.equals("elasticloadbalancing")) {
            form.remove("Version");
        }
        return new Request(accessKey, region, service, operation, new Parameters(form));
    }
}
