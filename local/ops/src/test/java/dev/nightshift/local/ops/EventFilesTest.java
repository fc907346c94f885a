package dev.nightshift.local.ops;

import static dev.nightshift.local.ops.DeployedStopper.FRIDAY_18;
import static dev.nightshift.local.ops.DeployedStopper.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.lambda.Initialization;
import dev.nightshift.local.ops.lambda.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every file in `events/weekend-instance-stopper` is answered by the function.
class EventFilesTest {
    /// What the packaged function answers to each, or says when it refuses, on a machine whose instance runs inside
    /// its window and with settings for which no event but the very old one is stale.
    private static final Map<String, String> ANSWERS = new TreeMap<>(Map.of(
            "scheduled", "\"dryRun\":false,\"severity\":\"info\",\"verdict\":\"1 stopped\"",
            "scheduler-default", "\"dryRun\":false,\"severity\":\"info\",\"verdict\":\"1 stopped\"",
            "dry-run", "\"dryRun\":true",
            "dry-run-at", "\"at\":\"2026-11-27T17:00:00Z\",",
            "manual", "\"dryRun\":false",
            "start-all-stopped", "\"verdict\":\"nothing to do\"",
            "stale", "\"staleBy\":\"PT",
            "misspelled", "event: detail.dryrun: \"true\": unknown key; known here: dryRun, at, startAllStopped"));

    private static final PojoSerializer<ScheduledEvent> AWS =
            LambdaEventSerializers.serializerFor(ScheduledEvent.class, ScheduledEvent.class.getClassLoader());

    @TempDir
    private Path directory;

    @Test
    void eachFileHasAnAnswerHere() throws IOException {
        assertThat(names()).containsExactlyElementsOf(ANSWERS.keySet());
    }

    @Test
    void theFunctionAnswersEachAsAwsWritesIt() throws IOException {
        // The packaged function goes by the machine's clock, for which the stale event, of January, is too old and the
        // others, of November, are not.
        Duration sinceFriday = Duration.between(FRIDAY_18, Instant.now());
        String settings =
                SETTINGS.replace("36500 days", sinceFriday.plusDays(100).toDays() + " days");
        try (DeployedStopper stopper = new DeployedStopper(directory, settings, Initialization.ON_DEMAND)) {
            for (Map.Entry<String, String> answer : ANSWERS.entrySet()) {
                stopper.reset();
                stopper.optedIn("web");
                stopper.at(FRIDAY_18);
                String said = switch (stopper.send(asAwsWritesIt(answer.getKey()))) {
                    case Outcome.Returned(String payload) -> payload;
                    case Outcome.Failed failed -> failed.errorMessage();
                };
                assertThat(said).as(answer.getKey()).contains(answer.getValue());
            }
        }
    }

    private static String asAwsWritesIt(String name) throws IOException {
        String event = DeployedStopper.event(name, FRIDAY_18);
        if (name.equals("scheduler-default")) {
            return event;
        }
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        AWS.toJson(AWS.fromJson(event), written);
        return written.toString(StandardCharsets.UTF_8);
    }

    private static List<String> names() throws IOException {
        Path folder = Checkout.current().event("weekend-instance-stopper", "").resolveSibling("");
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        }
    }
}
