package dev.nightshift.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Another opinion, where `prometheus-blackbox-exporter` is installed: what it misses, on the same servers.
///
/// It knows no instant but now.
class BlackboxTest {
    private static final String PROGRAM = "prometheus-blackbox-exporter";

    @TempDir
    private static Path directory;

    private static Optional<Process> exporter = Optional.empty();
    private static URI address = URI.create("http://127.0.0.1");

    @BeforeAll
    static void isInstalled() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = URI.create("http://127.0.0.1:" + free.getLocalPort());
        }
        Path authority = PresentServers.authority(directory);
        Path configuration = Files.writeString(
                directory.resolve("blackbox.yml"),
                "modules: {tls: {prober: tcp, timeout: 5s, tcp: {tls: true, tls_config: {ca_file: " + authority
                        + ", server_name: a.test}}}}\n");
        exporter = started("--config.file=" + configuration, "--web.listen-address=" + address.getAuthority());
        boolean required = "required".equals(System.getProperty("nightshift.blackbox"));
        // A Go program takes the time from the kernel, past libfaketime, and would judge certificates of another date.
        assumeTrue(System.getProperty("nightshift.at") == null, PROGRAM + " knows the machine's clock only");
        assumeTrue(required || exporter.isPresent(), PROGRAM + " is not installed");
        assertThat(exporter).as(PROGRAM).isPresent();
    }

    @AfterAll
    static void stop() {
        exporter.ifPresent(Process::destroy);
    }

    /// @param success whether the exporter finds nothing wrong
    /// @param date whether it says when the certificate ends
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "OK,                true,  true",
        "CRIT,              true,  true",
        "EXPIRED,           false, false",
        "SELF_SIGNED,       false, false",
        "HOSTNAME_MISMATCH, false, false",
        "INCOMPLETE_CHAIN,  false, false",
        "CHAIN_EXPIRED,     false, false",
        "WEAK_KEY,          true,  true",
    })
    @Timeout(30)
    void theDateIsKnownHereAlsoWhereTheExporterHasNone(String headline, boolean success, boolean date)
            throws Exception {
        PresentServers.One one = PresentServers.that(headline);
        try (Server server = one.start()) {
            one.isJudged(server);
            String theirs = probed(server.port());

            assertThat(theirs.contains("probe_success 1")).as(theirs).isEqualTo(success);
            assertThat(theirs.contains("\nprobe_ssl_earliest_cert_expiry"))
                    .as(theirs)
                    .isEqualTo(date);
        }
    }

    private static Optional<Process> started(String... options) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(Stream.concat(Stream.of(PROGRAM), List.of(options).stream())
                            .toList())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            awaitReady();
            return Optional.of(process);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static void awaitReady() throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < end) {
            try {
                get("/-/healthy");
                return;
            } catch (IOException _) {
                Thread.sleep(20);
            }
        }
        throw new AssertionError(PROGRAM + " does not answer at " + address);
    }

    private static String probed(int port) throws IOException, InterruptedException {
        return get("/probe?module=tls&target=127.0.0.1:" + port);
    }

    private static String get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
