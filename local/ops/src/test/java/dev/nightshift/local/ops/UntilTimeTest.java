package dev.nightshift.local.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.kit.Zones;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UntilTimeTest {
    private static Instant parse(String text, String zone, String now) {
        return UntilTime.parse(text, Zones.of(zone), Instant.parse(now));
    }

    @ParameterizedTest
    @CsvSource({
        // Friday 20 November 2026, 17:30 in Berlin.
        "22:00, 2026-11-20T21:00:00Z",
        "17:30, 2026-11-21T16:30:00Z",
        "8:00, 2026-11-21T07:00:00Z",
        "Mon 08:00, 2026-11-23T07:00:00Z",
        "monday 8:00, 2026-11-23T07:00:00Z",
        "FRI 17:31, 2026-11-20T16:31:00Z",
        "Friday 17:30, 2026-11-27T16:30:00Z",
        "2026-11-23T08:00, 2026-11-23T07:00:00Z",
        "2026-11-23 08:00, 2026-11-23T07:00:00Z",
        "2026-11-23T08:00:30, 2026-11-23T07:00:30Z",
        "2026-11-23T08:00Z, 2026-11-23T08:00:00Z",
        "2026-11-23T07:00:00Z, 2026-11-23T07:00:00Z",
        "2026-11-23T08:00+01:00, 2026-11-23T07:00:00Z",
        "3 hours, 2026-11-20T19:30:00Z",
        "3h, 2026-11-20T19:30:00Z",
        "90 min, 2026-11-20T18:00:00Z",
        "1 day, 2026-11-21T16:30:00Z",
    })
    void peopleWriteATimeInSeveralWays(String text, Instant until) {
        assertThat(parse(text, "Europe/Berlin", "2026-11-20T16:30:00Z")).isEqualTo(until);
    }

    @ParameterizedTest
    @CsvSource({
        // British Columbia keeps its summer time from 2026 on: 7 hours behind, where an old JDK says 8.
        "America/Vancouver, 2026-12-01T00:00:00Z, 18:00, 2026-12-01T01:00:00Z",
        // A length is a length over a clock change, and a day has 24 hours.
        "Europe/Berlin, 2026-10-24T20:00:00Z, 1 day, 2026-10-25T20:00:00Z",
        "Europe/Berlin, 2026-10-24T20:00:00Z, 22:00, 2026-10-25T21:00:00Z",
        // After the repeated hour the next one is tomorrow's.
        "Europe/Berlin, 2026-10-25T01:30:00Z, 02:30, 2026-10-26T01:30:00Z",
        "Europe/Berlin, 2027-03-28T01:00:00Z, 02:30, 2027-03-29T00:30:00Z",
        "Australia/Lord_Howe, 2026-10-03T12:00:00Z, 03:00, 2026-10-03T16:00:00Z",
    })
    void aLocalTimeIsTheOneOfItsZone(String zone, String now, String text, Instant until) {
        assertThat(parse(text, zone, now)).isEqualTo(until);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-10-24T20:00:00Z | 02:30            | 2026-10-25T02:30 comes twice in Europe/Berlin: expected 2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00
            2026-10-25T00:45:00Z | 02:30            | comes twice
            2026-10-20T20:00:00Z | Sun 02:00        | comes twice
            2026-10-20T20:00:00Z | 2026-10-25T02:59 | comes twice
            2027-03-27T20:00:00Z | 02:30            | 2027-03-28T02:30 does not exist in Europe/Berlin, where clocks go from 2027-03-28T02:00 to 2027-03-28T03:00
            2027-03-20T20:00:00Z | 2027-03-28 02:00 | does not exist
            """)
    void aTimeThatAClockChangeSkipsOrRepeatsIsRefused(String now, String text, String message) {
        assertThatThrownBy(() -> parse(text, "Europe/Berlin", now))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-20T16:30:00Z",
                "2026-11-20T17:30",
                "2026-11-20 17:29",
                "1999-01-01T00:00:00Z",
                "0 hours",
                "+10000-01-01T00:00:00Z",
                "999999999 days",
            })
    void whatIsOverOrFarAwayIsRefused(String text) {
        assertThatThrownBy(() -> parse(text, "Europe/Berlin", "2026-11-20T16:30:00Z"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a time after now, which is 2026-11-20T17:30+01:00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tomorrow",
                "24:00",
                "25:00",
                "22",
                "10pm",
                "Mo 08:00",
                "Mon",
                "Mon 8",
                "2026-11-31T08:00",
                "2026-11-23",
                "2026-11-23T08:00 CET",
                "08:00 UTC",
                "3 weeks",
                "3",
                "99999999999 hours",
                "-3 hours",
                "Mon-Fri 08:00"
            })
    void whatIsNoTimeIsRefusedWithTheFormsThatThereAre(String text) {
        assertThatThrownBy(() -> parse(text, "Europe/Berlin", "2026-11-20T16:30:00Z"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }
}
