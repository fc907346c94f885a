package dev.nightshift.local.ops;

import static dev.nightshift.local.aws.ec2.InstanceState.RUNNING;
import static dev.nightshift.local.aws.ec2.InstanceState.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.local.aws.ec2.Instance;
import dev.nightshift.local.aws.front.Call;
import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.local.aws.policy.IamPolicy;
import dev.nightshift.local.aws.policy.Principal;
import dev.nightshift.local.ops.demo.SimulatedClock;
import dev.nightshift.local.ops.lambda.Checkout;
import dev.nightshift.local.ops.terminal.ExitStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `ops keep`, `keep-off`, `stop` and `start` in front of an embedded endpoint.
class InstanceCommandsTest {
    private static final Instant THURSDAY = Instant.parse("2026-11-19T12:00:00Z");
    private static final Instant SATURDAY = Instant.parse("2026-11-21T12:00:00Z");
    private static final String REGION = "eu-central-1";
    private static final String SITE = """
            site: acme
            zone: Europe/Berlin
            watch: {regions: [eu-central-1, eu-west-1], accounts: ["444455556666"], externalId: acme}
            functions:
              weekend-instance-stopper:
                dryRun: false
                schedules: {weekend: {stop: [Fri 18:00 -> Mon 08:00]}}
            """;
    private static final Set<String> CHANGES = Set.of("CreateTags", "StopInstances", "StartInstances");

    @TempDir
    private Path directory;

    private final SimulatedClock clock = new SimulatedClock(THURSDAY);
    private final LocalAws aws = LocalAws.start(clock);
    private final AwsEnvironment environment = AwsEnvironment.of(aws);
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String site = SITE;

    @AfterEach
    void close() {
        assertThat(aws.calls().unrecognized()).isEmpty();
        environment.close();
        aws.close();
    }

    private Instance machine(String name) {
        return machine(REGION, name);
    }

    private Instance machine(String region, String name) {
        return aws.ec2(region).launch("m7g.large").tag("Name", name).tag("nightshift:schedule", "weekend");
    }

    private int ops(String command, String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of(command));
        args.addAll(List.of(more));
        args.addAll(List.of(
                "--config",
                Files.writeString(directory.resolve("site.yaml"), site).toString()));
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Ops.execute(clock, new PrintWriter(out), new PrintWriter(err), args.toArray(String[]::new));
    }

    /// A command with arguments that have no blanks.
    private int typed(String line) throws IOException {
        String[] words = line.split(" +", -1);
        return ops(words[0], Arrays.copyOfRange(words, 1, words.length));
    }

    private List<Call> changes() {
        return aws.calls().all().stream()
                .filter(call -> CHANGES.contains(call.operation()) && call.status() != 412)
                .toList();
    }

    @Test
    void keepIsShownFirstAndThenDone() throws IOException {
        Instance web = machine("web");

        assertThat(ops("keep", "web", "--until", "Sat 22:00", "--why", "release"))
                .as(err.toString())
                .isEqualTo(ExitStatus.FINE);
        assertThat(out.toString()).isEqualTo("""
                %s (web) in 123456789012 eu-central-1, m7g.large, eu-central-1a: running, schedule "weekend", times in Europe/Berlin
                  would do: tag nightshift:keep-until = 2026-11-21T22:00+01:00 because release
                  then:     from now on it is left alone: it is running
                  then:     from 2026-11-20T18:00+01:00 on it is left alone: its tag nightshift:keep-until says
                            2026-11-21T22:00+01:00 because release
                  then:     from 2026-11-21T22:00+01:00 on it is stopped: its window began at 2026-11-20T17:00:00Z
                Nothing was changed: --yes does it.
                """.formatted(web.id()));
        assertThat(changes()).isEmpty();
        assertThat(web.tags()).doesNotContainKey("nightshift:keep-until");

        assertThat(ops("keep", web.id(), "--until", "Sat 22:00", "--why", "release", "--yes"))
                .as(err.toString())
                .isEqualTo(ExitStatus.FINE);
        assertThat(web.tags()).containsEntry("nightshift:keep-until", "2026-11-21T22:00+01:00 because release");
        assertThat(out.toString())
                .contains("  done:     tag nightshift:keep-until")
                .doesNotContain("Nothing was changed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keep web --until 22:00",
                "keep-off web",
                "keep-off web --until 22:00",
                "stop web --until 22:00",
                "stop web --stay-off",
                "start lab",
                "keep kept --end",
                "keep-off kept --end"
            })
    void withoutYesNothingIsChanged(String command) throws IOException {
        machine("web");
        machine("lab").stop();
        machine("kept").tag("nightshift:keep-until", "2027-01-01T00:00:00Z").tag("nightshift:stay-off", "");

        assertThat(typed(command)).as(err.toString()).isEqualTo(ExitStatus.FINE);

        assertThat(changes()).isEmpty();
        assertThat(aws.calls().all())
                .filteredOn(call -> CHANGES.contains(call.operation()))
                .isNotEmpty();
        assertThat(out.toString()).endsWith("Nothing was changed: --yes does it.\n");
    }

    @Test
    void aStopWritesItsTagAndItsMarkerBeforeItStops() throws IOException {
        Instance web = machine("web");

        assertThat(ops("stop", "web", "--until", "16:00", "--why", "resize", "--yes"))
                .as(err.toString())
                .isEqualTo(ExitStatus.FINE);

        assertThat(changes()).extracting(Call::operation).containsExactly("CreateTags", "CreateTags", "StopInstances");
        assertThat(changes())
                .extracting(call -> call.parameters().getOrDefault("Tag.1.Key", ""))
                .containsExactly("nightshift:stay-off", "nightshift:last", "");
        assertThat(web.state()).isEqualTo(STOPPED);
        assertThat(web.tags())
                .containsEntry("nightshift:stay-off", "2026-11-19T16:00+01:00 because resize")
                .containsEntry(
                        "nightshift:last", "stop 2026-11-19T12:00:00Z/2026-11-19T15:00:00Z 2026-11-19T12:00:00Z");
    }

    @Test
    void insideTheWindowAStopIsTheWindowsAndAStartThePersons() throws IOException {
        Instance web = machine("web");
        clock.set(SATURDAY);

        assertThat(ops("stop", "web", "--yes")).as(err.toString()).isEqualTo(ExitStatus.FINE);
        assertThat(web.state()).isEqualTo(STOPPED);
        assertThat(web.tags())
                .doesNotContainKey("nightshift:stay-off")
                .containsEntry(
                        "nightshift:last", "stop 2026-11-20T17:00:00Z/2026-11-23T07:00:00Z 2026-11-21T12:00:00Z");

        clock.set(SATURDAY.plus(Duration.ofHours(1)));
        assertThat(ops("start", "web", "--yes")).as(err.toString()).isEqualTo(ExitStatus.FINE);
        assertThat(web.state()).isEqualTo(RUNNING);
        assertThat(web.tags())
                .containsEntry(
                        "nightshift:last", "start 2026-11-20T17:00:00Z/2026-11-23T07:00:00Z 2026-11-21T13:00:00Z");
        assertThat(out.toString()).contains("left alone: somebody started it at 2026-11-21T13:00:00Z, inside its");
    }

    @Test
    void outsideTheWindowAStopWithoutAnEndIsRefusedAndSaysWhy() throws IOException {
        Instance web = machine("web");

        assertThat(ops("stop", "web", "--yes")).isEqualTo(ExitStatus.FAILURE);

        assertThat(err.toString())
                .isEqualTo(
                        "ops: " + web.id() + " in 123456789012 eu-central-1: it is outside its stop windows, so that no"
                                + " window's end would start it again: expected --until TIME, when it is started again, or"
                                + " --stay-off, until somebody starts it\n");
        assertThat(changes()).isEmpty();
    }

    @Test
    void aNameIsLookedForInEveryRegionOfTheSite() throws IOException {
        Instance web = machine("eu-west-1", "web");

        assertThat(ops("keep", "web", "--until", "22:00", "--yes"))
                .as(err.toString())
                .isEqualTo(ExitStatus.FINE);

        assertThat(web.tags()).containsEntry("nightshift:keep-until", "2026-11-19T22:00+01:00");
    }

    @Test
    void aNameOfSeveralIsRefusedWithTheirIds() throws IOException {
        Instance one = machine("web");
        Instance other = machine("eu-west-1", "web");

        assertThat(ops("stop", "web", "--stay-off", "--yes")).isEqualTo(ExitStatus.FAILURE);

        assertThat(err.toString()).isEqualTo("""
                        ops: "web": the name of 2 instances; expected an id:
                        ops:   %s in 123456789012 eu-central-1, running, m7g.large
                        ops:   %s in 123456789012 eu-west-1, running, m7g.large
                        """.formatted(one.id(), other.id()));
        assertThat(changes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "web*", "*", "i-0123456789abcdef0", "we?"})
    void whatIsNotThereIsNamedWithWhereItWasLookedFor(String name) throws IOException {
        machine("web-1").tag("Name", "web-1");

        assertThat(ops("keep", name, "--until", "22:00", "--yes")).isEqualTo(ExitStatus.FAILURE);

        assertThat(err.toString())
                .isEqualTo(
                        "ops: \"" + name + "\": not found in account 123456789012 (eu-central-1, eu-west-1); sign in to"
                                + " look in account 444455556666: expected an instance's id or its tag Name\n");
        assertThat(changes()).isEmpty();
    }

    @Test
    void aRegionThatCannotBeReadLeavesANameUnsureAndAnIdSure() throws IOException {
        Instance web = machine("web");
        aws.faults()
                .on("ec2", "DescribeInstances")
                .where(_ -> aws.calls().of("ec2", "DescribeInstances").size() % 2 == 1)
                .with(new Fault.Refused(
                        403, "UnauthorizedOperation", "not authorized to perform: ec2:DescribeInstances"));

        assertThat(ops("keep", "web", "--until", "22:00", "--yes")).isEqualTo(ExitStatus.FAILURE);
        assertThat(err.toString())
                .contains(
                        "found " + web.id(),
                        "another may have the same name",
                        "123456789012 eu-west-1 could not be looked at:"
                                + " UnauthorizedOperation: not authorized to perform: ec2:DescribeInstances");
        assertThat(changes()).isEmpty();

        assertThat(ops("keep", web.id(), "--until", "22:00", "--yes"))
                .as(err.toString())
                .isEqualTo(ExitStatus.FINE);
    }

    @Test
    void whatDidNotOptInIsRefused() throws IOException {
        Instance web = aws.ec2(REGION).launch("m7g.large").tag("Name", "web");

        assertThat(ops("keep", "web", "--until", "22:00", "--yes")).isEqualTo(ExitStatus.FAILURE);

        assertThat(err.toString()).contains(web.id(), "it has no tag nightshift:schedule: it did not opt in");
        assertThat(changes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keep web                          | Missing required argument",
                "keep web --until 22:00 --end      | mutually exclusive",
                "keep --until 22:00                | Missing required parameter",
                "keep web --until tomorrow         | --until \"tomorrow\": expected a time of day (22:00)",
                "keep web --until 2026-11-19T12:59 | --until \"2026-11-19T12:59\": expected a time after now, which is 2026-11-19T13:00+01:00",
                "keep web --until 2027-03-28T02:30 | does not exist in Europe/Berlin",
                "stop web --until 2026-10-25       | expected a time of day",
                "stop web --until 22:00 --stay-off | mutually exclusive",
            })
    void whatIsWrongIsWrongUsage(String command, String message) throws IOException {
        machine("web");

        assertThat(typed(command)).isEqualTo(ExitStatus.USAGE);

        assertThat(err.toString()).contains(message);
        assertThat(changes()).isEmpty();
    }

    @Test
    void aReasonThatNoTagHoldsIsWrongUsage() throws IOException {
        machine("web");

        assertThat(ops("keep", "web", "--until", "22:00", "--why", "x".repeat(300), "--yes"))
                .isEqualTo(ExitStatus.USAGE);

        assertThat(err.toString()).contains("--why: expected one line of at most 200 characters");
        assertThat(changes()).isEmpty();
    }

    @Test
    void aPermissionThatIsMissingIsNamedAndLeavesNothingHalfDone() throws IOException {
        Instance web = machine("web");
        aws.register("AKIDEXAMPLE", Principal.role("123456789012", "ann", IamPolicy.parse("""
                {"Statement": [{"Effect": "Allow", "Resource": "*",
                  "Action": ["ec2:Describe*", "ec2:CreateTags", "kms:DescribeKey"]}]}""")));

        assertThat(ops("stop", "web", "--until", "22:00", "--yes")).isEqualTo(ExitStatus.FAILURE);

        assertThat(err.toString())
                .contains(
                        "UnauthorizedOperation",
                        "ann",
                        "is not authorized to perform: ec2:StopInstances on resource:",
                        web.id());
        assertThat(changes()).filteredOn(call -> call.status() == 200).isEmpty();
        assertThat(web.tags()).doesNotContainKeys("nightshift:stay-off", "nightshift:last");
    }

    @Test
    void aStopThatFailsAfterItsTagPutsTheTagBack() throws IOException {
        Instance web = machine("web").stopProtected();
        Instance api = machine("api").stopProtected().tag("nightshift:stay-off", "2026-11-30T08:00");

        assertThat(ops("stop", "web", "--until", "22:00", "--yes")).isEqualTo(ExitStatus.FAILURE);
        assertThat(err.toString()).contains("OperationNotPermitted", "may not be stopped");
        assertThat(web.state()).isEqualTo(RUNNING);
        assertThat(web.tags()).containsEntry("nightshift:stay-off", "2026-11-19T13:00+01:00");

        assertThat(ops("stop", "api", "--stay-off", "--yes")).isEqualTo(ExitStatus.FAILURE);
        assertThat(api.tags()).containsEntry("nightshift:stay-off", "2026-11-30T08:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dryRun: true", "dryRun: false\n    enabled: false"})
    void nothingIsStoppedThatNoRunWouldStartAgain(String key) throws IOException {
        site = SITE.replace("dryRun: false", key);
        machine("web");

        assertThat(ops("stop", "web", "--until", "22:00", "--yes")).isEqualTo(ExitStatus.FAILURE);

        assertThat(err.toString()).contains("the function changes nothing");
        assertThat(changes()).isEmpty();
        assertThat(ops("keep", "web", "--until", "22:00")).isEqualTo(ExitStatus.FINE);
        assertThat(out.toString())
                .contains("  then:     the function changes nothing")
                .doesNotContain("it is stopped");
    }

    @Test
    void thePolicyOfTheReadmeIsEnough() throws IOException {
        String readme =
                Files.readString(Checkout.current().root().resolve("functions/weekend-instance-stopper/README.md"));
        Matcher policy = Pattern.compile("```json\\n(\\{\\s*\"Version\".*?)```", Pattern.DOTALL)
                .matcher(readme);
        assertThat(policy.find()).isTrue();
        aws.register("AKIDEXAMPLE", Principal.role("123456789012", "ann", IamPolicy.parse(policy.group(1))));
        Instance web = machine("web");
        Instance other = aws.ec2(REGION).launch("m7g.large").tag("Name", "other");

        for (String command : List.of(
                "keep web --until 22:00 --yes",
                "keep web --end --yes",
                "stop web --until 22:00 --why resize --yes",
                "keep-off web --end --yes",
                "start web --yes",
                "stop web --stay-off --yes",
                "keep-off web --until 22:00 --yes")) {
            assertThat(typed(command)).as(command + "\n" + err).isEqualTo(ExitStatus.FINE);
        }
        assertThat(web.state()).isEqualTo(STOPPED);
        assertThat(other.tags()).containsOnlyKeys("Name");
    }
}
