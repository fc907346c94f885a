package dev.nightshift.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.target.Protocol;
import dev.nightshift.tls.target.Target;
import dev.nightshift.tls.verdict.Verdict;
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
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Another opinion, where `prometheus-blackbox-exporter` is installed: what it misses, on the same servers.
///
/// It knows no instant but now.
class BlackboxTest {
    private static final String PROGRAM = "prometheus-blackbox-exporter";
    private static final Identity ROOT =
            Pki.authority("Root").from(in(-900)).until(in(900)).selfSigned();
    private static final Identity OVER =
            Pki.authority("Over").from(in(-90)).until(in(-3)).by(ROOT);

    @TempDir
    private static Path directory;

    private static Optional<Process> exporter = Optional.empty();
    private static URI address = URI.create("http://127.0.0.1");

    @BeforeAll
    static void isInstalled() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = URI.create("http://127.0.0.1:" + free.getLocalPort());
        }
        Path authority = Files.writeString(
                directory.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(ROOT.certificate().getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        Path configuration = Files.writeString(
                directory.resolve("blackbox.yml"),
                "modules: {tls: {prober: tcp, timeout: 5s, tcp: {tls: true, tls_config: {ca_file: " + authority
                        + ", server_name: a.test}}}}\n");
        exporter = started("--config.file=" + configuration, "--web.listen-address=" + address.getAuthority());
        boolean required = "required".equals(System.getProperty("nightshift.blackbox"));
        assumeTrue(required || exporter.isPresent(), PROGRAM + " is not installed");
        assertThat(exporter).as(PROGRAM).isPresent();
    }

    @AfterAll
    static void stop() {
        exporter.ifPresent(Process::destroy);
    }

    static Stream<Arguments> servers() {
        return Stream.of(
                row("OK", 60, true, true, server(60).by(ROOT)),
                row("CRIT", 2, true, true, server(2).by(ROOT)),
                row("EXPIRED", -10, false, false, server(-10).by(ROOT)),
                row("SELF_SIGNED", 60, false, false, server(60).selfSigned()),
                row(
                        "HOSTNAME_MISMATCH",
                        60,
                        false,
                        false,
                        Pki.server("b.test").from(in(-30)).until(in(60)).by(ROOT)),
                row("CHAIN_EXPIRED", -3, false, false, server(60).by(OVER), OVER),
                row(
                        "WEAK_KEY",
                        60,
                        true,
                        true,
                        server(60).keys(Pki.rsaKeys(1024)).by(ROOT)));
    }

    /// @param success whether the exporter finds nothing wrong
    /// @param date whether it says when the certificate ends
    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    @Timeout(30)
    void theDateIsKnownHereAlsoWhereTheExporterHasNone(
            String headline, long days, boolean success, boolean date, Identity leaf, Identity[] above)
            throws Exception {
        try (Server server = Server.start(TlsSide.serving(leaf, above))) {
            Target target = Target.of("a.test", server.port(), Protocol.HTTPS);
            Verdict ours =
                    Probe.probe(Probe.LIMITS, Probe.LOOPBACK, target, ROOT).judge(Instant.now());
            String theirs = probed(server.port());

            assertThat(ours.headline()).isEqualTo(headline);
            assertThat(Probe.days(ours)).isEqualTo(days);
            assertThat(theirs.contains("probe_success 1")).as(theirs).isEqualTo(success);
            assertThat(theirs.contains("\nprobe_ssl_earliest_cert_expiry"))
                    .as(theirs)
                    .isEqualTo(date);
        }
    }

    private static Pki server(int daysLeft) {
        return Pki.server("a.test").from(in(daysLeft - 90)).until(in(daysLeft));
    }

    /// With an hour to spare, so that the days are whole until then.
    private static Instant in(int days) {
        return Instant.now().plus(Duration.ofDays(days)).plus(Duration.ofHours(1));
    }

    private static Arguments row(
            String headline, long days, boolean success, boolean date, Identity leaf, Identity... above) {
        return Arguments.of(headline, days, success, date, leaf, above);
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
