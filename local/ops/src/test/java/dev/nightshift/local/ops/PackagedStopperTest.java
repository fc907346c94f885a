package dev.nightshift.local.ops;

import static dev.nightshift.local.aws.ec2.InstanceState.RUNNING;
import static dev.nightshift.local.aws.ec2.InstanceState.STOPPED;
import static dev.nightshift.local.ops.DeployedStopper.FRIDAY_18;
import static dev.nightshift.local.ops.DeployedStopper.INTERVAL;
import static dev.nightshift.local.ops.DeployedStopper.MONDAY_08;
import static dev.nightshift.local.ops.DeployedStopper.SETTINGS;
import static dev.nightshift.local.ops.DeployedStopper.names;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.nightshift.kit.Pause;
import dev.nightshift.kit.Pauses;
import dev.nightshift.kit.StoppedHosts;
import dev.nightshift.local.aws.ec2.Instance;
import dev.nightshift.local.aws.front.Call;
import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.local.ops.lambda.Initialization;
import dev.nightshift.local.ops.lambda.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged function, whole, as Lambda runs it.
class PackagedStopperTest {
    @TempDir
    private static Path directory;

    private static DeployedStopper stopper;

    @BeforeAll
    static void deploy() throws IOException {
        stopper = new DeployedStopper(directory, SETTINGS, Initialization.ON_DEMAND);
    }

    @AfterAll
    static void remove() {
        stopper.close();
    }

    @BeforeEach
    void reset() {
        stopper.reset();
    }

    @Test
    void stopsOnFridayAndStartsOnMondayWithKeysFromTheEnvironment() throws IOException {
        assertStopsAndStarts(stopper);
    }

    @Test
    void stopsOnFridayAndStartsOnMondayWithKeysFromTheContainerAsUnderSnapStart() throws IOException {
        try (DeployedStopper restored = new DeployedStopper(directory, SETTINGS, Initialization.SNAP_START)) {
            assertStopsAndStarts(restored);
        }
    }

    private static void assertStopsAndStarts(DeployedStopper function) throws IOException {
        Instance web = function.optedIn("web");
        Instance other = function.ec2().launch("m7g.large").tag("Name", "other");

        assertThat(names(function.result(FRIDAY_18.minus(INTERVAL)))).isEqualTo(Map.of("As scheduled", List.of("web")));
        assertThat(names(function.result(FRIDAY_18))).containsEntry("Stopped", List.of("web"));
        assertThat(web.state()).isEqualTo(STOPPED);
        assertThat(names(function.result(MONDAY_08))).isEqualTo(Map.of("Started", List.of("web")));
        assertThat(web.state()).isEqualTo(RUNNING);

        assertThat(other.state()).isEqualTo(RUNNING);
        assertThat(function.mails())
                .containsExactly(
                        "1 stopped - weekend-instance-stopper eu-west-1",
                        "1 started - weekend-instance-stopper eu-west-1");
        assertThat(function.aws().calls().unrecognized()).isEmpty();
    }

    @Test
    void theMetricsOfEachRunStandRawOnStandardOutput() throws IOException {
        stopper.optedIn("web");
        stopper.result(FRIDAY_18);

        assertThat(stopper.metrics()).hasSize(1);
        Map<String, Object> line = JSON.std.mapFrom(stopper.metrics().getFirst());
        assertThat(line)
                .containsEntry("Function", "weekend-instance-stopper")
                .containsEntry("Runs", 1)
                .containsEntry("Stopped", 1)
                .containsEntry("Started", 0)
                .containsEntry("Failed", 0);
        assertThat(stopper.printed())
                .allSatisfy(other -> assertThat(JSON.std.mapFrom(other))
                        .as("every line is JSON, which CloudWatch Logs can search")
                        .isNotEmpty());
    }

    @Test
    void whileItIsPausedItChangesNothingAndWhatItKeepsDownIsListedForTheOtherFunctions() throws IOException {
        Instance web = stopper.optedIn("web");
        Pause pause = new Pause(Optional.empty(), FRIDAY_18.minus(INTERVAL), FRIDAY_18.plus(INTERVAL), "demo", "ann");
        stopper.bucket().put(Pauses.KEY, Pauses.NONE.with(pause).json());

        assertThat(names(stopper.result(FRIDAY_18))).containsEntry("Held by the pause", List.of("web"));
        assertThat(web.state()).isEqualTo(RUNNING);
        assertThat(stopper.calls("CreateTags")).isZero();
        assertThat(stopper.metrics()).singleElement().asString().contains("\"Paused\":1");

        assertThat(names(stopper.result(FRIDAY_18.plus(INTERVAL)))).containsEntry("Stopped", List.of("web"));
        String listed = stopper.bucket().object(StoppedHosts.KEY).orElseThrow().text();
        assertThat(StoppedHosts.read("list", listed).hosts()).containsOnlyKeys(web.id());
    }

    @Test
    void aSecondPageThatIsThrottledIsAskedForAgain() throws IOException {
        for (int i = 1; i <= 1_001; i++) {
            stopper.optedIn("web-" + i).tag("nightshift:never-stop", "");
        }
        stopper.aws()
                .faults()
                .on("ec2", "DescribeInstances")
                .where(parameters -> parameters.containsKey("NextToken"))
                .first(1)
                .with(new Fault.Throttled());

        assertThat(names(stopper.result(FRIDAY_18)).get("Left alone")).hasSize(1_001);
        assertThat(stopper.aws().calls().of("ec2", "DescribeInstances"))
                .extracting(Call::status)
                .containsExactly(200, 503, 200);
    }

    @Test
    void aTopicThatRefusesFailsTheRunAfterItsWorkIsDone() throws IOException {
        Instance web = stopper.optedIn("web");
        stopper.aws()
                .faults()
                .on("sns", "Publish")
                .with(new Fault.Refused(403, "AuthorizationError", "is not authorized to perform: SNS:Publish"));

        assertThat(stopper.run(FRIDAY_18))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.errorMessage())
                                .contains("is not authorized to perform: SNS:Publish"));
        assertThat(web.state()).isEqualTo(STOPPED);
        assertThat(stopper.metrics()).singleElement().asString().contains("\"Runs\":1,\"Complete\":0", "\"Stopped\":1");
    }

    @Test
    void aRunThatIsDeliveredTwiceDoesAndTellsNothingTwice() throws IOException {
        stopper.optedIn("web");
        stopper.result(FRIDAY_18);

        assertThat(names(stopper.result(FRIDAY_18))).isEqualTo(Map.of("As scheduled", List.of("web")));
        assertThat(stopper.calls("StopInstances")).isEqualTo(1);
        assertThat(stopper.mails()).hasSize(1);
    }

    @Test
    void theRunAfterAMissedOneCatchesUp() throws IOException {
        Instance web = stopper.optedIn("web");

        stopper.result(FRIDAY_18.plus(INTERVAL.multipliedBy(3)));
        assertThat(web.state()).isEqualTo(STOPPED);
        stopper.result(MONDAY_08.plus(INTERVAL.multipliedBy(3)));
        assertThat(web.state()).isEqualTo(RUNNING);
    }

    @Test
    void aStaleRunLooksAtNothingAndChangesNothing() throws IOException {
        String settings = SETTINGS.replace("36500 days", "10 minutes");
        try (DeployedStopper strict = new DeployedStopper(directory, settings, Initialization.ON_DEMAND)) {
            strict.optedIn("web");

            assertThat(strict.run(FRIDAY_18))
                    .isInstanceOfSatisfying(
                            Outcome.Returned.class,
                            returned -> assertThat(returned.payload()).contains("\"staleBy\""));
            assertThat(strict.aws().calls().all()).isEmpty();
            assertThat(strict.metrics()).singleElement().asString().contains("\"Stale\":1");
        }
    }

    @Test
    void whatAPersonStartsInsideTheWindowStaysUpAndWhatAPersonStopsOutsideStaysDown() throws IOException {
        Instance web = stopper.optedIn("web");
        Instance api = stopper.optedIn("api");
        stopper.result(FRIDAY_18);

        stopper.at(FRIDAY_18.plus(Duration.ofHours(15)));
        web.start();
        assertThat(names(stopper.result(FRIDAY_18.plus(Duration.ofHours(16)))))
                .isEqualTo(Map.of("Left alone", List.of("web"), "As scheduled", List.of("api")));
        assertThat(web.state()).isEqualTo(RUNNING);

        stopper.result(MONDAY_08);
        assertThat(api.state()).isEqualTo(RUNNING);
        stopper.at(MONDAY_08.plus(Duration.ofHours(1)));
        api.stop();
        assertThat(names(stopper.result(MONDAY_08.plus(Duration.ofHours(2)))))
                .isEqualTo(Map.of("Left alone", List.of("api"), "As scheduled", List.of("web")));
        assertThat(api.state()).isEqualTo(STOPPED);
    }
}
