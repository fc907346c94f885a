package dev.nightshift.stopper;

import com.sun.net.httpserver.HttpServer;
import dev.nightshift.kit.aws.Clients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/// Answers with documents that a test gives.
final class CannedAws implements AutoCloseable {
    private final HttpServer server;
    private volatile int status = 200;
    private volatile UnaryOperator<String> answer = request -> "";

    CannedAws() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] octets = answer.apply(request).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
            exchange.getResponseBody().write(octets);
            exchange.close();
        });
        server.start();
    }

    /// From now on.
    ///
    /// @param body by the body of the request
    void answers(int newStatus, UnaryOperator<String> body) {
        status = newStatus;
        answer = body;
    }

    Clients clients() {
        return new Clients(
                Region.EU_CENTRAL_1,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
                Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
