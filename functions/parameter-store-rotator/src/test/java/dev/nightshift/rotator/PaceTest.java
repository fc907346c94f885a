package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void onlyWhatComesTooSoonWaits() {
        AtomicLong nanos = new AtomicLong();
        List<Duration> waited = new ArrayList<>();
        Pace pace = new Pace(Duration.ofSeconds(1), nanos::get, time -> {
            waited.add(time);
            nanos.addAndGet(time.toNanos());
        });

        pace.await();
        nanos.addAndGet(300_000_000);
        pace.await();
        nanos.addAndGet(1_500_000_000);
        pace.await();

        assertThat(waited).containsExactly(Duration.ofMillis(700));
    }
}
