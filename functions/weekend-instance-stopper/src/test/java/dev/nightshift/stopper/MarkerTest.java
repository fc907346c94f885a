package dev.nightshift.stopper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.schedule.Window;
import dev.nightshift.stopper.plan.Marker;
import dev.nightshift.stopper.plan.Marker.Did;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkerTest {
    @Test
    void whatIsWrittenIsReadBack() {
        Marker marker = new Marker(
                Did.STOP,
                new Window(Instant.parse("2026-11-20T17:00:00Z"), Instant.parse("2026-11-23T07:00:00Z")),
                Instant.parse("2026-11-20T17:00:03Z"));

        assertThat(marker.value())
                .isEqualTo("stop 2026-11-20T17:00:00Z/2026-11-23T07:00:00Z 2026-11-20T17:00:03Z")
                .hasSizeLessThanOrEqualTo(256);
        assertThat(Marker.parse(marker.value())).contains(marker);
    }

    @Test
    void aWindowWithoutEndFitsTheTag() {
        Marker marker = new Marker(
                Did.START, new Window(Window.SINCE_EVER, Window.FOREVER), Instant.parse("2026-11-20T17:00:03Z"));

        assertThat(Marker.parse(marker.value())).contains(marker);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "stop",
                "stop / 2026-11-20T17:00:03Z",
                "pause 2026-11-20T17:00:00Z/2026-11-23T07:00:00Z 2026-11-20T17:00:03Z",
                "stop 2026-11-20T17:00:00Z/2026-11-23T07:00:00Z",
                "stop 2026-11-20T17:00:00Z/2026-11-23T07:00:00Z/x 2026-11-20T17:00:03Z",
                "stop 2026-11-20/2026-11-23 2026-11-20",
                "stop 2026-11-20T17:00:00Z/2026-11-23T07:00:00Z 2026-11-20T17:00:03Z later"
            })
    void whatWeDidNotWriteIsNotOurs(String value) {
        assertThat(Marker.parse(value)).isEmpty();
    }
}
