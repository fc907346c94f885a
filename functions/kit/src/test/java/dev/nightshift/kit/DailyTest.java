package dev.nightshift.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DailyTest {
    /// Clocks go forward on 28 March 2027, so that 02:30 is read as 03:30, and back on 25 October 2026.
    @ParameterizedTest
    @CsvSource({
        "08:00, 2026-11-23T07:00:00Z, 2026-11-23T07:00:00Z",
        "08:00, 2026-11-23T06:59:59Z, 2026-11-22T07:00:00Z",
        "08:00, 2026-10-25T06:59:59Z, 2026-10-24T06:00:00Z",
        "08:00, 2026-10-25T07:00:00Z, 2026-10-25T07:00:00Z",
        "02:30, 2027-03-28T01:29:59Z, 2027-03-27T01:30:00Z",
        "02:30, 2027-03-28T01:30:00Z, 2027-03-28T01:30:00Z",
        "00:00, 2026-12-31T23:00:00Z, 2026-12-31T23:00:00Z"
    })
    void theLastTimeIsTheOneOfTheZone(LocalTime at, Instant now, Instant last) {
        Daily daily = new Daily(at, Zones.of("Europe/Berlin"));

        assertThat(daily.last(now)).isEqualTo(last);
        assertThat(daily.isDue(last.minusSeconds(1), now)).isTrue();
        assertThat(daily.isDue(last, now)).isFalse();
    }
}
