package dev.nightshift.liveips.look;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.liveips.Runs;
import dev.nightshift.liveips.act.Outcome;
import dev.nightshift.liveips.model.Group;
import dev.nightshift.liveips.model.Reason;
import dev.nightshift.liveips.model.Source;
import dev.nightshift.liveips.model.Tally;
import dev.nightshift.liveips.model.Verdict;
import dev.nightshift.local.aws.ec2.AutoScaling;
import dev.nightshift.local.aws.ec2.Instance;
import dev.nightshift.local.aws.front.Call;
import dev.nightshift.local.aws.front.Fault;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Groups by pattern and by tag, and servers without a group, over real HTTP.
class SourcesTest {
    private final Runs runs = new Runs();
    private final AutoScaling groups = runs.aws.autoScaling("eu-central-1");

    @AfterEach
    void close() {
        runs.close();
    }

    private void takes(String source) {
        runs.takes(source);
    }

    @ParameterizedTest
    @CsvSource({
        "shop-*,      10.0.0.11 10.0.0.12",
        "shop-?lue,   10.0.0.11",
        "*,           10.0.0.11 10.0.0.12 10.0.0.13 10.0.0.14",
        "a\\\\*b?c,   10.0.0.13 10.0.0.14",
        "a\\\\*b\\\\?c, 10.0.0.13",
        "shop-blue,   10.0.0.11"
    })
    void aPatternTakesTheGroupsThatMatchIt(String pattern, String addresses) {
        Instance[] servers = runs.launch(4);
        groups.group("shop-blue").serving(servers[0]);
        groups.group("shop-green").serving(servers[1]);
        groups.group("a*b?c").serving(servers[2]);
        groups.group("a*bxc").serving(servers[3]);
        takes("\"groupsMatching\": [\"" + pattern + "\"]");

        runs.run();

        assertThat(String.join(" ", runs.published())).isEqualTo(addresses);
    }

    /// Outputs of one place share a look: a service that another takes is no group.
    @ParameterizedTest
    @CsvSource({"shop-blue, true", "ecs:shop/web, false", "ec2:Service=shop, false"})
    void aPatternAndTagsTakeAutoScalingGroupsAlone(String group, boolean takes) {
        Group tagged = new Group(group, 1, Map.of("Service", "shop"), List.of(), List.of());

        assertThat(new Source.Matching("*").selects(tagged)).isEqualTo(takes);
        assertThat(new Source.Tagged(new TreeMap<>(Map.of("Service", ""))).selects(tagged))
                .isEqualTo(takes);
    }

    @Test
    void aNamedGroupWhoseNameHasWildcardsIsThatGroupAlone() {
        Instance[] servers = runs.launch(3);
        groups.group("a*b?c\\d").serving(servers[0]);
        groups.group("aXbYc\\d").serving(servers[1]);
        takes("\"groups\": [\"a*b?c\\\\d\"]");

        runs.run();
        assertThat(runs.published()).containsExactly("10.0.0.11");
        assertThat(asked("ec2", "DescribeInstances")).isEqualTo(1);

        groups.group("a*b?c\\d").serving(servers[2]);
        runs.run();
        assertThat(runs.published()).containsExactly("10.0.0.11", "10.0.0.13");
    }

    @Test
    void aPatternAsksForNothingOfGroupsThatDoNotMatchIt() {
        Instance[] servers = runs.launch(2);
        groups.group("shop-blue").serving(servers[0]);
        groups.group("other").serving(servers[1]);
        takes("\"groupsMatching\": [\"shop-*\"]");

        runs.run();

        assertThat(runs.calls()).contains("DescribeAutoScalingGroups=1", "DescribeInstances=1");
        assertThat(runs.aws.calls().of("ec2", "DescribeInstances"))
                .extracting(Call::parameters)
                .allSatisfy(call -> assertThat(call).doesNotContainValue("other"));
    }

    @Test
    void aTagWithoutAValueTakesEveryGroupThatHasIt() {
        Instance[] servers = runs.launch(4);
        groups.group("one").tag("Service", "shop").tag("Stage", "prod").serving(servers[0]);
        groups.group("two").tag("Service", "").tag("Stage", "prod").serving(servers[1]);
        groups.group("three").tag("Service", "shop").tag("Stage", "test").serving(servers[2]);
        groups.group("four").tag("Stage", "prod").serving(servers[3]);
        takes("\"tagged\": {\"Service\": \"\", \"Stage\": \"prod\"}");

        runs.run();

        assertThat(runs.published()).containsExactly("10.0.0.11", "10.0.0.12");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "groups": ["shop-blue"]           | group shop-blue is not known to Auto Scaling
            "groupsMatching": ["shop-*"]      | any group that matches shop-* is not known to Auto Scaling
            "tagged": {"Service": ""}         | any group tagged Service is not known to Auto Scaling
            "instances": {"Service": "shop"}  | any instance tagged Service=shop is not known to EC2
            """)
    void aSourceThatMatchesNothingIsNamedAndItsListIsNeverEmptied(String source, String finding) {
        Instance[] servers = runs.launch(3);
        groups.group("shop-blue").tag("Service", "shop").serving(servers[0]);
        servers[1].tag("Service", "shop");
        takes(source);
        runs.run();
        List<String> before = runs.published();
        assertThat(before).hasSize(1);

        groups.delete("shop-blue");
        servers[0].terminate();
        servers[1].terminate();
        servers[0].untag("Service");
        servers[1].untag("Service");
        IntStream.range(0, 5).forEach(n -> {
            runs.pass(Tally.APART);
            runs.run();
        });

        assertThat(runs.published()).isEqualTo(before);
        assertThat(runs.findings())
                .contains(finding, "the list would be empty: held while a source of it is not known");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "groupsMatching": ["none-*"]
            "tagged": {"None": ""}
            "instances": {"None": ""}
            """)
    void aSourceThatNeverMatchedAnythingHasNoList(String source) {
        takes(source);

        IntStream.range(0, 5).forEach(n -> {
            runs.pass(Tally.APART);
            runs.run();
        });

        assertThat(runs.isPublished()).isFalse();
        assertThat(runs.findings()).anySatisfy(finding -> assertThat(finding).contains("is not known to"));
    }

    @Test
    void instancesAreTakenByAllTheirTagsWhetherTheyRunOrNot() {
        Instance[] servers = runs.launch(5);
        servers[0].tag("Service", "shop").tag("Stage", "a*b");
        servers[1].tag("Service", "shop").tag("Stage", "aXb");
        servers[2].tag("Service", "shop").tag("Stage", "a*b").stop();
        servers[3].tag("Service", "shop").tag("Stage", "a*b").terminate();
        takes("\"instances\": {\"Service\": \"\", \"Stage\": \"a*b\"}");

        List<Outcome> outcomes = runs.run();

        assertThat(runs.published()).containsExactly("10.0.0.11");
        assertThat(runs.calls()).contains("DescribeInstances=1").doesNotContain("DescribeAutoScalingGroups");
        assertThat(((Outcome.Settled) outcomes.getFirst())
                        .publication()
                        .decision()
                        .leftOut())
                .containsExactly(
                        new Verdict.LeftOut(servers[2].id(), "ec2:Service,Stage=a*b", Reason.ec2("is stopped")));
    }

    @Test
    void aServerOfAnAutoScalingGroupIsThatGroups() {
        Instance[] servers = runs.launch(2);
        servers[0].tag("Service", "shop");
        servers[1].tag("Service", "shop");
        groups.group("shop-blue").with(servers[1], "Terminating:Wait", "Healthy");
        takes("\"instances\": {\"Service\": \"shop\"}");

        List<Outcome> outcomes = runs.run();

        assertThat(runs.published()).containsExactly("10.0.0.11");
        assertThat(((Outcome.Settled) outcomes.getFirst())
                        .publication()
                        .decision()
                        .leftOut())
                .extracting(out -> out.reason().text())
                .containsExactly("belongs to the Auto Scaling group shop-blue");

        takes("\"instances\": {\"Service\": \"shop\"}, \"groups\": [\"shop-blue\"]");
        outcomes = runs.run();
        assertThat(((Outcome.Settled) outcomes.getFirst())
                        .publication()
                        .decision()
                        .leftOut())
                .extracting(out -> out.reason().text())
                .containsExactly("is Terminating:Wait in its group");
    }

    @Test
    void aServerThatLosesItsTagLeavesOnlyWhenTheGuardLetsIt() {
        Instance[] servers = runs.launch(3);
        for (Instance server : servers) {
            server.tag("Service", "shop");
        }
        takes("\"instances\": {\"Service\": \"shop\"}");
        runs.run();

        servers[0].untag("Service");
        runs.pass(Tally.APART);
        runs.run();
        assertThat(runs.published()).containsExactly("10.0.0.12", "10.0.0.13");

        servers[1].untag("Service");
        servers[2].untag("Service");
        runs.pass(Tally.APART);
        runs.run();
        assertThat(runs.published()).containsExactly("10.0.0.12", "10.0.0.13");
        assertThat(runs.told).singleElement().asString().contains("is not known to EC2", "would lose 3 of 3");
    }

    @Test
    void whenEc2CannotBeAskedByTagsEverythingStaysAndPublishedServersAreAskedForByTheirIds() {
        Instance[] servers = runs.launch(3);
        for (Instance server : servers) {
            server.tag("Service", "shop");
        }
        servers[2].zone("eu-central-1b");
        takes("\"instances\": {\"Service\": \"shop\"}");
        runs.run();

        servers[0].terminate();
        runs.aws
                .faults()
                .on("ec2", "DescribeInstances")
                .where(asked -> !asked.containsKey("InstanceId.1"))
                .with(Fault.internalError());
        List<Outcome> outcomes = runs.run();

        assertThat(runs.published()).containsExactly("10.0.0.12", "10.0.0.13");
        Outcome.Settled settled = (Outcome.Settled) outcomes.getFirst();
        assertThat(settled.publication().decision().blind()).isTrue();
        assertThat(runs.findings())
                .anySatisfy(finding -> assertThat(finding)
                        .startsWith("any instance tagged Service=shop could not be asked for: InternalError"));
    }

    @ParameterizedTest
    @CsvSource({"initial, unhealthy", "unhealthy, initial"})
    void aTargetOnTwoPortsIsAsGoodAsItsWorst(String one, String other) {
        Instance[] servers = runs.launch(2);
        String arn = runs.aws.loadBalancing("eu-central-1").targetGroup("http");
        groups.group("shop-blue").targetGroup(arn).serving(servers);
        runs.aws.loadBalancing("eu-central-1").target(arn, servers[0].id(), 80, one);
        runs.aws.loadBalancing("eu-central-1").target(arn, servers[0].id(), 81, other);
        runs.aws.loadBalancing("eu-central-1").target(arn, servers[1].id(), "healthy");
        takes("\"groups\": [\"shop-blue\"], \"targetGroups\": [\"http\"], \"targetStates\": [\"initial\"]");

        runs.run();

        assertThat(runs.published()).containsExactly("10.0.0.12");
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.11", "2001:DB8:0::7"})
    void aTargetGroupOfTypeIpKnowsServersByTheirAddressesHoweverWritten(String target) {
        Instance server = runs.launch(1)[0].ipv6("2001:db8::7");
        String arn = runs.aws.loadBalancing("eu-central-1").targetGroup("http");
        groups.group("shop-blue").targetGroup(arn).serving(server);
        runs.aws.loadBalancing("eu-central-1").target(arn, target, "healthy");
        takes("\"groups\": [\"shop-blue\"], \"targetGroups\": [\"http\"]");

        runs.run();

        assertThat(runs.published()).containsExactly("10.0.0.11");
    }

    private int asked(String service, String operation) {
        return runs.aws.calls().of(service, operation).size();
    }
}
