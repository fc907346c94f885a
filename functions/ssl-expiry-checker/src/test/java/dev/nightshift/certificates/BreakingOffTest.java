package dev.nightshift.certificates;

import static dev.nightshift.certificates.Fixture.served;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import dev.nightshift.kit.Digest;
import dev.nightshift.local.aws.front.Fault;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakingOffTest {
    private final Runs runs = new Runs();

    BreakingOffTest() throws IOException {}

    @AfterEach
    void close() {
        runs.close();
    }

    /// Each call that changes something is broken off before it was done, and after.
    @ParameterizedTest
    @CsvSource({
        "topic, before, 1", "topic, after, 2",
        "state, before, 2", "state, after, 1",
        "report, before, 1", "report, after, 1"
    })
    void aRunThatBreaksOffLosesNothingAndRepeatsAtMostOneMessage(String call, String when, int messages)
            throws IOException {
        runs.world = at -> List.of(served("a.test", 10, at));
        if (call.equals("topic")) {
            runs.topic = digest -> {
                if (when.equals("after")) {
                    runs.told.add(digest);
                }
                throw new IllegalStateException("crash");
            };
        } else {
            String object = call.equals("state") ? "state.json" : "report.json";
            runs.aws
                    .faults()
                    .on("s3", "PutObject")
                    .where(asked -> asked.getOrDefault("Key", "").endsWith(object))
                    .with(when.equals("before") ? Fault.internalError() : new Fault.ReplyLost());
        }
        try {
            runs.run();
        } catch (RuntimeException crash) {
            // That is the case.
        }
        runs.aws.faults().clear();
        runs.topic = runs.told::add;
        runs.run();
        runs.run();

        assertThat(runs.told).extracting(Digest::verdict).hasSize(messages).containsOnly("1 warning");
    }
}
