package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.OUR_STOP;
import static dev.nightshift.stopper.Fixture.SATURDAY;
import static dev.nightshift.stopper.Fixture.STOP_MARKER;
import static dev.nightshift.stopper.Fixture.WEEKEND;
import static dev.nightshift.stopper.Fixture.WINDOW_START;
import static dev.nightshift.stopper.Fixture.config;
import static dev.nightshift.stopper.Fixture.inState;
import static dev.nightshift.stopper.Fixture.running;
import static dev.nightshift.stopper.Fixture.startedAt;
import static dev.nightshift.stopper.Fixture.tags;
import static dev.nightshift.stopper.Fixture.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.plan.Plan;
import dev.nightshift.stopper.plan.Verdict;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-20T16:59:59Z, Leave",
        "2026-11-20T17:00:00Z, Stop",
        "2026-11-23T06:59:59Z, Stop",
        "2026-11-23T07:00:00Z, Leave",
    })
    void aRunningInstanceIsStoppedFromTheFirstInstantOfItsWindowToTheLast(Instant now, String verdict) {
        assertThat(verdict(running("i-1"), now).getClass().getSimpleName()).isEqualTo(verdict);
    }

    @Test
    void aMissedRunIsCaughtUpByTheNext() {
        assertThat(verdict(running("i-1"), SATURDAY))
                .isEqualTo(
                        new Verdict.Stop(running("i-1"), WEEKEND, false, "its window began at 2026-11-20T17:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"pending", "stopping", "shutting-down", "terminated", "stopped"})
    void nothingIsDoneToAnInstanceInAnyOtherState(String state) {
        assertThat(verdict(inState("i-1", state), SATURDAY))
                .isEqualTo(new Verdict.Leave(inState("i-1", state), "it is " + state));
    }

    @Test
    void whatSomebodyStartedInsideTheWindowIsKept() {
        Instance instance = startedAt("i-1", WINDOW_START.plusSeconds(1), STOP_MARKER);

        assertThat(verdict(instance, SATURDAY))
                .isEqualTo(
                        new Verdict.Keep(instance, "somebody started it at 2026-11-20T17:00:01Z, inside its window"));
    }

    @Test
    void whatWasStartedAtTheWindowsFirstInstantIsStopped() {
        assertThat(verdict(startedAt("i-1", WINDOW_START), SATURDAY)).isInstanceOf(Verdict.Stop.class);
    }

    @ParameterizedTest
    @CsvSource({"0, Stop", "600, Stop", "601, Keep", "-1, Keep"})
    void aLaunchWithinTenMinutesAfterOurOwnStartIsOurs(long secondsAfterMarker, String verdict) {
        String marker = "nightshift:last=start 2026-11-13T17:00:00Z/2026-11-16T07:00:00Z 2026-11-21T07:00:00Z";
        Instant launched = Instant.parse("2026-11-21T07:00:00Z").plusSeconds(secondsAfterMarker);

        assertThat(verdict(startedAt("i-1", launched, marker), SATURDAY)
                        .getClass()
                        .getSimpleName())
                .isEqualTo(verdict);
    }

    @Test
    void whatWasLaunchedMinutesAgoIsLeftForTheNextRun() {
        Instance instance = startedAt("i-1", WINDOW_START.minusSeconds(300));

        assertThat(verdict(instance, WINDOW_START))
                .isEqualTo(new Verdict.Keep(instance, "it was launched only at 2026-11-20T16:55:00Z"));
        assertThat(verdict(instance, WINDOW_START.plusSeconds(900))).isInstanceOf(Verdict.Stop.class);
    }

    @Test
    void anInstanceWithoutRoomForTheMarkerIsNotStopped() {
        String[] others = IntStream.range(0, 48).mapToObj(i -> "t" + i + "=").toArray(String[]::new);
        Instance full = running("i-1", others);

        assertThat(verdict(full, SATURDAY))
                .isEqualTo(new Verdict.Refuse(full, "it has 50 tags, no room for nightshift:last"));
        others[0] = STOP_MARKER;
        assertThat(verdict(running("i-1", others), SATURDAY)).isInstanceOf(Verdict.Stop.class);
        others[0] = "aws:cloudformation:stack-name=x";
        assertThat(verdict(running("i-1", others), SATURDAY)).isInstanceOf(Verdict.Stop.class);
    }

    @ParameterizedTest
    @CsvSource({
        "always,         4 hours, 2026-11-21T08:00:01Z, Keep",
        "always,         4 hours, 2026-11-21T08:00:00Z, Stop",
        "00:00 -> 24:00, 2 hours, 2026-11-21T10:00:01Z, Keep",
        "00:00 -> 24:00, 2 hours, 2026-11-21T10:00:00Z, Stop",
    })
    void whatIsOffUnlessSomebodyStartsItRunsForTheTimeAllowed(
            String stop, String stopAfter, Instant launched, String verdict) {
        StopperConfig config = Fixture.read("""
                {"zone": "UTC", "schedules": {"weekend": {"stop": "%s", "stopAfter": "%s"}}}""".formatted(stop, stopAfter));

        assertThat(Plan.of(config, List.of(Fixture.startedAt("i-1", launched)), SATURDAY)
                        .getFirst()
                        .getClass()
                        .getSimpleName())
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"'\"defaultSchedule\": \"weekend\"', Stop", "'\"dryRun\": false', Refuse"})
    void anEmptyTagNamesTheDefaultScheduleIfThereIsOne(String keys, String verdict) {
        assertThat(Plan.of(Fixture.config(keys), List.of(running("i-1", "nightshift:schedule=")), SATURDAY)
                        .getFirst()
                        .getClass()
                        .getSimpleName())
                .isEqualTo(verdict);
    }

    @Test
    void whatOptedOutIsKept() {
        Instance instance = running("i-1", "nightshift:never-stop=");

        assertThat(verdict(instance, SATURDAY))
                .isEqualTo(new Verdict.Keep(instance, "its tag nightshift:never-stop says so"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            karpenter.sh/nodepool=default    | Karpenter owns it
            eks:cluster-name=prod            | it is an EKS node
            aws:eks:cluster-name=prod        | it is an EKS node
            kubernetes.io/cluster/prod=owned | it is a Kubernetes node
            AmazonECSManaged=                | ECS manages it
            aws:ecs:clusterName=prod         | ECS manages it
            aws:elasticmapreduce:job-flow-id=j-1 | it belongs to an EMR cluster
            elasticbeanstalk:environment-id=e-1  | Elastic Beanstalk owns it
            elasticbeanstalk:environment-name=e  | Elastic Beanstalk owns it
            aws:autoscaling:groupName=web    | it is in an Auto Scaling group, which would replace it
            aws:ec2:fleet-id=fleet-1         | it is in an EC2 fleet, which would replace it
            AWSRDSCustom=custom-oracle       | RDS Custom owns it
            aws:cloud9:environment=0a1b2c    | it is a Cloud9 environment, which stops and starts it
            parallelcluster:node-type=Compute | it is a node of a ParallelCluster, which would replace it
            AWSElasticDisasterRecoveryManaged=drs.amazonaws.com | it is a replication server of AWS Elastic Disaster Recovery
            AWSApplicationMigrationServiceManaged=mgn.amazonaws.com | it is a replication server of AWS Application Migration Service
            aws:ec2spot:fleet-request-id=sfr-1 | it is in a Spot fleet, which would replace it
            """)
    void whatSomethingElseOwnsIsNeverStopped(String tag, String reason) {
        Instance instance = running("i-1", tag);

        assertThat(verdict(instance, SATURDAY)).isEqualTo(new Verdict.Refuse(instance, reason));
    }

    @Test
    void aHeadNodeAndAServerThatWasMigratedAreTheirOwners() {
        assertThat(verdict(running("i-1", "parallelcluster:node-type=HeadNode"), SATURDAY))
                .isInstanceOf(Verdict.Stop.class);
        assertThat(verdict(
                        running(
                                "i-1",
                                "AWSApplicationMigrationServiceManaged=mgn.amazonaws.com",
                                "AWSApplicationMigrationServiceSourceServerID=s-1"),
                        SATURDAY))
                .isInstanceOf(Verdict.Stop.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            spot           | ebs            | '' | its lifecycle is spot, not on-demand
            scheduled      | ebs            | '' | its lifecycle is scheduled, not on-demand
            capacity-block | ebs            | '' | its lifecycle is capacity-block, not on-demand
            ''             | instance-store | '' | its root device is instance-store: stopping would lose it
            ''             | ebs | ecs.amazonaws.com | ecs.amazonaws.com manages it
            """)
    void whatCannotBeStoppedWithoutHarmIsNeverStopped(
            String lifecycle, String rootDevice, String operator, String reason) {
        Instance instance = new Instance(
                "i-1",
                "m7g.large",
                "a",
                "running",
                Instant.EPOCH,
                "",
                "",
                lifecycle,
                rootDevice,
                operator,
                false,
                Instance.LocalData.NONE,
                tags());

        assertThat(verdict(instance, SATURDAY)).isEqualTo(new Verdict.Refuse(instance, reason));
    }

    @Test
    void aTagThatNamesNoScheduleTouchesThatInstanceAlone() {
        Instance misspelled = running("i-1", "nightshift:schedule=week-end");
        Instance broken = running("i-2", "nightshift:schedule=broken");

        List<Verdict> verdicts = Plan.of(config(), List.of(misspelled, broken, running("i-3")), SATURDAY);

        assertThat(verdicts.get(0).reason())
                .isEqualTo(
                        "its tag nightshift:schedule is \"week-end\", which is no schedule; there are weekend, broken");
        assertThat(verdicts.get(1).reason())
                .startsWith("its schedule cannot be read: schedules.broken.stop[0]: \"Fry 18:00 -> Mon 08:00\"");
        assertThat(verdicts.get(2)).isInstanceOf(Verdict.Stop.class);
    }

    @Test
    void everyInstanceHasExactlyOneVerdictWhateverItIs() {
        long seed = 20_261_122;
        Random random = new Random(seed);
        String[] states = {"pending", "running", "stopping", "stopped", "shutting-down", "terminated", "", "new"};
        String[] texts = {
            "", "x", "(", "stop", "User initiated (2026-99-99 99:99:99 GMT)", OUR_STOP, "a/b c/d e", "\u0000"
        };
        List<Instance> instances = IntStream.range(0, 20_000)
                .mapToObj(i -> new Instance(
                        "i-" + i,
                        "t",
                        "z",
                        states[random.nextInt(states.length)],
                        Instant.ofEpochSecond(1_790_000_000L + random.nextInt(10_000_000)),
                        texts[random.nextInt(texts.length)],
                        texts[random.nextInt(texts.length)],
                        random.nextInt(9) == 0 ? "spot" : "",
                        random.nextInt(9) == 0 ? "instance-store" : "ebs",
                        "",
                        random.nextBoolean(),
                        random.nextInt(9) == 0 ? Instance.LocalData.SOME : Instance.LocalData.NONE,
                        tags(
                                random.nextInt(5) == 0 ? "nightshift:schedule=" + random.nextInt(9) : "a=b",
                                "nightshift:last=" + texts[random.nextInt(texts.length)])))
                .toList();
        Instant now = Instant.ofEpochSecond(1_790_000_000L + random.nextInt(10_000_000));

        List<Verdict> verdicts = Plan.of(config(), instances, now);

        assertThat(verdicts).as("seed %d", seed).hasSize(instances.size());
        assertThat(verdicts.stream().map(Verdict::instance)).containsExactlyElementsOf(instances);
        assertThat(verdicts).allSatisfy(verdict -> assertThat(verdict.reason()).isNotBlank());
    }
}
