package dev.nightshift.local.aws;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The mock server of the moto project as a child process, on a port of its own choice: a second opinion for tests.
public record MotoServer(Process process, URI endpoint, HttpClient http) implements AutoCloseable {
    private static final Pattern LISTENS = Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");

    /// The server, if it is installed.
    ///
    /// @throws IllegalStateException if it is not, although `nightshift.moto=required` is set
    public static Optional<MotoServer> start() {
        ProcessBuilder command = new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", "0");
        command.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        Process process;
        try {
            process = command.redirectErrorStream(true).start();
        } catch (IOException e) {
            if ("required".equals(System.getProperty("nightshift.moto"))) {
                throw new IllegalStateException("nightshift.moto=required, and there is no moto_server on the PATH", e);
            }
            return Optional.empty();
        }
        return Optional.of(new MotoServer(process, listening(process), HttpClient.newHttpClient()));
    }

    private static URI listening(Process process) {
        BufferedReader log = process.inputReader();
        try {
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                Matcher listens = LISTENS.matcher(line);
                if (listens.find()) {
                    // An unread pipe would fill up and block the server.
                    Thread.ofVirtual().start(() -> log.lines().forEach(rest -> {}));
                    return URI.create(listens.group(1));
                }
            }
            throw new IllegalStateException("moto_server ended before it listened");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Forgets everything.
    public void reset() {
        HttpRequest reset = HttpRequest.newBuilder(endpoint.resolve("/moto-api/reset"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            http.send(reset, HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        process.destroy();
    }
}
