package dev.nightshift.local.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.terminal.Progress;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The packaged rotator, whole, as Lambda runs it, on a real PostgreSQL.
class RotationDemoTest {
    @Test
    void anApplicationKeepsLoggingInThroughARotationWithACrashInTheMiddle() throws IOException, SQLException {
        Canaries canaries = new Canaries(Stream.of("app", "app_clone", "rotator")
                .map(DemoDatabase::firstPassword)
                .toList());
        Demo.Played played;
        try (Progress progress = new Progress();
                DemoDatabase database = new DemoDatabase()) {
            RotationDemo demo = new RotationDemo(Checkout.current(), progress);
            try (LocalAws aws = LocalAws.start(demo.clock)) {
                played = demo.play(database, aws);
                canaries.addWrittenTo(aws);
            }
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
                        "Subject: 1 rotated - parameter-store-rotator eu-central-1");
        assertThat(canaries.count()).as("the first three and the new one").isEqualTo(4);
        assertThat(canaries.in(played.text() + tree)).isEmpty();
    }
}
