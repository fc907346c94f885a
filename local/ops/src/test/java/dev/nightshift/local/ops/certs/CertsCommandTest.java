package dev.nightshift.local.ops.certs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.ops.Ops;
import dev.nightshift.local.ops.terminal.ExitStatus;
import dev.nightshift.tls.endpoint.Protocol;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertsCommandTest {
    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir
    private static Path directory;

    private static SSLServerSocket server;
    private static Instant begin;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /// The JDK's own keytool makes the certificate; its dates are of this moment.
    @BeforeAll
    static void serve() throws Exception {
        Path store = directory.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-alias",
                        "a",
                        "-dname",
                        "CN=\\<b\\>here",
                        "-ext",
                        "san=ip:127.0.0.1,dns:xn--strae-oqa.test",
                        "-startdate",
                        "-1H",
                        "-validity",
                        "90",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor())
                .as(keytool.inputReader().readAllAsString())
                .isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        begin = ((X509Certificate) keys.getCertificate("a")).getNotBefore().toInstant();
        Files.writeString(
                directory.resolve("ca.pem"), pem(keys.getCertificate("a").getEncoded()));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(CertsCommandTest::answer);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void aHealthyEndpointIsFine() {
        assertThat(ops("certs", endpoint(), "--ca", file("ca.pem"))).isEqualTo(ExitStatus.FINE);
        assertThat(out.toString()).contains("STATE").contains("OK     89").contains("\n1 endpoint at ", "1 ok");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theSameEndpointIsJudgedForAnotherInstant() {
        assertThat(ops("certs", endpoint(), "--ca", file("ca.pem"), "--at", "2999-01-01T00:00:00Z"))
                .isEqualTo(ExitStatus.FINDINGS);
        assertThat(out.toString()).contains("EXPIRED  -");
    }

    @Test
    void withoutTheAuthorityItIsAFinding() {
        assertThat(ops("certs", endpoint())).isEqualTo(ExitStatus.FINDINGS);
        assertThat(out.toString()).contains("SELF_SIGNED");
    }

    @Test
    void aServerThatBreaksEveryConnectionIsUnknown() throws IOException {
        try (ServerSocket resets = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> reset(resets));

            assertThat(ops("certs", "127.0.0.1:" + resets.getLocalPort())).isEqualTo(ExitStatus.FINDINGS);
            assertThat(out.toString()).contains("TLS_CLOSED", "1 unknown").doesNotContain("critical");
        }
    }

    @Test
    void aProxyThatRefusesIsNamedWithoutItsPassword() throws IOException {
        try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> refuse(proxy));
            String at = "127.0.0.1:" + proxy.getLocalPort();

            assertThat(ops("certs", "a.test", "--proxy", "http://u:hunter2@" + at))
                    .isEqualTo(ExitStatus.FINDINGS);
            assertThat(out.toString())
                    .contains("PROXY_REFUSED", "http://" + at, "1 unknown")
                    .doesNotContain("hunter2", "critical");
        }
    }

    @Test
    void aFileMixesGoodLinesBadLinesAndOptions() throws IOException {
        Path targets = Files.writeString(directory.resolve("targets.txt"), """
                %s ca=ca.pem   # relative to this file
                %s ca=ca.pem sni=straße.test
                b..test
                """.formatted(endpoint(), endpoint()));

        assertThat(ops("certs", "--file", targets.toString())).isEqualTo(ExitStatus.FINDINGS);
        assertThat(err.toString()).contains("targets.txt:3: \"b..test\": expected a host name or an IP address");
        assertThat(out.toString()).contains("2 ok").contains("(xn--strae-oqa.test)");
    }

    @Test
    void aListIsReadAsTheFunctionReadsIt() throws IOException {
        byte[] latin1 = ("# M\u00fcnchen\n" + endpoint() + " ca=ca.pem\n" + endpoint() + " ca=ca.pem\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        Path targets = Files.write(directory.resolve("latin1.txt"), latin1);

        assertThat(ops("certs", "--file", targets.toString())).isEqualTo(ExitStatus.FINE);
        assertThat(out.toString()).contains("\n1 endpoint at ");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "70, critical, 0",
        "70, warning, 0",
        "70, notice, 1",
        "80, warning, 1",
        "80, critical, 0",
        "86, critical, 1"
    })
    void theLeastSeverityThatFailsIsChosen(int days, String severity, int status) {
        String at = begin.plus(Duration.ofDays(days)).toString();

        assertThat(ops("certs", endpoint(), "--ca", file("ca.pem"), "--at", at, "--fail-on", severity))
                .isEqualTo(status);
    }

    @Test
    void machinesGetJsonAndPeopleAPage() throws IOException {
        Path page = directory.resolve("page.html");

        assertThat(ops("certs", endpoint(), "--ca", file("ca.pem"), "--json", "--html", page.toString()))
                .isEqualTo(ExitStatus.FINE);
        assertThat(out.toString())
                .startsWith("{\"v\":1,")
                .contains("\"headline\":\"OK\"", "\"version\":\"TLSv1.3\",\"suite\":\"TLS_AES_256_GCM_SHA384\"");
        assertThat(page).content().contains("&lt;b&gt;here").contains("<svg").doesNotContain("<b>here");
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "certs, 2, expected HOST[:PORT] or --file FILE",
        "certs b..test, 2, b..test: expected a host name or an IP address",
        "certs a.test --at yesterday, 2, expected an instant like 2026-12-24T00:00:00Z",
        "certs a.test --patience 0, 2, --patience: expected a number from 1 to 600, not 0",
        "certs a.test --addresses 5000, 2, --addresses: expected a number from 1 to 4096, not 5000",
        "certs a.test --proxy https://u:hunter2@b.test, 2, --proxy: expected http://HOST:PORT",
        "certs a.test --dane-resolver b.test, 2, --dane-resolver: expected the address of a resolver",
        "certs a.test --fail-on dread, 2, 'expected critical, warning or notice, not dread'",
        "certs --file nowhere.txt, 3, nowhere.txt: there is no such file",
        "certs a.test --ca nowhere.pem, 3, nowhere.pem: there is no such file",
        "certs --file EMPTY, 3, names no endpoint",
        "certs --file BAD, 3, names no endpoint that can be read",
        "certs a.test --html /nonexistent/x, 3, /nonexistent/x: cannot be written: there is no directory /nonexistent",
        "certs a.test --html /, 3, /: cannot be written: it is a directory",
        "certs a.test --ca EMPTY, 3, expected certificates in PEM or DER form"
    })
    void whatCannotBeDoneIsSaid(String command, int status, String message) throws IOException {
        Path empty = Files.writeString(directory.resolve("EMPTY"), "# nothing\n");

        Path bad = Files.writeString(directory.resolve("BAD"), "b..test\n");

        assertThat(ops(command.replace("EMPTY", empty.toString())
                        .replace("BAD", bad.toString())
                        .split(" ")))
                .isEqualTo(status);
        assertThat(err.toString()).contains(message).doesNotContain("\tat ", "hunter2");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void helpNamesEveryProtocol() {
        assertThat(ops("certs", "--help")).isEqualTo(ExitStatus.FINE);
        assertThat(out.toString().split("[\\s,;.]+"))
                .contains(Arrays.stream(Protocol.values()).map(Protocol::scheme).toArray(String[]::new));
    }

    private int ops(String... args) {
        return Ops.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private static String endpoint() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    private static String file(String name) {
        return directory.resolve(name).toString();
    }

    private static String pem(byte[] encoded) {
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                + "\n-----END CERTIFICATE-----\n";
    }

    private static void answer() {
        while (!server.isClosed()) {
            try (SSLSocket socket = (SSLSocket) server.accept()) {
                socket.startHandshake();
                socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                // The end of the test, or a client that is gone: neither is looked at.
            }
        }
    }

    private static void refuse(ServerSocket listener) {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                socket.getInputStream().read(new byte[1_000]);
                socket.getOutputStream().write("HTTP/1.1 403 Forbidden\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // The end of the test.
            }
        }
    }

    private static void reset(ServerSocket listener) {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                socket.setSoLinger(true, 0);
            } catch (IOException e) {
                // The end of the test.
            }
        }
    }
}
