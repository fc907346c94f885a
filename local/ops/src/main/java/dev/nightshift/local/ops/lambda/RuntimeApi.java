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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/// Lambda's side of one execution environment, on loopback: hands out events one after another and takes the answers.
///
/// Speaks the Runtime API of 2018-06-01 ("Using the Lambda runtime API for custom runtimes", Lambda
/// Developer Guide) and the part for SnapStart that AWS's runtime interface client asks for. AWS's
/// client is partly native and crashes on a `next` without content type or trace header.
final class RuntimeApi implements AutoCloseable {
    private static final String ROOT = "/2018-06-01/runtime/";
    private static final String JSON_TYPE = "application/json";

    private final String functionArn;
    private final Duration timeout;
    private final Clock clock;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final AtomicReference<Optional<Invocation>> running = new AtomicReference<>(Optional.empty());
    private final CompletableFuture<Outcome> ended = new CompletableFuture<>();

    private record Invocation(String requestId, String event, CompletableFuture<Outcome> outcome) {}

    /// Listens on a free port.
    ///
    /// @param timeout how long the function may take for one event, from the moment it has it
    RuntimeApi(String functionArn, Duration timeout, Clock clock) throws IOException {
        this.functionArn = functionArn;
        this.timeout = timeout;
        this.clock = clock;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(ROOT, this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /// Host and port, the form of `AWS_LAMBDA_RUNTIME_API`.
    String address() {
        return server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    /// Queues an event; the future completes with the answer, or with why there will be none.
    CompletableFuture<Outcome> invoke(String event) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        waiting.add(new Invocation(UUID.randomUUID().toString(), event, outcome));
        return outcome.applyToEither(ended, Function.identity());
    }

    /// No answer will come any more, to any event, for this reason; the first reason given stands.
    void end(Outcome.Failed reason) {
        ended.complete(reason);
    }

    @Override
    public void close() {
        end(new Outcome.Failed("Runtime.ExitError", "the execution environment was shut down", List.of()));
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(ROOT.length());
            byte[] body = exchange.getRequestBody().readAllBytes();
            switch (exchange.getRequestMethod() + " " + path) {
                case "GET invocation/next" -> next(exchange);
                case "GET restore/next" -> answer(exchange, 200, "");
                case "POST init/error", "POST restore/error" -> {
                    ended.complete(failure(body));
                    answer(exchange, 202, "{\"status\":\"OK\"}");
                }
                default -> finished(exchange, path, body);
            }
        } catch (InterruptedException _) {
            // Closed while the function waited for its next event: the connection just ends.
            Thread.currentThread().interrupt();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        Invocation invocation = waiting.take();
        running.set(Optional.of(invocation));
        var headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", invocation.requestId());
        headers.set(
                "Lambda-Runtime-Deadline-Ms",
                Long.toString(clock.instant().plus(timeout).toEpochMilli()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
        headers.set("Lambda-Runtime-Trace-Id", "Root=1-00000000-000000000000000000000000;Sampled=0");
        invocation
                .outcome()
                .completeOnTimeout(
                        new Outcome.Failed("Sandbox.Timedout", "Task timed out after " + seconds(timeout), List.of()),
                        timeout.toMillis(),
                        TimeUnit.MILLISECONDS);
        answer(exchange, 200, invocation.event());
    }

    private void finished(HttpExchange exchange, String path, byte[] body) throws IOException {
        Optional<Invocation> invocation = running.get();
        String expected = "invocation/" + invocation.map(Invocation::requestId).orElse("");
        if (invocation.isEmpty() || !path.startsWith(expected + "/")) {
            answer(exchange, 400, "{\"errorType\":\"InvalidRequestID\"}");
            return;
        }
        Outcome outcome = path.equals(expected + "/response")
                ? new Outcome.Returned(new String(body, StandardCharsets.UTF_8))
                : failure(body);
        running.set(Optional.empty());
        answer(exchange, 202, "{\"status\":\"OK\"}");
        invocation.get().outcome().complete(outcome);
    }

    private static Outcome.Failed failure(byte[] body) throws IOException {
        Map<String, Object> error = JSON.std.mapFrom(body);
        List<String> trace = error.get("stackTrace") instanceof List<?> lines
                ? lines.stream().map(String::valueOf).toList()
                : List.of();
        return new Outcome.Failed(
                String.valueOf(error.get("errorType")), String.valueOf(error.get("errorMessage")), trace);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", JSON_TYPE);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String seconds(Duration duration) {
        return "%.2f seconds".formatted(duration.toMillis() / 1000.0);
    }
}
