package dev.nightshift.local.ops;

import static dev.nightshift.local.ops.DeployedStopper.FRIDAY_18;
import static dev.nightshift.local.ops.DeployedStopper.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.ops.lambda.FunctionConfiguration;
import dev.nightshift.local.ops.lambda.Initialization;
import dev.nightshift.local.ops.lambda.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the packaged function says to broken events and settings: where, what stands there, what would be right. And
/// it asks and changes nothing.
class BadInputTest {
    @TempDir
    private Path directory;

    @Test
    void aBrokenEventIsRefusedByItsExactWords() throws IOException {
        Map<String, String> refusals = Map.of(
                "{\"source\":\"nightshift\",\"detail\":{\"dryrun\":true}}",
                "event: detail.dryrun: \"true\": unknown key; known here: dryRun, at, startAllStopped",
                "{\"source\":\"nightshift\",\"detail\":{\"dryRun\":\"yes\"}}",
                "event: detail.dryRun: \"yes\": expected true or false",
                "{\"source\":\"nightshift\",\"detail\":{\"at\":\"2026-11-20T18:00:00Z\"}}",
                "event: detail.at: \"2026-11-20T18:00:00Z\": only a dry run may choose its instant:"
                        + " add \"dryRun\": true",
                "{\"source\":\"nightshift\",\"time\":\"yesterday\",\"detail\":{}}",
                "event: time: \"yesterday\": expected an instant such as 2026-11-20T17:00:00Z",
                "{\"source\":\"aws.ec2\",\"detail\":{}}",
                "event: source: \"aws.ec2\": expected nightshift, aws.scheduler or aws.events",
                "{\"detail\":{}}",
                "event: source: is missing");
        try (DeployedStopper stopper = new DeployedStopper(directory, SETTINGS, Initialization.ON_DEMAND)) {
            stopper.optedIn("web");
            stopper.at(FRIDAY_18);
            refusals.forEach((event, words) -> assertThat(stopper.send(event))
                    .as(event)
                    .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                        assertThat(failed.errorType()).isEqualTo("dev.nightshift.kit.SettingsException");
                        assertThat(failed.errorMessage()).isEqualTo(words);
                    }));
            assertThat(stopper.aws().calls().all()).isEmpty();
        }
    }

    @Test
    void everyProblemOfTheSettingsIsInOneRefusal() throws IOException {
        String settings = """
                {
                  "zone": "Mars/Olympus",
                  "dryrun": false,
                  "staleAfter": "10",
                  "tag": "aws:schedule",
                  "schedules": {}
                }
                """;
        assertRefusal(
                DeployedStopper.configuration(directory, settings),
                "settings.json: zone: \"Mars/Olympus\": expected a time zone of the IANA database, such as Europe/Berlin",
                "settings.json: dryrun: \"false\": unknown key; known here: zone, dryRun, every, tag, neverStopTag,",
                "settings.json: staleAfter: \"10\": expected a number and a unit, such as 15 minutes, 2 hours or 1 day",
                "settings.json: tag: \"aws:schedule\": expected a tag key of 1 to 128 characters",
                "settings.json: schedules: \"{}\": expected at least one schedule");
    }

    @Test
    void settingsThatAreNotJsonAreRefused() throws IOException {
        assertRefusal(DeployedStopper.configuration(directory, "zone: UTC"), "settings.json: ", "is not JSON");
    }

    @Test
    void aMissingVariableIsNamed() throws IOException {
        FunctionConfiguration deployed = DeployedStopper.configuration(directory, SETTINGS);
        Map<String, String> variables = new HashMap<>(deployed.variables());
        variables.remove("NIGHTSHIFT_TOPIC_ARN");
        assertRefusal(
                new FunctionConfiguration(
                        deployed.name(),
                        deployed.archive(),
                        deployed.handler(),
                        deployed.memoryMiB(),
                        deployed.timeout(),
                        variables),
                "environment: NIGHTSHIFT_TOPIC_ARN: is missing",
                "the ARN of the topic to tell");
    }

    private static void assertRefusal(FunctionConfiguration configuration, String... words) throws IOException {
        try (DeployedStopper stopper = new DeployedStopper(configuration, Initialization.ON_DEMAND)) {
            stopper.optedIn("web");
            assertThat(stopper.run(FRIDAY_18)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                assertThat(failed.errorType()).isEqualTo("dev.nightshift.kit.SettingsException");
                assertThat(failed.errorMessage()).contains(words);
            });
            assertThat(stopper.aws().calls().all()).isEmpty();
        }
    }
}
