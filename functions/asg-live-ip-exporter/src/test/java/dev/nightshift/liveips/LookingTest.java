package dev.nightshift.liveips;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.liveips.act.Outcome;
import dev.nightshift.liveips.settings.Guard;
import dev.nightshift.liveips.settings.LiveIpsConfig;
import dev.nightshift.liveips.settings.OnDoubt;
import dev.nightshift.liveips.settings.Output;
import dev.nightshift.local.aws.ec2.Instance;
import dev.nightshift.local.aws.front.Call;
import dev.nightshift.local.aws.front.Fault;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What whole runs make of what AWS answers, and of what it does not.
class LookingTest {
    @AutoClose
    private final Runs runs = new Runs();

    @Test
    void aTerminatedServerThatLostItsTagIsAskedForOnceMore() {
        Instance[] servers = runs.launch(3);
        runs.aws.autoScaling("eu-central-1").group("shop-blue").serving(servers);
        runs.run();
        servers[0].terminate().untag("aws:autoscaling:groupName");
        runs.aws.autoScaling("eu-central-1").group("shop-blue").without(servers[0].id());

        runs.run();

        assertThat(runs.published()).containsExactly("10.0.0.12", "10.0.0.13");
        assertThat(runs.told).containsExactly("+0 -1 []");
        assertThat(runs.calls())
                .isEqualTo("{DescribeAutoScalingGroups=1, DescribeInstances=2, GetObject=2, PutObject=2}");
    }

    @Test
    void aGroupThatIsUnknownIsNamedAndKeepsItsServers() {
        runs.aws.autoScaling("eu-central-1").group("shop-blue").serving(runs.launch(1));
        runs.run();
        runs.aws.autoScaling("eu-central-1").delete("shop-blue");

        runs.run();

        assertThat(runs.published()).containsExactly("10.0.0.11");
        assertThat(runs.told).singleElement().asString().contains("group shop-blue is not known to Auto Scaling");
        runs.run();
        assertThat(runs.told).as("told once while it lasts").isEmpty();
    }

    @Test
    void anEmptyPageWithATokenIsNotTheEnd() {
        runs.aws.autoScaling("eu-central-1").beginsWithAnEmptyPage();
        runs.aws.autoScaling("eu-central-1").group("shop-blue").serving(runs.launch(1));

        runs.run();

        assertThat(runs.published()).containsExactly("10.0.0.11");
    }

    @Test
    void aMemberThatEc2DoesNotShowYetWaitsForTheNextRun() {
        Instance[] servers = runs.launch(2);
        runs.aws.autoScaling("eu-central-1").group("shop-blue").serving(servers);
        servers[1].untag("aws:autoscaling:groupName");

        runs.run();

        assertThat(runs.published()).containsExactly("10.0.0.11");
    }

    @Test
    void aStalePageOfGroupsRemovesNobodyWhoEc2SaysBelongsThere() {
        Instance[] servers = runs.launch(2);
        runs.aws.autoScaling("eu-central-1").group("shop-blue").serving(servers);
        runs.run();
        runs.aws.autoScaling("eu-central-1").group("shop-blue").without(servers[1].id());

        runs.run();

        assertThat(runs.published()).containsExactly("10.0.0.11", "10.0.0.12");
    }

    /// Page 2 of 3 fails for good; servers are then asked for by their ids, zone by zone, and one
    /// zone does not answer.
    @Test
    void aFailingZoneKeepsItsServersAndTheOthersGoOn() {
        Instance[] servers = runs.launch(2_001);
        for (int n = 0; n < servers.length; n++) {
            servers[n].zone(n % 2 == 0 ? "eu-central-1a" : "eu-central-1b");
        }
        runs.aws.autoScaling("eu-central-1").group("shop-blue").serving(servers);
        runs.run();
        servers[0].terminate();
        servers[1_999].terminate();
        String inB = servers[1_999].id();
        runs.aws
                .faults()
                .on("ec2", "DescribeInstances")
                .where(asked -> asked.containsKey("NextToken") || asked.containsValue(inB))
                .with(new Fault.Throttled());

        runs.run();

        assertThat(runs.published()).hasSize(2_000).doesNotContain("10.0.0.11");
        assertThat(runs.told)
                .singleElement()
                .asString()
                .startsWith("+0 -1 [EC2 in zone eu-central-1b of its own region could not be asked:"
                        + " RequestLimitExceeded: Request limit exceeded.");
    }

    @Test
    void idsThatEc2DoesNotKnowDoNotHideTheirZone() {
        Instance[] servers = runs.launch(3);
        runs.aws.autoScaling("eu-central-1").group("shop-blue").serving(servers);
        runs.run();
        runs.aws
                .faults()
                .on("ec2", "DescribeInstances")
                .where(asked -> asked.containsKey("Filter.1.Name"))
                .with(Fault.internalError());
        runs.aws
                .faults()
                .on("ec2", "DescribeInstances")
                .where(asked -> asked.containsValue(servers[0].id()))
                .with(new Fault.Refused(
                        400, "InvalidInstanceID.NotFound", "The instance ID '" + servers[0].id() + "' does not exist"));

        runs.run();

        assertThat(runs.published()).containsExactly("10.0.0.11", "10.0.0.12", "10.0.0.13");
    }

    @ParameterizedTest
    @CsvSource({
        "autoscaling,          DescribeAutoScalingGroups, Auto Scaling in its own region could not be asked: AccessDenied: no",
        "ec2,                  DescribeInstances,         EC2 in zone eu-central-1a of its own region could not be asked: AccessDenied: no",
        "elasticloadbalancing, DescribeTargetHealth,      could not be asked in its own region: AccessDenied: no",
    })
    void whatMayNotBeAskedRemovesNobodyAndIsTold(String service, String operation, String finding) {
        String http = runs.aws.loadBalancing("eu-central-1").targetGroup("http");
        runs.config = Fixture.config("\"targetGroups\": [\"http\"],");
        Instance[] servers = runs.launch(2);
        runs.aws
                .autoScaling("eu-central-1")
                .group("shop-blue")
                .targetGroup(http)
                .serving(servers);
        for (Instance server : servers) {
            runs.aws.loadBalancing("eu-central-1").target(http, server.id(), "healthy");
        }
        runs.run();
        assertThat(runs.calls()).contains("DescribeTargetHealth=1");
        runs.aws.faults().on(service, operation).with(new Fault.Refused(403, "AccessDenied", "no"));

        List<Outcome> outcomes = runs.run();

        assertThat(runs.published()).containsExactly("10.0.0.11", "10.0.0.12");
        assertThat(runs.told).singleElement().asString().contains(finding);
        assertThat(outcomes).singleElement().isInstanceOf(Outcome.Settled.class);
    }

    @Test
    void groupsAreFoundByTheirTags() {
        runs.config = Fixture.read("""
                {"zone": "UTC", "outputs": {"shop": {"tagged": {"Service": "shop"}, "addresses": "dual",
                 "publish": [{"to": "s3", "key": "%s", "format": "json"}]}}}
                """.formatted(Runs.KEY));
        Instance[] servers = runs.launch(2);
        servers[0].ipv6("2001:db8::7").ipv6("2001:db8::1").publicIp("203.0.113.1");
        runs.aws
                .autoScaling("eu-central-1")
                .group("shop-blue")
                .tag("Service", "shop")
                .serving(servers[0]);
        runs.aws.autoScaling("eu-central-1").group("other").serving(servers[1]);

        runs.run();
        assertThat(runs.published()).containsExactly("10.0.0.11", "2001:db8::7");

        runs.aws.autoScaling("eu-central-1").group("shop-blue").tag("Service", "other");
        runs.config = new LiveIpsConfig(
                runs.config.zone(),
                false,
                runs.config.every(),
                true,
                runs.config.staleAfter(),
                runs.config.digestAt(),
                runs.config.watch(),
                List.of(withGuard(runs.config.outputs().getFirst())));
        runs.run();
        assertThat(runs.told).containsExactly("+0 -2 [any group tagged Service=shop is not known to Auto Scaling]");
    }

    private static Output withGuard(Output output) {
        return new Output(
                output.name(),
                output.place(),
                output.groups(),
                output.addresses(),
                output.targetGroups(),
                output.targetStates(),
                output.failOpen(),
                output.publish(),
                new Guard(100, true, OnDoubt.KEEP));
    }

    @Test
    void wildcardsInANameAreOrdinaryCharacters() {
        runs.config = Fixture.read("""
                {"zone": "UTC", "outputs": {"shop": {"groups": ["a*b?c\\\\d"],
                 "publish": [{"to": "s3", "key": "%s", "format": "json"}]}}}
                """.formatted(Runs.KEY));

        runs.run();

        assertThat(runs.aws.calls().of("ec2", "DescribeInstances"))
                .extracting(Call::parameters)
                .extracting(asked -> asked.get("Filter.1.Value.1"))
                .containsExactly("a\\*b\\?c\\\\d");
    }
}
