package dev.nightshift.tls.chain;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Gets what stands at addresses that certificates name: each once in a run, bounded in size, number and time. No
/// redirect is followed.
final class Downloads<T> implements AutoCloseable {
    private static final int MOST = 64;
    private static final Executor THREADS = Thread::startVirtualThread;

    /// What came of it.
    sealed interface Answer<T> {
        record Content<T>(T content) implements Answer<T> {}

        record Nothing<T>(String why) implements Answer<T> {}
    }

    /// Reads the body of an answer.
    @FunctionalInterface
    interface Parser<T> {
        T parse(byte[] body) throws GeneralSecurityException;
    }

    /// What is wanted.
    ///
    /// @param name for people, in the singular
    /// @param largest most bytes
    /// @param attempts how often a transfer that breaks is tried
    record Kind<T>(String name, int largest, int attempts, Parser<T> parser) {}

    private final Kind<T> kind;
    private final Duration patience;
    private final AddressRule rule;
    private final Map<URI, Future<Answer<T>>> answers = new ConcurrentHashMap<>();
    private @Nullable HttpClient client;

    Downloads(Kind<T> kind, Duration patience, AddressRule rule) {
        this.kind = kind;
        this.patience = patience;
        this.rule = rule;
    }

    Answer<T> get(URI address) throws InterruptedException {
        if (answers.size() >= MOST && !answers.containsKey(address)) {
            return nothing("more than %d %ss are not fetched in a run".formatted(MOST, kind.name()));
        }
        Future<Answer<T>> answer = answers.computeIfAbsent(address, this::fetch);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // Also ends the transfer, and what the others wait for.
            answer.cancel(true);
            return nothing("not complete within " + patience.toMillis() + " ms");
        } catch (CancellationException e) {
            return nothing("was not complete in time");
        } catch (ExecutionException e) {
            return nothing(String.valueOf(e.getCause()));
        }
    }

    private Future<Answer<T>> fetch(URI address) {
        try {
            HttpRequest request = HttpRequest.newBuilder(address).build();
            CompletableFuture<Optional<String>> objection =
                    CompletableFuture.supplyAsync(() -> rule.objection(address), THREADS);
            return objection.thenCompose(why -> why.isPresent()
                    ? CompletableFuture.completedFuture(nothing(why.get()))
                    : transfer(request, kind.attempts()).thenApply(this::parsed));
        } catch (IllegalArgumentException e) {
            // Such as a port above 65,535.
            return CompletableFuture.completedFuture(nothing(String.valueOf(e.getMessage())));
        }
    }

    private CompletableFuture<HttpResponse<byte[]>> transfer(HttpRequest request, int attempts) {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client().sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), kind.largest()));
        return attempts == 1 ? answer : answer.exceptionallyCompose(failure -> transfer(request, attempts - 1));
    }

    private Answer<T> parsed(HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            return nothing("HTTP status " + response.statusCode());
        }
        try {
            return new Answer.Content<>(kind.parser().parse(response.body()));
        } catch (GeneralSecurityException | RuntimeException e) {
            // Also whatever strange content makes the JDK's parser throw.
            return nothing("is no " + kind.name());
        }
    }

    private Answer<T> nothing(String why) {
        return new Answer.Nothing<>(why);
    }

    /// Made when first needed: it has threads, and most certificates name nothing that is wanted.
    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder().connectTimeout(patience).build();
        }
        return client;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.shutdownNow();
        }
    }
}
