package dev.nightshift.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimingTest {
    /// An event waits until the next run or until it is stale, within what Scheduler and Lambda take.
    @ParameterizedTest
    @CsvSource({
        "PT15M, PT10M, PT10M, 25",
        "PT5M, PT10M, PT5M, 25",
        "PT1H, PT1H, PT1H, 25",
        "PT15M, PT30S, PT1M, 25",
        "PT6H, PT48H, PT6H, 5",
        "PT24H, PT48H, PT6H, 2"
    })
    void anEventWaitsNoLongerThanItIsOfUse(Duration every, Duration staleAfter, Duration age, int hours) {
        Timing timing = new Timing.Every(every, staleAfter);

        assertThat(timing.maxEventAge()).isEqualTo(age);
        assertThat(timing.hoursWithRuns())
                .as("hours with runs in %s", timing.reachHours())
                .isEqualTo(hours);
    }

    @ParameterizedTest
    @CsvSource({"PT1H, PT1H", "PT30H, PT6H"})
    void aDailyRunIsDeliveredForAsLongAsItIsNotStale(Duration staleAfter, Duration age) {
        Timing timing = new Timing.Daily(LocalTime.of(4, 10), ZoneOffset.UTC, staleAfter);

        assertThat(timing.maxEventAge()).isEqualTo(age);
        assertThat(timing.hoursWithRuns()).isEqualTo(2);
    }
}
