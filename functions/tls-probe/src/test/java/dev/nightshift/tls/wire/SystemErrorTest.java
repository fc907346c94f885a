package dev.nightshift.tls.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemErrorTest {
    /// As glibc, musl and macOS name `ETIMEDOUT`, `ECONNRESET`, `EAI_AGAIN` and `EAI_FAIL`, and others.
    @ParameterizedTest
    @CsvSource({
        "Connection timed out, TIMED_OUT",
        "Operation timed out, TIMED_OUT",
        "Connection reset, RESET",
        "Connection reset by peer, RESET",
        "Connection reset: a.test/192.0.2.1:443, RESET",
        "a.test: Temporary failure in name resolution, LOOKUP_FAILED",
        "a.test: Non-recoverable failure in name resolution, LOOKUP_FAILED",
        "a.test: Try again, LOOKUP_FAILED",
        "a.test: Non-recoverable error, LOOKUP_FAILED",
        "Connection refused, ''",
        "Network is unreachable, ''",
        "a.test: Name or service not known, ''",
        "a.test: Name does not resolve, ''",
        "connection-reset.test: Name or service not known, ''",
        ", ''"
    })
    void aTextIsOneErrorOrNone(String message, String expected) {
        assertThat(Arrays.stream(SystemError.values())
                        .filter(error -> error.isIn(new IOException(message)))
                        .map(Enum::name)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }
}
