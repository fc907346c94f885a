package dev.nightshift.local.ops.bench;

import dev.nightshift.local.ops.terminal.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/// prometheus-blackbox-exporter, asked for many probes at once.
///
/// @param server the exporter
record BlackboxExporter(LocalServer server, HttpClient client, int concurrency)
        implements CertsContender, AutoCloseable {
    private static final String PROGRAM = "prometheus-blackbox-exporter";

    /// Starts it, if it is installed.
    static Optional<BlackboxExporter> start(Path directory, Path authority, String serverName, int concurrency)
            throws IOException, InterruptedException {
        Path configuration = Files.writeString(
                directory.resolve("blackbox.yml"), """
                modules:
                  tls:
                    prober: tcp
                    timeout: %ds
                    tcp:
                      tls: true
                      preferred_ip_protocol: ip4
                      tls_config:
                        ca_file: %s
                        server_name: %s
                """.formatted(PATIENCE.toSeconds(), authority, serverName));
        int port = LocalServer.freePort();
        String address = "127.0.0.1:" + port;
        try {
            LocalServer server = LocalServer.start(
                    List.of(
                            PROGRAM,
                            "--config.file=" + configuration,
                            "--web.listen-address=" + address,
                            "--log.level=error"),
                    port);
            return Optional.of(new BlackboxExporter(server, HttpClient.newHttpClient(), concurrency));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return PROGRAM;
    }

    @Override
    public boolean sequential() {
        return false;
    }

    @Override
    public void see(List<String> addresses) throws InterruptedException {
        Semaphore window = new Semaphore(concurrency);
        List<CompletableFuture<Boolean>> probes = new ArrayList<>();
        for (String target : addresses) {
            window.acquire();
            probes.add(client.sendAsync(request("/probe?module=tls&target=" + target), BodyHandlers.ofString())
                    .thenApply(BlackboxExporter::success)
                    .whenComplete((_, _) -> window.release()));
        }
        if (!probes.stream().allMatch(CompletableFuture::join)) {
            throw new Failure(PROGRAM + " has not seen every certificate");
        }
    }

    @Override
    public void close() {
        server.close();
        client.close();
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .build();
    }

    private static boolean success(HttpResponse<String> answer) {
        return answer.body().contains("probe_success 1");
    }
}
