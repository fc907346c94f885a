package dev.nightshift.local.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The search has to find what it is for.
class CanariesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ERROR: canary-in-the-mine is wrong",
                "begins with canary-i...",
                "Y2FuYXJ5LWluLXRoZS1taW5l",
                "dc05e1164f0688e5cd5a02ab24ff338bb1957ee898c6b050a38e034d9215b522"
            })
    void aValueIsFoundInEveryForm(String sink) {
        assertThat(new Canaries(List.of("canary-in-the-mine")).in(sink)).isNotEmpty();
    }

    @Test
    void aWrittenSecretIsKnownByItsPasswordsInsideAPendingValueToo() {
        Canaries canaries = new Canaries(List.of());

        canaries.addWritten(
                "{\"v\":1,\"value\":\"{\\\"username\\\": \\\"app\\\", \\\"password\\\": \\\"correct-horse\\\"}\"}");
        canaries.addWritten("{\"password\":\"battery-staple\"}");
        canaries.addWritten("bare-and-random");

        assertThat(canaries.count()).isEqualTo(3);
        assertThat(canaries.in("correct-horse battery-staple bare-and-random app"))
                .hasSizeGreaterThanOrEqualTo(3);
    }
}
