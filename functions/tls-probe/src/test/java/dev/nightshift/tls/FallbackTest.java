package dev.nightshift.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import dev.nightshift.tls.reader.FirstFlight;
import dev.nightshift.tls.reader.Possession;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FallbackTest {
    private static final String READ =
            "the JDK: it lacks that; read over TLSv1.3 with TLS_AES_128_CCM_SHA256 and x448; ";

    static Stream<Arguments> possessions() {
        return Stream.of(
                Arguments.of(
                        new Possession.Proved(),
                        Fault.HANDSHAKE_FAILED,
                        "JAVA_REFUSES: " + READ + "the server holds the key",
                        ""),
                Arguments.of(
                        new Possession.Unchecked("odd curve"),
                        Fault.HANDSHAKE_FAILED,
                        "JAVA_REFUSES: " + READ + "its signature cannot be checked here: odd curve",
                        ""),
                Arguments.of(
                        new Possession.Unknown("no signature"),
                        Fault.HANDSHAKE_FAILED,
                        "HANDSHAKE_FAILED: " + READ + "not known whether it holds the key: no signature",
                        ""),
                Arguments.of(
                        new Possession.Refuted("wrong"),
                        Fault.HANDSHAKE_FAILED,
                        "",
                        "HANDSHAKE_FAILED: " + READ + "the server does not hold the key: wrong"),
                // The network may have broken the JDK's connections.
                Arguments.of(
                        new Possession.Proved(),
                        Fault.TLS_CLOSED,
                        "TLS_CLOSED: " + READ + "the server holds the key",
                        ""));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("possessions")
    void aServerThatProvesItsKeyIsRightAndOneThatFailsToIsWrong(
            Possession possession, Fault fault, String incomplete, String refuted) {
        FirstFlight.Read read =
                new FirstFlight.Read(List.of(), "TLSv1.3", "TLS_AES_128_CCM_SHA256", "x448", false, possession);

        Fallback fallback = new Fallback(read, new Finding(fault, "it lacks that"));

        assertThat(text(fallback.incomplete())).isEqualTo(incomplete);
        assertThat(text(fallback.refuted())).isEqualTo(refuted);
    }

    private static String text(Optional<Finding> finding) {
        return finding.map(Finding::toString).orElse("");
    }
}
