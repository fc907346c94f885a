package dev.nightshift.local.ops.lambda;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// The container credentials endpoint that a function under SnapStart asks
/// ("Container credential provider", AWS SDKs and Tools Reference Guide).
final class CredentialsApi implements AutoCloseable {
    private static final String PATH = "/2021-04-23/credentials";
    private static final Duration LIFETIME = Duration.ofHours(6);

    private final AwsAccess access;
    private final Clock clock;
    private final String token = UUID.randomUUID().toString();
    private final HttpServer server;

    CredentialsApi(AwsAccess access, Clock clock) throws IOException {
        this.access = access;
        this.clock = clock;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(PATH, this::handle);
        server.start();
    }

    /// What tells the SDK of this endpoint.
    Map<String, String> variables() {
        return Map.of(
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                "http://127.0.0.1:" + server.getAddress().getPort() + PATH,
                "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                token);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!token.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            Map<String, String> credentials = new LinkedHashMap<>();
            credentials.put("AccessKeyId", access.accessKeyId());
            credentials.put("SecretAccessKey", access.secretAccessKey());
            access.sessionToken().ifPresent(session -> credentials.put("Token", session));
            credentials.put("Expiration", clock.instant().plus(LIFETIME).toString());
            byte[] body = JSON.std.asString(credentials).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
