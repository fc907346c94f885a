package dev.nightshift.local.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.terminal.Progress;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The packaged rotator, whole, as Lambda runs it, on a real PostgreSQL.
class RotationDemoTest {
    @Test
    void anApplicationKeepsLoggingInThroughARotationWithACrashInTheMiddle() throws IOException {
        Demo.Played played;
        try (Progress progress = new Progress()) {
            played = new RotationDemo(Checkout.current(), progress).play();
        }

        Map<?, ?> tree = (Map<?, ?>) played.json();
        assertThat(tree.get("failed")).as(played.text()).isEqualTo(0);
        assertThat((Integer) tree.get("logins")).isGreaterThan(100);
        assertThat(tree.get("users")).isEqualTo(List.of("app", "app_clone"));
        assertThat(tree.get("liveVersion")).isEqualTo(2L);
        assertThat(tree.get("pending")).isEqualTo(0L);
        assertThat(played.text())
                .contains(
                        "Pending: 1. Live: version 1.",
                        "Lambda runs it again: 1 rotated.",
                        "Pending: 0. Live: version 2.",
                        "Subject: 1 rotated - parameter-store-rotator eu-central-1")
                .doesNotContain("made-up-");
    }
}
