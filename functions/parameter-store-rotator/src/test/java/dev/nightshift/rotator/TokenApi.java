package dev.nightshift.rotator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nightshift.kit.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An API on loopback with tokens that have names.
final class TokenApi implements AutoCloseable {
    /// What happens to requests.
    enum Fault {
        /// It is carried out and the connection closed without an answer.
        LOST_REPLY,
        /// The connection is closed and nothing done.
        LOST_REQUEST,
        /// It is carried out, and the answer is an error.
        DONE_AND_500,
        /// It is not carried out, and the answer is an error.
        ERROR_503,
        /// It is not carried out: there were too many.
        TOO_MANY_429,
        /// It is not carried out: it is refused.
        REFUSED_403,
        /// It is sent elsewhere.
        REDIRECT_307,
        /// It is carried out, and the answer is no JSON.
        DONE_AND_GARBAGE,
        /// It is carried out and never answered.
        NEVER_ANSWERED
    }

    record Token(String secret, String name) {}

    final Map<String, Token> tokens = new LinkedHashMap<>();
    /// Method and URL of each request.
    final List<String> asked = new ArrayList<>();
    /// By method and path: what happens to the next one.
    final Map<String, Fault> faults = new LinkedHashMap<>();
    String elsewhere = "";
    private final HttpServer server;
    private int made;

    TokenApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    synchronized String make(String name) {
        made++;
        tokens.put("id-" + made, new Token("secret-token-number-" + made, name));
        return "id-" + made;
    }

    String value(String id) {
        Token token = Optional.ofNullable(tokens.get(id)).orElseThrow();
        return "{\"note\": \"\\u00e9\", \"token\": \"%s\", \"id\": \"%s\"}".formatted(token.secret(), id);
    }

    synchronized boolean opens(String secret) {
        return tokens.values().stream().anyMatch(one -> one.secret().equals(secret));
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String what = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        asked.add(what);
        String step = exchange.getRequestMethod() + " "
                + exchange.getRequestURI().getPath().replaceAll("/id-.*", "/id");
        Optional<Fault> fault = Optional.ofNullable(faults.remove(step));
        if (fault.isEmpty()) {
            answer(exchange, carriedOut(exchange, step, body));
            return;
        }
        switch (fault.get()) {
            case LOST_REPLY -> {
                carriedOut(exchange, step, body);
                exchange.close();
            }
            case LOST_REQUEST -> exchange.close();
            case DONE_AND_500 -> {
                carriedOut(exchange, step, body);
                answer(exchange, new Reply(500, "{}"));
            }
            case ERROR_503 -> answer(exchange, new Reply(503, "{}"));
            case TOO_MANY_429 -> answer(exchange, new Reply(429, "{}"));
            case REFUSED_403 -> answer(exchange, new Reply(403, "{}"));
            case REDIRECT_307 -> {
                exchange.getResponseHeaders().add("Location", elsewhere + exchange.getRequestURI());
                answer(exchange, new Reply(307, ""));
            }
            case DONE_AND_GARBAGE -> {
                carriedOut(exchange, step, body);
                answer(exchange, new Reply(200, "<html>"));
            }
            case NEVER_ANSWERED -> carriedOut(exchange, step, body);
        }
    }

    private record Reply(int status, String body) {}

    private Reply carriedOut(HttpExchange exchange, String step, String body) {
        String bearer = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("")
                .replace("Bearer ", "");
        if (!opens(bearer)) {
            return new Reply(401, "{}");
        }
        return switch (step) {
            case "POST /tokens" -> {
                String name = JsonField.read(Secret.of(body))
                        .orElseThrow()
                        .text("name")
                        .orElseThrow();
                String id = make(name);
                Token token = Optional.ofNullable(tokens.get(id)).orElseThrow();
                yield new Reply(
                        201, Json.write(Map.of("data", Map.of("id", id, "token", token.secret(), "name", name))));
            }
            case "GET /tokens" -> {
                List<Object> items = new ArrayList<>();
                tokens.forEach((id, token) -> items.add(Map.of("id", id, "name", token.name())));
                yield new Reply(200, Json.write(Map.of("data", items)));
            }
            case "GET /me" -> new Reply(200, "{}");
            case "DELETE /tokens/id" -> {
                String path = exchange.getRequestURI().getPath();
                yield new Reply(tokens.remove(path.substring(path.lastIndexOf('/') + 1)) == null ? 404 : 204, "");
            }
            default -> new Reply(404, "{}");
        };
    }

    private static void answer(HttpExchange exchange, Reply reply) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
