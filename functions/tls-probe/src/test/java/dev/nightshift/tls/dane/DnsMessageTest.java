package dev.nightshift.tls.dane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsMessageTest {
    // One question, an alias to a name that ends in a pointer, and a TLSA record whose owner is a pointer to it.
    private static final byte[] GOOD = hex("1234 81a0 0001 0002 0000 0000"
            + "035f3235 045f746370 0161 0474657374 00 0034 0001"
            + "c00c 0005 0001 0000012c 0008 055f64616e65 c015"
            + "c02d 0034 0001 0000012c 0023 030101" + "ab".repeat(32));
    private static final String NAME = "_25._tcp.a.test";

    @Test
    void anAnswerIsReadWithItsAliases() {
        DnsMessage message = read(GOOD).orElseThrow();

        assertThat(message.code()).isZero();
        assertThat(message.authentic()).isTrue();
        assertThat(message.truncated()).isFalse();
        assertThat(message.answers()).extracting(DnsMessage.Answer::owner).containsExactly(NAME, "_dane.a.test");
        assertThat(message.answers().getFirst().target()).contains("_dane.a.test");
        assertThat(Tlsa.read(message.answers().getLast().data())).hasToString("3 1 1 abababababababab...");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Another number, a question, another name, type or class.
                "1235 81a0 0001 0000 0000 0000 035f3235 045f746370 0161 0474657374 00 0034 0001",
                "1234 0120 0001 0000 0000 0000 035f3235 045f746370 0161 0474657374 00 0034 0001",
                "1234 81a0 0001 0000 0000 0000 035f3236 045f746370 0161 0474657374 00 0034 0001",
                "1234 81a0 0001 0000 0000 0000 035f3235 045f746370 0161 0474657374 00 0001 0001",
                "1234 81a0 0001 0000 0000 0000 035f3235 045f746370 0161 0474657374 00 0034 0003",
                "1234 81a0 0002 0000 0000 0000 035f3235 045f746370 0161 0474657374 00 0034 0001"
            })
    void whatAnswersAnotherQuestionIsNoAnswer(String message) {
        assertThat(read(hex(message))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1234 81a0",
                "1234 81a0 0001 0000 0000 0000 c00c 0034 0001",
                "1234 81a0 0001 0000 0000 0000 c0ff 0034 0001",
                "1234 81a0 0001 0000 0000 0000 7f61",
                "1234 81a0 0000 0001 0000 0000 00 0034 0001 00000000 ffff"
            })
    void aMalformedAnswerIsRefused(String message) {
        assertThatThrownBy(() -> read(hex(message)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a malformed answer");
    }

    @Test
    void damagedAnswersHaveOnlyDocumentedOutcomes() {
        long seed = 20_261_130L;
        Random random = new Random(seed);
        for (int round = 0; round < 200_000; round++) {
            byte[] message = round % 4 == 0 ? new byte[random.nextInt(600)] : GOOD.clone();
            if (round % 4 == 0) {
                random.nextBytes(message);
            }
            for (int i = random.nextInt(6); i > 0 && message.length > 0; i--) {
                message[random.nextInt(message.length)] = (byte) random.nextInt();
            }
            try {
                read(message)
                        .ifPresent(found -> found.answers().stream()
                                .filter(answer -> answer.type() == DnsMessage.TLSA)
                                .forEach(answer -> Tlsa.read(answer.data()).unusable(false)));
            } catch (IllegalArgumentException documented) {
                assertThat(documented.getMessage())
                        .as("seed %d, round %d", seed, round)
                        .matches("a malformed answer|a TLSA record of \\d bytes");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'nameserver 192.0.2.1\n', 192.0.2.1",
        "'# nameserver 192.0.2.9\n  nameserver\t2001:db8::1 # here\nnameserver x\nsearch a', 2001:db8::1",
        "'nameserver 192.0.2.1\nnameserver 192.0.2.2\nnameserver 192.0.2.3\nnameserver 192.0.2.4',"
                + " 192.0.2.1 192.0.2.2 192.0.2.3",
        "'', 127.0.0.1"
    })
    void theSystemsResolversAreThoseOfItsFile(String text, String servers) {
        assertThat(NameServers.of(text).stream().map(DnsClient::shown).toList())
                .containsExactly(servers.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "192.0.2.1:5353, 192.0.2.1:5353",
        "2001:db8:0::1, 2001:db8::1",
        "[2001:db8::1]:5353, [2001:db8::1]:5353"
    })
    void aResolverIsWrittenAsAnAddress(String written, String shown) {
        assertThat(DnsClient.shown(NameServers.parse(written))).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "resolver.test", "192.0.2.1:0", "192.0.2.1:65536", "300.0.2.1", "192.0.2.1:x"})
    void whatIsNoAddressIsRefused(String written) {
        assertThatThrownBy(() -> NameServers.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected the address of a resolver");
    }

    private static Optional<DnsMessage> read(byte[] message) {
        return DnsMessage.read(ByteBuffer.wrap(message), 0x1234, NAME, DnsMessage.TLSA);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }
}
