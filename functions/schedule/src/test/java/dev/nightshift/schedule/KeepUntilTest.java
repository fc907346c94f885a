package dev.nightshift.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeepUntilTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-21T17:00:00Z,        2026-11-21T17:00:00Z",
        "2026-11-21T17:00Z,           2026-11-21T17:00:00Z",
        "2026-11-21T18:00:00+01:00,   2026-11-21T17:00:00Z",
        "2026-11-21T18:00,            2026-11-21T17:00:00Z",
        "2026-11-21 18:00,            2026-11-21T17:00:00Z",
        "2026-11-21 18:00:30,         2026-11-21T17:00:30Z",
        "2026-03-29T02:30,            2026-03-29T01:00:00Z", // skipped: the change
        "2026-10-25T02:30,            2026-10-25T00:30:00Z", // twice: the first
    })
    void anInstantOrALocalTimeIsTaken(String text, Instant expected) {
        assertThat(KeepUntil.parse(text, Given.BERLIN)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tomorrow", "2026-11-21", "2026-02-30T12:00", "18:00", "2026-11-21T25:00"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> KeepUntil.parse(text, Given.BERLIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected an instant such as 2026-11-21T17:00:00Z or a local time such as"
                        + " 2026-11-21T18:00");
    }
}
