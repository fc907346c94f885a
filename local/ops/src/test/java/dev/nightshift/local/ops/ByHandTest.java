package dev.nightshift.local.ops;

import static dev.nightshift.local.aws.ec2.InstanceState.RUNNING;
import static dev.nightshift.local.aws.ec2.InstanceState.STOPPED;
import static dev.nightshift.local.ops.DeployedStopper.FRIDAY_18;
import static dev.nightshift.local.ops.DeployedStopper.INTERVAL;
import static dev.nightshift.local.ops.DeployedStopper.MONDAY_08;
import static dev.nightshift.local.ops.DeployedStopper.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.ec2.Instance;
import dev.nightshift.local.ops.lambda.FunctionResult;
import dev.nightshift.local.ops.lambda.Initialization;
import dev.nightshift.local.ops.terminal.ExitStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people do by hand, and what the next runs of the packaged function make of it.
class ByHandTest {
    private static final Instant FRIDAY_16 = FRIDAY_18.minus(Duration.ofHours(2));
    private static final Instant SATURDAY = FRIDAY_18.plus(Duration.ofHours(18));
    private static final Instant TUESDAY = MONDAY_08.plus(Duration.ofDays(1));
    private static final Instant NEXT_FRIDAY = FRIDAY_18.plus(Duration.ofDays(7));
    private static final String SETTINGS =
            DeployedStopper.SETTINGS.replace("\"dryRun\"", "\"notice\": \"1 hour\", \"dryRun\"");

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

    /// Runs a command then, as its line is written in a mail: `./ops keep ...`.
    private static void type(Instant at, String line) throws IOException {
        stopper.at(at);
        Path settings = Files.writeString(directory.resolve("by-hand.json"), SETTINGS);
        StringWriter err = new StringWriter();
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        String[] words = Stream.concat(
                        Stream.of(line.split(" ", -1)).skip(1), Stream.of("--config", settings.toString()))
                .toArray(String[]::new);
        try (AwsEnvironment _ = stopper.person()) {
            assertThat(Ops.execute(stopper.clock(), nowhere, new PrintWriter(err), words))
                    .as(line + "\n" + err)
                    .isEqualTo(ExitStatus.FINE);
        }
    }

    /// The one command of the last mail.
    private static String command() {
        Matcher command = Pattern.compile("\\./ops [^,()\n]* --yes").matcher(stopper.mail());
        assertThat(command.find()).as(stopper.mail()).isTrue();
        return command.group();
    }

    private static void assertStillDown(Instance web, Instant at) throws IOException {
        FunctionResult result = stopper.result(at);
        assertThat(names(result)).containsEntry("Left alone", List.of("web"));
        assertThat(result.text()).contains("its tag nightshift:stay-off says");
        assertThat(web.state()).isEqualTo(STOPPED);
    }

    private static void assertStarted(Instance web, Instant at) throws IOException {
        assertThat(names(stopper.result(at))).containsEntry("Started", List.of("web"));
        assertThat(web.state()).isEqualTo(RUNNING);
    }

    @Test
    void theCommandOfTheNoticeKeepsItsMachineForOneWindow() throws IOException {
        Instance web = stopper.optedIn("web");
        Instance api = stopper.optedIn("api");
        stopper.result(FRIDAY_18.minus(Duration.ofHours(1)));
        assertThat(stopper.mails())
                .contains("2 will be stopped at Fri 20 Nov 18:00 - weekend-instance-stopper eu-west-1");

        type(FRIDAY_18.minus(INTERVAL), command());

        FunctionResult friday = stopper.result(FRIDAY_18);
        assertThat(names(friday)).containsEntry("Stopped", List.of("api")).containsEntry("Left alone", List.of("web"));
        stopper.result(SATURDAY);
        stopper.result(MONDAY_08.minus(INTERVAL));
        stopper.result(MONDAY_08);
        assertThat(List.of(web, api)).extracting(Instance::state).containsExactly(RUNNING, RUNNING);
        assertThat(web.tags().get("nightshift:last")).isNull();
        assertThat(names(stopper.result(NEXT_FRIDAY))).containsEntry("Stopped", List.of("web", "api"));
    }

    @Test
    void theCommandOfTheReportKeepsDownWhatWouldBeStarted() throws IOException {
        Instance web = stopper.optedIn("web");
        stopper.result(FRIDAY_18);
        stopper.at(SATURDAY);
        web.start();
        stopper.at(SATURDAY.plus(Duration.ofHours(3)));
        web.stop();
        stopper.result(SATURDAY.plus(Duration.ofHours(4)));

        type(SATURDAY.plus(Duration.ofHours(5)), command());

        assertStillDown(web, MONDAY_08);
        assertStillDown(web, MONDAY_08.plus(Duration.ofHours(3)));
        type(TUESDAY, "./ops keep-off web --end --yes");
        assertStarted(web, TUESDAY.plus(INTERVAL));
    }

    @Test
    void theCommandOfTheCriticalReportStartsWhatNobodyElseStarts() throws IOException {
        Instance web = stopper.optedIn("web");
        stopper.result(FRIDAY_18);
        stopper.at(SATURDAY);
        web.start();
        stopper.at(SATURDAY.plus(Duration.ofHours(3)));
        web.shutDown();
        // No run came when the window ended, and EC2 tells no time.
        Instant late = MONDAY_08.plus(Duration.ofHours(1));
        stopper.result(late);
        assertThat(stopper.mail())
                .contains("before or after its window's end", "./ops keep-off " + web.id() + " --yes");

        type(late, command());

        assertThat(web.state()).isEqualTo(RUNNING);
        stopper.result(late.plus(INTERVAL));
        stopper.result(late.plus(Duration.ofDays(1)));
        assertThat(web.state()).isEqualTo(RUNNING);
        assertThat(names(stopper.result(NEXT_FRIDAY))).containsEntry("Stopped", List.of("web"));
    }

    @Test
    void keepOffUntilATimeIsOverThen() throws IOException {
        Instance web = stopper.optedIn("web");
        stopper.result(FRIDAY_18);

        type(SATURDAY, "./ops keep-off web --until 2026-11-24T08:00 --yes");

        assertStillDown(web, MONDAY_08);
        assertStillDown(web, TUESDAY.minus(INTERVAL));
        assertStarted(web, TUESDAY);
    }

    @Test
    void aStopOutsideTheWindowIsOverThenAndTheWindowComesAllTheSame() throws IOException {
        Instance web = stopper.optedIn("web");

        type(FRIDAY_16, "./ops stop web --until 17:00 --yes");

        assertThat(web.state()).isEqualTo(STOPPED);
        assertStillDown(web, FRIDAY_16.plus(INTERVAL));
        assertStarted(web, FRIDAY_16.plus(Duration.ofHours(1)));
        assertThat(names(stopper.result(FRIDAY_18))).containsEntry("Stopped", List.of("web"));
        assertStarted(web, MONDAY_08);
    }

    @Test
    void aStopThatEndsInsideTheWindowLastsAsLongAsTheWindow() throws IOException {
        Instance web = stopper.optedIn("web");

        type(FRIDAY_16, "./ops stop web --until 2026-11-21T12:00 --yes");

        assertStillDown(web, FRIDAY_16.plus(INTERVAL));
        stopper.result(FRIDAY_18);
        stopper.result(SATURDAY.plus(INTERVAL));
        assertThat(web.state()).isEqualTo(STOPPED);
        assertStarted(web, MONDAY_08);
    }

    @Test
    void aStopThatStaysOffIsOverWhenSomebodySaysSo() throws IOException {
        Instance web = stopper.optedIn("web");

        type(FRIDAY_16, "./ops stop web --stay-off --yes");

        assertStillDown(web, FRIDAY_16.plus(INTERVAL));
        assertStillDown(web, MONDAY_08);
        assertStillDown(web, MONDAY_08.plus(Duration.ofHours(3)));
        assertThat(stopper.mails()).isEmpty();
        type(TUESDAY, "./ops keep-off web --end --yes");
        assertStarted(web, TUESDAY.plus(INTERVAL));
    }

    @Test
    void insideTheWindowAStartIsKeptAndAStopIsTheWindows() throws IOException {
        Instance web = stopper.optedIn("web");
        stopper.result(FRIDAY_18);

        type(SATURDAY, "./ops start web --yes");
        stopper.result(SATURDAY.plus(INTERVAL));
        stopper.result(SATURDAY.plus(Duration.ofHours(2)));
        assertThat(web.state()).isEqualTo(RUNNING);

        type(SATURDAY.plus(Duration.ofHours(3)), "./ops stop web --yes");
        stopper.result(SATURDAY.plus(Duration.ofHours(4)));
        assertThat(web.state()).isEqualTo(STOPPED);
        assertStarted(web, MONDAY_08);
    }

    @Test
    void aStopThatIsKilledBetweenItsCallsLeavesTheMachineUpAndIsForgotten() throws IOException {
        Instance web = stopper.optedIn("web");
        // The tag and the marker of a stop until 17:00, whose StopInstances never came.
        web.tag("nightshift:stay-off", "2026-11-20T17:00Z");
        web.tag("nightshift:last", "stop 2026-11-20T16:00:00Z/2026-11-20T17:00:00Z 2026-11-20T16:00:00Z");

        stopper.result(FRIDAY_16.plus(INTERVAL));

        assertThat(web.state()).isEqualTo(RUNNING);
        assertThat(web.tags().get("nightshift:last")).startsWith("closed ");
        assertThat(names(stopper.result(FRIDAY_18))).containsEntry("Stopped", List.of("web"));
        assertStarted(web, MONDAY_08);
    }
}
