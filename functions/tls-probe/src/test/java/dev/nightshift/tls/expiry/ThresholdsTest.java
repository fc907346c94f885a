package dev.nightshift.tls.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdsTest {
    @ParameterizedTest(name = "{0} of a lifetime of {1} days is {2}")
    @CsvSource({
        "30d/25%, 90, PT540H",
        "30d/25%, 398, P30D",
        "14d, 90, P14D",
        "14d, 6, P6D",
        "50%, 6, P3D",
        "0d, 90, PT0S",
        "100%, 90, P90D"
    })
    void theShorterOfDaysAndPartOfTheLifetime(String text, int days, Duration span) {
        Threshold threshold = Threshold.parse(text);

        assertThat(threshold.span(Duration.ofDays(days))).isEqualTo(span);
        assertThat(threshold).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "30", "d", "%", "30d25%", "/", "30d/", "/25%", "101%", "40000d", "-1d", "30 d", "25%/30d"})
    void whatIsNoThresholdIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Threshold.parse(text))
                .withMessageContaining("expected");
    }

    /// Issue date to end: 398, 90, 45 and 6 days, as public CAs give or gave them.
    @ParameterizedTest(name = "with {1} of {0} left: {2}")
    @CsvSource({
        "P398D, P30DT1S, OK",
        "P398D, P30D, NOTICE",
        "P398D, P14D, WARN",
        "P398D, P7D, CRIT",
        "P398D, PT0S, CRIT",
        "P398D, PT-1S, EXPIRED",
        "P90D, PT540H1S, OK",
        "P90D, PT540H, NOTICE",
        "P90D, PT259H12M, WARN",
        "P90D, PT108H, CRIT",
        "P45D, P15D, OK",
        "P45D, P11D, NOTICE",
        "P45D, P5D, WARN",
        "P45D, P2D, CRIT",
        "P6D, P3D, OK",
        "P6D, PT36H, NOTICE",
        "P6D, PT17H, WARN",
        "P6D, PT7H, CRIT"
    })
    void tiersFollowTheLifetime(Duration lifetime, Duration remaining, Tier tier) {
        assertThat(Thresholds.DEFAULT.tier(remaining, lifetime)).isEqualTo(tier);
    }

    /// The certificate ends at 2026-06-01T12:00:00Z, and that second is part of its life.
    @ParameterizedTest(name = "at {0}: {1}, {2}")
    @CsvSource({
        "2026-05-31T11:59:59Z, 1, CRIT",
        "2026-05-31T12:00:00Z, 1, CRIT",
        "2026-05-31T12:00:01Z, 0, CRIT",
        "2026-06-01T11:59:59Z, 0, CRIT",
        "2026-06-01T12:00:00Z, 0, CRIT",
        "2026-06-01T12:00:00.001Z, -1, EXPIRED",
        "2026-06-01T12:00:01Z, -1, EXPIRED",
        "2026-06-02T12:00:00Z, -1, EXPIRED",
        "2026-06-02T12:00:01Z, -2, EXPIRED"
    })
    void daysAreRoundedDownAndGoOnBelowZero(Instant at, long days, Tier tier) {
        Instant notAfter = Instant.parse("2026-06-01T12:00:00Z");
        Expiry expiry = Expiry.of(notAfter.minus(Duration.ofDays(398)), notAfter, "a.test", Thresholds.DEFAULT, at);

        assertThat(expiry.daysRemaining()).isEqualTo(days);
        assertThat(expiry.tier()).isEqualTo(tier);
    }
}
