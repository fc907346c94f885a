package dev.nightshift.tls.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HorizonTest {
    @ParameterizedTest
    @CsvSource({
        "-P4000D,     EXPIRED,   0.00",
        "-P30D,       EXPIRED,   0.00",
        "-P15D,       EXPIRED,   8.33",
        "-PT1S,       EXPIRED,  16.67",
        "PT0S,        WEEK,     16.67",
        "P7D,         WEEK,     33.33",
        "P7DT1S,      MONTH,    33.33",
        "P30D,        MONTH,    50.00",
        "P60D,        QUARTER,  58.33",
        "P90DT1S,     YEAR,     66.67",
        "P365D,       YEAR,     83.33",
        "P365DT1S,    LATER,    83.33",
        "P1095D,      LATER,   100.00",
        "P36500D,     LATER,   100.00",
    })
    void anEndIsGroupedAndPlacedByHowFarAwayItIs(Duration left, Horizon horizon, double percent) {
        assertThat(Horizon.of(Seen.NOW, Seen.NOW.plus(left))).isEqualTo(horizon);
        assertThat(Horizon.percent(Seen.NOW, Seen.NOW.plus(left))).isCloseTo(percent, within(0.005));
    }

    @Test
    void aLaterEndNeverStandsFurtherLeft() {
        double before = 0;
        for (int hours = -24 * 40; hours < 24 * 1_200; hours++) {
            double percent = Horizon.percent(Seen.NOW, Seen.NOW.plus(Duration.ofHours(hours)));
            assertThat(percent).as("%d hours", hours).isBetween(before, 100.0);
            before = percent;
        }
        assertThat(before).isEqualTo(100);
    }
}
