package dev.nightshift.tls.starttls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightshift.tls.Pki;
import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.Probe;
import dev.nightshift.tls.Server;
import dev.nightshift.tls.TlsSide;
import dev.nightshift.tls.endpoint.Protocol;
import dev.nightshift.tls.endpoint.Target;
import dev.nightshift.tls.verdict.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// SQL Server's handshakes, with a server written from MS-TDS; Microsoft's driver and FreeTDS say whether it is like
/// the
/// real one.
@Timeout(60)
class TdsTest {
    private static final Identity ROOT = Pki.authority("Root").selfSigned();
    private static final Identity LEAF = Pki.server("a.test").by(ROOT);

    // For programs that know no other instant than the present.
    private static final Identity LONG_LIVED = Pki.server("a.test")
            .from(Instant.parse("2000-01-01T00:00:00Z"))
            .until(Instant.parse("2199-01-01T00:00:00Z"))
            .by(ROOT);

    @ParameterizedTest
    @CsvSource({
        "0, TLSv1.2, 4096",
        "1, TLSv1.2, 4096",
        "3, TLSv1.2, 4096",
        "1, TLSv1.2, 50",
        "1, TLSv1.3, 4096",
        "3, TLSv1.3, 50"
    })
    void theHandshakeIsInPacketsAndWhatComesAfterItIsNot(int encryption, String version, int packetSize)
            throws InterruptedException {
        try (Server server =
                Server.start(TdsServer.tds7(encryption, packetSize, serving(LEAF, TdsTest.only(version))))) {
            Verdict verdict = Probe.probe(Target.of("a.test", server.port(), Protocol.MSSQL), ROOT);

            assertThat(verdict.headline() + " " + Probe.days(verdict)).isEqualTo("OK 60");
            assertThat(verdict.allFindings()).isEmpty();
            // A server of TLS 1.3 sends tickets when the client may be gone.
            assertThat(server.failures().isEmpty() || version.equals("TLSv1.3"))
                    .as("%s", server.failures())
                    .isTrue();
        }
    }

    @Test
    void aLongFlightIsOneMessageOfSeveralPackets() throws IOException {
        byte[] flight = "flight ".repeat(1_500).getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        TdsEnvelope envelope = new TdsEnvelope(InputStream.nullInputStream(), sent);

        envelope.output().write(flight);
        assertThat(sent.size()).isZero();
        assertThat(envelope.input().read()).isEqualTo(-1);

        ByteArrayInputStream packets = new ByteArrayInputStream(sent.toByteArray());
        TdsServer.Message message = TdsServer.message(packets);
        assertThat(message.type()).isEqualTo(0x12);
        assertThat(message.content()).isEqualTo(ByteBuffer.wrap(flight));
        assertThat(packets.available()).isZero();
        assertThat(sent.size()).isEqualTo(flight.length + 3 * 8);
    }

    @Test
    void aLongChainIsReadThroughPacketsToo() throws InterruptedException {
        Identity[] padding = IntStream.range(0, 12)
                .mapToObj(i -> Pki.authority("Extra " + i).by(ROOT))
                .toArray(Identity[]::new);
        try (Server server = Server.start(TdsServer.tds7(TdsServer.ON, 4_096, TlsSide.serving(LEAF, padding)))) {
            Verdict verdict = Probe.probe(Target.of("a.test", server.port(), Protocol.MSSQL), ROOT);

            assertThat(Probe.faults(verdict)).isEqualTo("LARGE_CHAIN");
            assertThat(Probe.days(verdict)).isEqualTo(60);
        }
    }

    @Test
    void aServerWithoutEncryptionIsRefusedAtOnce() throws InterruptedException {
        try (Server server = Server.start(TdsServer.tds7(TdsServer.NOT_SUPPORTED, 4_096, Server.listens()))) {
            Verdict verdict = Probe.probe(Target.of("a.test", server.port(), Protocol.MSSQL), ROOT);

            assertThat(verdict.headline()).isEqualTo("STARTTLS_REFUSED");
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void strictEncryptionBeginsWithTlsAndNamesItsProtocol() throws InterruptedException {
        try (Server server = Server.start(serving(LEAF, TdsTest::tds8, TdsTest::isTds8))) {
            Verdict verdict = Probe.probe(Target.of("a.test", server.port(), Protocol.MSSQL8), ROOT);

            assertThat(verdict.headline() + " " + Probe.days(verdict)).isEqualTo("OK 60");
            assertThat(server.failures()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"MSSQL8, true", "HTTPS, false"})
    void theReaderNamesTheProtocolToo(Protocol protocol, boolean named) throws InterruptedException {
        List<String> hellos = new CopyOnWriteArrayList<>();
        try (Server server = Server.start(socket -> {
            byte[] hello = new byte[4_096];
            int length = Math.max(0, socket.getInputStream().read(hello));
            hellos.add(new String(hello, 0, length, StandardCharsets.ISO_8859_1));
        })) {
            Probe.probe(Target.of("a.test", server.port(), protocol));
        }

        // Type 16, three lengths, the name. The JDK twice, and the reader for TLS 1.3 and for TLS 1.2.
        String extension = "\0\u0010\0\n\0\b\u0007tds/8.0";
        assertThat(hellos).hasSize(4).allMatch(hello -> hello.contains(extension) == named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"encrypt=true", "encrypt=false", "encrypt=strict"})
    void microsoftsDriverComesAsFarAsTheLogin(String encrypt, @TempDir Path directory)
            throws IOException, CertificateEncodingException {
        boolean strict = encrypt.endsWith("strict");
        Server.Conversation tls7 = serving(LONG_LIVED, TdsTest.only("TLSv1.2"), TdsServer::refuseLogin);
        Server.Conversation tds = strict
                ? serving(LONG_LIVED, TdsTest::tds8, TdsServer.tds8Login())
                : TdsServer.tds7(TdsServer.REQUIRED, 4_096, tls7);
        Path authority = directory.resolve("root.pem");
        Files.writeString(
                authority,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(LONG_LIVED.certificate().getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        try (Server server = Server.start(tds)) {
            String url =
                    "jdbc:sqlserver://127.0.0.1:" + server.port() + ";user=nightshift;password=wrong;loginTimeout=20;"
                            + encrypt + (strict ? ";serverCertificate=" + authority : ";trustServerCertificate=true");

            assertThatThrownBy(() -> DriverManager.getConnection(url).close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageStartingWith(TdsServer.LOGIN_ERROR);
        }
    }

    @Test
    void freeTdsComesAsFarAsTheLogin(@TempDir Path directory) throws IOException, InterruptedException {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/tsql"))
                        || "required".equals(System.getProperty("nightshift.freetds")),
                "FreeTDS is not installed");
        try (Server server = Server.start(TdsServer.tds7(
                TdsServer.REQUIRED, 4_096, serving(LONG_LIVED, TdsTest.only("TLSv1.2"), TdsServer::refuseLogin)))) {
            ProcessBuilder tsql = new ProcessBuilder(
                    "/usr/bin/tsql",
                    "-H",
                    "127.0.0.1",
                    "-p",
                    String.valueOf(server.port()),
                    "-U",
                    "nightshift",
                    "-P",
                    "x");
            Path settings = Files.writeString(directory.resolve("freetds.conf"), """
                    [global]
                    tds version = 7.4
                    encryption = require
                    timeout = 20
                    connect timeout = 20
                    """);
            tsql.environment().put("FREETDSCONF", settings.toString());
            Process process = tsql.redirectErrorStream(true).start();
            process.getOutputStream().close();

            assertThat(process.inputReader().readAllAsString()).contains("Msg 18456", TdsServer.LOGIN_ERROR);
            assertThat(process.waitFor()).isNotZero();
        }
    }

    private static Server.Conversation serving(Identity identity, Consumer<SSLSocket> settings) {
        return TlsSide.serving(identity.keys(), new X509Certificate[] {identity.certificate()}, settings);
    }

    private static Server.Conversation serving(
            Identity identity, Consumer<SSLSocket> settings, Server.Conversation then) {
        return TlsSide.serving(identity.keys(), new X509Certificate[] {identity.certificate()}, settings, then);
    }

    private static Consumer<SSLSocket> only(String version) {
        return tls -> tls.setEnabledProtocols(new String[] {version});
    }

    private static void tds8(SSLSocket tls) {
        tls.setHandshakeApplicationProtocolSelector((_, names) -> names.contains("tds/8.0") ? "tds/8.0" : null);
    }

    private static void isTds8(Socket socket) throws IOException {
        String protocol = ((SSLSocket) socket).getApplicationProtocol();
        if (!"tds/8.0".equals(protocol)) {
            throw new IOException("the client speaks '" + protocol + "'");
        }
        Server.listens().with(socket);
    }
}
