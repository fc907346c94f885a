package dev.nightshift.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void aRunIsOneLineInTheEmbeddedMetricFormat() {
        assertThat(new Metrics("weekend-instance-stopper", Instant.ofEpochMilli(1_795_194_000_000L))
                        .count("Runs", 1)
                        .count("Stopped", 12)
                        .line())
                .isEqualTo(
                        "{\"_aws\":{\"Timestamp\":1795194000000,\"CloudWatchMetrics\":[{\"Namespace\":\"Nightshift\","
                                + "\"Dimensions\":[[\"Function\"]],\"Metrics\":[{\"Name\":\"Runs\",\"Unit\":\"Count\"},"
                                + "{\"Name\":\"Stopped\",\"Unit\":\"Count\"}]}]},\"Function\":\"weekend-instance-stopper\","
                                + "\"Runs\":1,\"Stopped\":12}");
    }
}
