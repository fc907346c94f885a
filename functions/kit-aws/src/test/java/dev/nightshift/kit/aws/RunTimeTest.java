package dev.nightshift.kit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunTimeTest {
    /// Half a minute is left to notify and to store, before Lambda ends the run and, of one that only waited, before
    /// the alarm.
    @ParameterizedTest
    @CsvSource({"300, 270, 240, 210", "120, 90, 96, 66", "900, 870, 720, 690"})
    void aRunKeepsHalfAMinuteToNotifyAndStore(int timeout, int changes, int alarm, int pacing) {
        Duration time = Duration.ofSeconds(timeout);

        assertThat(RunTime.forChanges(time)).hasSeconds(changes);
        assertThat(RunTime.alarmAfter(time)).hasSeconds(alarm);
        assertThat(RunTime.forPacing(time)).hasSeconds(pacing);
    }
}
