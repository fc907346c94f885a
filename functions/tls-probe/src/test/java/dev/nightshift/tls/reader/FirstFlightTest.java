package dev.nightshift.tls.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.tls.Pki;
import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.wire.ProbeException;
import dev.nightshift.tls.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstFlightTest {
    private static final Identity ROOT = Pki.authority("Root").selfSigned();
    private static final X509Certificate LEAF = Pki.server("a.test").by(ROOT).certificate();

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "SSLv3, 300, TLS_RSA_WITH_RC4_128_SHA, 5",
        "TLSv1, 301, TLS_RSA_WITH_AES_128_CBC_SHA, 2F",
        "TLSv1.1, 302, TLS_RSA_WITH_3DES_EDE_CBC_SHA, A",
        "TLSv1.2, 303, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, C02F",
        "version 0x0305, 305, suite 0xFFFF, FFFF"
    })
    void aServersVersionSuiteAndCertificatesAreRead(String version, String number, String suite, String code)
            throws Exception {
        byte[] flight = Flight.of(Integer.parseInt(number, 16), Integer.parseInt(code, 16), LEAF, ROOT.certificate());

        FirstFlight.Read read = read(flight);

        assertThat(read.chain()).containsExactly(LEAF, ROOT.certificate());
        assertThat(read.version()).isEqualTo(version);
        assertThat(read.suite()).isEqualTo(suite);
        assertThat(read.possession()).isInstanceOf(Possession.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 16_384})
    void messagesMaySpanRecordsAndRecordsMayHoldSeveral(int size) throws Exception {
        byte[] flight =
                Flight.bytes(Flight.message(0, new byte[0]), Flight.hello(0x301, 0x2f), Flight.certificate(LEAF));

        assertThat(read(Flight.records(size, flight)).chain()).containsExactly(LEAF);
    }

    @Test
    void aWarningIsNoEnd() throws Exception {
        byte[] unrecognizedName = Flight.record(21, new byte[] {1, 112});

        assertThat(read(Flight.bytes(unrecognizedName, Flight.of(0x301, 0x2f, LEAF)))
                        .chain())
                .containsExactly(LEAF);
    }

    static Stream<Arguments> refusals() {
        byte[] hello = Flight.record(22, Flight.hello(0x301, 0x2f));
        return Stream.of(
                row("TLS_ALERT: alert 40 handshake_failure", Flight.record(21, new byte[] {2, 40})),
                row("TLS_ALERT: alert 0 close_notify", Flight.record(21, new byte[] {1, 0})),
                row("TLS_ALERT: alert 99 (unknown)", Flight.record(21, new byte[] {2, 99})),
                row("TLS_MALFORMED: an alert of 3 bytes", Flight.record(21, new byte[] {2, 40, 0})),
                row("NOT_TLS: the server says: HTTP/1.1 400 Bad Request", ascii("HTTP/1.1 400 Bad Request\r\n")),
                row("NOT_TLS: the server says: SSH-2.0-x [31m", ascii("SSH-2.0-x\u001b[31m\r\n")),
                row("TLS_MALFORMED: a record of version 2 with 0 bytes", Flight.hex("1602000000")),
                row("TLS_MALFORMED: a record of version 3 with 65535 bytes", Flight.hex("160301ffff")),
                row("TLS_MALFORMED: a message of 16777219 bytes", Flight.record(22, Flight.hex("02ffffff"))),
                row("TLS_MALFORMED: a ServerHello that is too short", Flight.record(22, Flight.hex("020000020301"))),
                row(
                        "TLS_MALFORMED: no certificate in the server's first flight",
                        Flight.bytes(hello, Flight.record(22, Flight.message(14, new byte[0])))),
                row("TLS_MALFORMED: an empty chain", Flight.bytes(hello, Flight.record(22, Flight.certificate()))),
                row(
                        "TLS_MALFORMED: a Certificate message whose length is wrong",
                        Flight.record(22, Flight.message(11, Flight.hex("000004000001")))),
                row(
                        "TLS_MALFORMED: a Certificate message that is too short",
                        Flight.record(22, Flight.message(11, Flight.hex("000004" + "00000200")))),
                row(
                        "TLS_MALFORMED: certificate 1 cannot be read",
                        Flight.record(22, Flight.message(11, Flight.hex("000005" + "0000023000")))),
                row("TLS_MALFORMED: more than 2000 records", Flight.hex("1603010000".repeat(2_001))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void everythingElseHasItsName(String finding, byte[] flight) {
        assertThatThrownBy(() -> read(flight))
                .isInstanceOfSatisfying(
                        ProbeException.class,
                        e -> assertThat(e.finding().toString()).startsWith(finding));
    }

    @Test
    void anEndAtAnyByteIsAnEnd() {
        byte[] flight = Flight.of(0x301, 0x2f, LEAF);
        for (int length = 0; length < flight.length; length++) {
            byte[] begun = Arrays.copyOf(flight, length);

            assertThatThrownBy(() -> read(begun)).as("after %d bytes", length).isInstanceOf(EOFException.class);
        }
    }

    /// A good flight with some bytes changed: only the outcomes that are documented.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void damagedFlightsHaveOnlyDocumentedOutcomes(long seed) {
        Random random = new Random(seed);
        byte[] flight = Flight.of(0x303, 0xc02f, LEAF, ROOT.certificate());
        for (int round = 0; round < 1_500; round++) {
            byte[] damaged = flight.clone();
            for (int i = random.nextInt(6); i >= 0; i--) {
                damaged[random.nextInt(random.nextBoolean() ? 80 : damaged.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(read(damaged).chain()).isNotEmpty();
            } catch (IOException | ProbeException documented) {
                assertThat(documented).isNotNull();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + round, e);
            }
        }
    }

    private static FirstFlight.Read read(byte[] said) throws IOException, ProbeException {
        Wire wire = new Wire(new ByteArrayInputStream(said), OutputStream.nullOutputStream(), 1_000_000);
        return FirstFlight.read(wire, "a.test", Optional.empty(), new Random(1));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Arguments row(String finding, byte[] flight) {
        return Arguments.of(finding, flight);
    }
}
