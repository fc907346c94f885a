package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void aRotationWaitsForTheWritesOfTheOneBefore() {
        AtomicLong nanos = new AtomicLong();
        List<Duration> waited = new ArrayList<>();
        Pace pace = new Pace(Duration.ofMillis(500), nanos::get, time -> {
            waited.add(time);
            nanos.addAndGet(time.toNanos());
        });

        pace.await(2);
        nanos.addAndGet(300_000_000);
        pace.await(1);
        pace.await(3);
        nanos.addAndGet(1_600_000_000);
        pace.await(1);

        assertThat(waited).containsExactly(Duration.ofMillis(700), Duration.ofMillis(500));
    }
}
