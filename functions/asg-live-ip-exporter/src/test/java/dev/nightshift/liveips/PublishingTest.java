package dev.nightshift.liveips;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.liveips.act.Outcome;
import dev.nightshift.local.aws.ec2.Instance;
import dev.nightshift.local.aws.front.Fault;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What whole runs write, what they tell, and how many calls it takes.
class PublishingTest {
    @AutoClose
    private final Runs runs = new Runs();

    @Test
    void aGroupIsPublishedAndAnUnchangedOneIsNeitherWrittenNorTold() {
        runs.aws.autoScaling("eu-central-1").group("shop-blue").serving(runs.launch(2));

        runs.run();
        assertThat(runs.published()).containsExactly("10.0.0.11", "10.0.0.12");
        assertThat(runs.told).containsExactly("+2 -0 []");
        assertThat(runs.calls())
                .isEqualTo("{DescribeAutoScalingGroups=1, DescribeInstances=1, GetObject=2, PutObject=2}");

        runs.run();
        assertThat(runs.told).isEmpty();
        assertThat(runs.calls()).isEqualTo("{DescribeAutoScalingGroups=1, DescribeInstances=1, GetObject=2}");
    }

    /// At most ceil(G/100) + ceil(I/1000) for each 200 groups + T, two reads, and two writes if
    /// changed.
    @Test
    void aHundredAndOneGroupsOfAThousandAndOneServersTakeEightCallsAndThenSix() {
        List<String> names =
                IntStream.range(0, 101).mapToObj(n -> "group-%03d".formatted(n)).toList();
        Instance[] servers = runs.launch(1_001);
        for (int n = 0; n < servers.length; n++) {
            runs.aws.autoScaling("eu-central-1").group(names.get(n % 101)).serving(servers[n]);
        }
        runs.config = Fixture.read(
                """
                {"zone": "UTC", "outputs": {"shop": {"groups": %s,
                 "publish": [{"to": "s3", "key": "%s", "format": "json"}]}}}
                """.formatted(names.stream().map(name -> '"' + name + '"').toList(), Runs.KEY));

        runs.run();
        assertThat(runs.published()).hasSize(1_001);
        assertThat(runs.calls())
                .isEqualTo("{DescribeAutoScalingGroups=2, DescribeInstances=2, GetObject=2, PutObject=2}");

        runs.run();
        assertThat(runs.calls()).isEqualTo("{DescribeAutoScalingGroups=2, DescribeInstances=2, GetObject=2}");
    }

    @ParameterizedTest
    @CsvSource({"412, PreconditionFailed", "409, ConditionalRequestConflict", "404, NoSuchKey"})
    void aLostRaceIsAReasonToLookAgainTwiceAtMost(int status, String code) {
        runs.aws.autoScaling("eu-central-1").group("shop-blue").serving(runs.launch(1));
        runs.aws.faults().on("s3", "PutObject").first(1).with(new Fault.Refused(status, code, "another was faster"));

        assertThat(runs.run()).singleElement().isInstanceOf(Outcome.Settled.class);
        assertThat(runs.published()).containsExactly("10.0.0.11");
        assertThat(runs.aws.calls().of("autoscaling", "DescribeAutoScalingGroups"))
                .hasSize(2);

        runs.aws.autoScaling("eu-central-1").group("shop-blue").serving(runs.launch(1));
        runs.aws.faults().on("s3", "PutObject").with(new Fault.Refused(status, code, "another was faster"));
        assertThat(runs.run()).singleElement().isInstanceOf(Outcome.Raced.class);
        assertThat(runs.aws.calls().of("autoscaling", "DescribeAutoScalingGroups"))
                .hasSize(3);
    }

    @Test
    void aSinkThatRefusesDoesNotStopTheOthersAndIsToldOnce() {
        runs.config = Fixture.read("""
                {"zone": "UTC", "outputs": {"shop": {"groups": ["shop-blue"], "publish": [
                 {"to": "s3", "key": "refused", "format": "plain"}, {"to": "s3", "key": "%s", "format": "json"}]}}}
                """.formatted(Runs.KEY));
        runs.aws.autoScaling("eu-central-1").group("shop-blue").serving(runs.launch(1));
        runs.aws
                .faults()
                .on("s3", "PutObject")
                .where(asked -> "refused".equals(asked.get("Key")))
                .with(new Fault.Refused(403, "AccessDenied", "no"));

        runs.run();
        assertThat(runs.published()).containsExactly("10.0.0.11");
        assertThat(runs.told).containsExactly("+1 -0 [s3 refused was not written: AccessDenied: no]");
        runs.run();
        assertThat(runs.told).isEmpty();
    }

    @Test
    void aManifestThatCannotBeReadStopsItsOutput() {
        runs.aws
                .faults()
                .on("s3", "GetObject")
                .where(asked -> "state/asg-live-ip-exporter/shop.json".equals(asked.get("Key")))
                .with(new Fault.Refused(403, "AccessDenied", "no"));

        assertThat(runs.run())
                .containsExactly(new Outcome.Failed(
                        runs.config.outputs().getFirst(),
                        "state/asg-live-ip-exporter/shop.json: cannot be read: AccessDenied: no"));
        assertThat(runs.published()).isEmpty();
    }

    @Test
    void aReplyThatIsLostIsFoundToHaveBeenWritten() {
        runs.aws.autoScaling("eu-central-1").group("shop-blue").serving(runs.launch(1));
        runs.aws.faults().on("s3", "PutObject").first(1).with(new Fault.ReplyLost());

        runs.run();

        assertThat(runs.told).containsExactly("+1 -0 []");
        assertThat(runs.aws.calls().of("autoscaling", "DescribeAutoScalingGroups"))
                .hasSize(1);
    }

    @Test
    void whatSomebodyChangedByHandIsSetRight() {
        runs.aws.autoScaling("eu-central-1").group("shop-blue").serving(runs.launch(1));
        runs.run();
        runs.siteBucket.put(Runs.KEY, "application/json", "[]");

        runs.run();

        assertThat(runs.published()).containsExactly("10.0.0.11");
        assertThat(runs.told).containsExactly("found s3 " + Runs.KEY);
    }
}
