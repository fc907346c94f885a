package dev.nightshift.local.ops.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SchedulerInputTest {
    @Test
    void everyKeywordIsReplacedAndTheTimeIsInWholeSeconds() {
        SchedulerInput scheduler = new SchedulerInput(Instant.parse("2026-03-22T18:59:43.123Z"), "arn", "d32c", 1);

        assertThat(scheduler.applyTo("<aws.scheduler.scheduled-time> <aws.scheduler.schedule-arn>"
                        + " <aws.scheduler.execution-id> <aws.scheduler.attempt-number> <aws.scheduler.other>"))
                .isEqualTo("2026-03-22T18:59:43Z arn d32c 1 <aws.scheduler.other>");
    }
}
