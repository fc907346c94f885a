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
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptedFlightTest {
    private static final Identity ROOT = Pki.authority("Root").selfSigned();
    private static final Identity LEAF = Pki.server("a.test").by(ROOT);
    private static final Peer13.Manner PLAIN = Peer13.Manner.PLAIN;
    private static final int ROUNDS = Integer.getInteger("nightshift.fuzz", 800);

    @ParameterizedTest
    @EnumSource(names = {"X25519", "SECP256R1"})
    void theCertificateIsReadAndTheServerProvesThatItHoldsTheKey(Group group) throws Exception {
        FirstFlight.Read read = read(PLAIN.with(group));

        assertThat(read.chain()).containsExactly(LEAF.certificate());
        assertThat(read.version()).isEqualTo("TLSv1.3");
        assertThat(read.suite()).isEqualTo("TLS_AES_128_GCM_SHA256");
        assertThat(read.group()).isEqualTo(group.title);
        assertThat(read.clientCertificateAsked()).isFalse();
        assertThat(read.possession()).isEqualTo(new Possession.Proved());
    }

    @Test
    void aDemandForAClientCertificateIsNoted() throws Exception {
        assertThat(read(PLAIN.asksForCertificate(true)).clientCertificateAsked())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100, 16_384})
    void messagesMaySpanRecordsWithPadding(int size) throws Exception {
        assertThat(read(PLAIN.inRecords(size, 5)).possession()).isEqualTo(new Possession.Proved());
    }

    /// Those whose server side is like the client's; the others are tried with OpenSSL.
    @ParameterizedTest
    @EnumSource(
            names = {
                "SECP384R1",
                "SECP521R1",
                "X448",
                "BRAINPOOL_P256R1",
                "BRAINPOOL_P384R1",
                "BRAINPOOL_P512R1",
                "FFDHE2048",
                "FFDHE8192"
            })
    void anotherGroupIsTakenWhenTheServerAsksForIt(Group group) throws Exception {
        Peer13 peer = new Peer13(LEAF, PLAIN.with(group).asking("crumbs"));

        FirstFlight.Read read = FirstFlight.read(peer.wire(), "a.test", Optional.empty(), new Random(1));

        assertThat(read.group()).isEqualTo(group.title);
        assertThat(read.possession()).isEqualTo(new Possession.Proved());
        assertThat(peer.hellos()).hasSize(2);
        assertThat(text(peer.hellos().get(1))).contains("crumbs");
        // Version, random and session stay as they were (RFC 8446 4.1.2).
        assertThat(Arrays.copyOfRange(peer.hellos().get(1), 4, 71))
                .isEqualTo(Arrays.copyOfRange(peer.hellos().get(0), 4, 71));
    }

    @Test
    void theSignatureOfAnotherKeyIsNoProof() throws Exception {
        Identity liar = new Identity(LEAF.certificate(), Pki.newKeys());

        FirstFlight.Read read =
                FirstFlight.read(new Peer13(liar, PLAIN).wire(), "a.test", Optional.empty(), new Random(1));

        assertThat(read.chain()).containsExactly(LEAF.certificate());
        assertThat(read.possession()).isInstanceOf(Possession.Refuted.class);
    }

    @Test
    void anEndBehindTheCertificateHidesNoDate() throws Exception {
        FirstFlight.Read read = read(PLAIN.inRecords(50, 0).outside(bytes -> Arrays.copyOf(bytes, bytes.length - 60)));

        assertThat(read.chain()).containsExactly(LEAF.certificate());
        assertThat(read.possession())
                .isEqualTo(new Possession.Unknown("the handshake ends after the certificate: closed"));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                row("TLS_MALFORMED: a record that the agreed key does not decrypt", PLAIN.outside(flipped(200))),
                row(
                        "TLS_MALFORMED: no certificate in the handshake",
                        PLAIN.inside(_ -> Flight.message(20, new byte[32]))),
                row("TLS_MALFORMED: an empty chain", PLAIN.inside(_ -> Flight.message(11, new byte[4]))),
                row(
                        "TLS_MALFORMED: a Certificate message that is too short",
                        PLAIN.inside(_ -> Flight.message(11, new byte[0]))),
                row("TLS_MALFORMED: a message of 16777219 bytes", PLAIN.inside(_ -> Flight.hex("0bffffff"))),
                row("TLS_MALFORMED: more than 100 messages", PLAIN.inside(_ -> new byte[4_000])),
                row("TLS_MALFORMED: a key of 32 bytes for x448", PLAIN.outside(replaced("33002400 1d", "33002400 1e"))),
                row(
                        "TLS_MALFORMED: group 0x4242, which was not offered",
                        PLAIN.outside(replaced("33002400 1d", "33002442 42"))),
                row(
                        "TLS_MALFORMED: TLS 1.3 with TLS_RSA_WITH_AES_128_CBC_SHA",
                        PLAIN.outside(replaced("00130100 00", "00002f00 00"))),
                row(
                        "TLS_MALFORMED: a record in the clear",
                        PLAIN.outside(
                                bytes -> Bytes.concat(Arrays.copyOf(bytes, 95 + 6), Flight.record(22, new byte[4])))),
                row(
                        "TLS_ALERT: alert 40 handshake_failure",
                        PLAIN.outside(bytes ->
                                Bytes.concat(Arrays.copyOf(bytes, 95), Flight.record(21, new byte[] {2, 40})))),
                row(
                        "TLS_MALFORMED: no ServerHello after a HelloRetryRequest",
                        PLAIN.asking("x").outside(bytes -> Bytes.concat(bytes, bytes))),
                row("TLS_MALFORMED: an encrypted record before", PLAIN.outside(bytes -> Flight.record(23, bytes))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void everythingElseHasItsName(String finding, Peer13.Manner manner) {
        assertThatThrownBy(() -> read(manner))
                .isInstanceOfSatisfying(
                        ProbeException.class,
                        e -> assertThat(e.finding().toString()).startsWith(finding));
    }

    @Test
    void anEndBeforeTheCertificateIsAnEnd() {
        for (int length = 0; length < 300; length += 7) {
            int bytes = length;

            assertThatThrownBy(() -> read(PLAIN.outside(all -> Arrays.copyOf(all, bytes))))
                    .as("after %d bytes", bytes)
                    .isInstanceOf(EOFException.class);
        }
    }

    /// A good flight with some bytes changed, before or after it is encrypted: only the outcomes that are documented.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void damagedFlightsHaveOnlyDocumentedOutcomes(long seed) throws GeneralSecurityException {
        Random random = new Random(seed);
        Map<Group, KeyShare> shares = FirstFlight.newShares(random);
        ClientHello hello = new ClientHello("a.test", Optional.empty(), random);
        Peer13.Prepared prepared = new Peer13(LEAF, PLAIN).prepared(hello.upToTls13(shares, new byte[0]));
        for (int round = 0; round < ROUNDS; round++) {
            UnaryOperator<byte[]> damage = bytes -> damaged(bytes, random);
            Peer13.Manner manner = random.nextInt(4) == 0 ? PLAIN.outside(damage) : PLAIN.inside(damage);
            InputStream said = new ByteArrayInputStream(prepared.said(manner));
            Wire wire = new Wire(said, OutputStream.nullOutputStream(), 1_000_000);
            try {
                FirstFlight.Read read = FirstFlight.read(wire, hello, shares, random);
                assertThat(read.chain()).isNotEmpty();
            } catch (IOException | ProbeException documented) {
                assertThat(documented).isNotNull();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + round, e);
            }
        }
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        for (int i = random.nextInt(6); i >= 0; i--) {
            damaged[random.nextInt(random.nextBoolean() ? Math.min(120, damaged.length) : damaged.length)] =
                    (byte) random.nextInt();
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(damaged, random.nextInt(damaged.length)) : damaged;
    }

    private static UnaryOperator<byte[]> flipped(int index) {
        return bytes -> {
            byte[] changed = bytes.clone();
            changed[index] ^= 1;
            return changed;
        };
    }

    private static UnaryOperator<byte[]> replaced(String from, String to) {
        return bytes -> HexFormat.of()
                .parseHex(HexFormat.of().formatHex(bytes).replaceFirst(from.replace(" ", ""), to.replace(" ", "")));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static FirstFlight.Read read(Peer13.Manner manner)
            throws IOException, ProbeException, GeneralSecurityException {
        return FirstFlight.read(new Peer13(LEAF, manner).wire(), "a.test", Optional.empty(), new Random(1));
    }

    private static Arguments row(String finding, Peer13.Manner manner) {
        return Arguments.of(finding, manner);
    }
}
