package dev.nightshift.rotator;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sends what the settings describe. Redirects are not followed and nothing is sent twice.
final class HttpApi {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /// An answer.
    record Reply(int status, Secret body) {
        /// The text at a JSON Pointer.
        Optional<String> text(String pointer) {
            return JsonField.read(body).flatMap(fields -> fields.text(named(pointer)));
        }

        /// What each item of a list has at two pointers, both of those that have both.
        Optional<List<Map.Entry<String, String>>> pairs(String items, String one, String other) {
            String text = body.reveal().strip();
            boolean bare = text.startsWith("[");
            String root = bare ? "/items" : items;
            return JsonField.read(bare ? Secret.of("{\"items\":" + text + "}") : body)
                    .map(fields -> pairs(fields, root, one, other));
        }

        private static List<Map.Entry<String, String>> pairs(JsonField fields, String root, String one, String other) {
            List<Map.Entry<String, String>> pairs = new ArrayList<>();
            for (String name : fields.names()) {
                if (name.startsWith(root + "/") && name.endsWith(one)) {
                    String item = name.substring(0, name.length() - one.length());
                    fields.text(item + other)
                            .filter(text -> item.substring(root.length()).matches("/\\d+"))
                            .ifPresent(text ->
                                    pairs.add(Map.entry(fields.text(name).orElseThrow(), text)));
                }
            }
            return pairs;
        }

        // A field of the outermost object goes by its name.
        private static String named(String pointer) {
            return pointer.lastIndexOf('/') == 0 ? pointer.substring(1) : pointer;
        }
    }

    private final Duration patience;
    private final HttpClient client;

    /// @param patience how long an answer may take
    HttpApi(Duration patience) {
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /// The answer.
    ///
    /// @throws CallException when there is none: nobody knows what was done
    Reply send(String name, HttpStep step, Map<String, Secret> values) {
        HttpRequest request = request(step, values);
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            HttpResponse<byte[]> reply = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Reply(reply.statusCode(), Secret.of(new String(reply.body(), StandardCharsets.UTF_8)));
        } catch (ExecutionException e) {
            // What the network and the certificates say names hosts, never a secret.
            Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
            throw new CallException(name + ": " + cause.getClass().getSimpleName());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new CallException(name + ": no answer within " + patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallException(name + ": interrupted");
        }
    }

    // The text of the error repeats the header's value.
    private static HttpRequest request(HttpStep step, Map<String, Secret> values) {
        HttpRequest.Builder request = HttpRequest.newBuilder(step.uri(values))
                .method(
                        step.method(),
                        step.body(values)
                                .map(HttpRequest.BodyPublishers::ofString)
                                .orElse(HttpRequest.BodyPublishers.noBody()));
        step.headers(values).forEach((header, value) -> {
            try {
                request.header(header, value);
            } catch (IllegalArgumentException e) {
                throw new Target.Unsuitable("the header " + header + " cannot be sent with its value");
            }
        });
        return request.build();
    }
}
