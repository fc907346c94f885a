package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.WINDOW_START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.local.aws.ec2.Ec2;
import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.stopper.fleet.Fleet;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.plan.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// The adapter over real HTTP.
class Ec2FleetTest {

    @AutoClose
    private final Ec2OverHttp ec2 = new Ec2OverHttp();

    private final Ec2 region = ec2.region;
    private final Fleet fleet = ec2.fleet;

    @Test
    void everyFieldThatADecisionNeedsIsRead() {
        Instant launched = Instant.parse("2026-11-18T08:00:00Z");
        String id = region.launch("c7g.xlarge")
                .zone("eu-central-1b")
                .tag(Ec2OverHttp.TAG, "weekend")
                .lifecycle("spot")
                .instanceStoreRoot()
                .managedBy("eks.amazonaws.com")
                .launchedAt(launched)
                .id();

        assertThat(fleet.look(Ec2OverHttp.TAG))
                .containsExactly(new Instance(
                        id,
                        "c7g.xlarge",
                        "eu-central-1b",
                        "running",
                        launched,
                        "",
                        "",
                        "spot",
                        "instance-store",
                        "eks.amazonaws.com",
                        false,
                        Instance.LocalData.NONE,
                        Map.of(Ec2OverHttp.TAG, "weekend"),
                        new TreeSet<>(Set.of("10.0.0.11"))));
    }

    @Test
    void aStopIsReadBackWithItsReasonAndTime() {
        String id = ec2.launch(1).getFirst();

        assertThat(fleet.stop(List.of(id), false)).isEmpty();

        Instance stopped = fleet.look(Ec2OverHttp.TAG).getFirst();
        assertThat(stopped.state()).isEqualTo("stopped");
        assertThat(Transition.isPersons(stopped.reasonCode())).isTrue();
        assertThat(Transition.at(stopped.transition())).contains(WINDOW_START);
    }

    @Test
    void onlyInstancesThatCarryTheTagAndAreAliveAreSeenOnAllPages() {
        List<String> ids = ec2.launch(1_001);
        region.launch("m7g.large").tag("Name", "not opted in");
        region.instance(ids.getFirst()).orElseThrow().terminate();
        ec2.launch(1);

        assertThat(fleet.look(Ec2OverHttp.TAG)).hasSize(1_001);
        assertThat(ec2.calls("DescribeInstances")).isEqualTo(2);
    }

    @Test
    void aPageThatIsThrottledForAMomentIsAskedForAgain() {
        ec2.launch(1_001);
        ec2.aws
                .faults()
                .on("ec2", "DescribeInstances")
                .where(parameters -> parameters.containsKey("NextToken"))
                .first(2)
                .with(new Fault.Throttled());

        assertThat(fleet.look(Ec2OverHttp.TAG)).hasSize(1_001);
        assertThat(ec2.calls("DescribeInstances")).isEqualTo(4);
    }

    @Test
    void aPageThatCannotBeReadFailsTheWholeLook() {
        ec2.launch(1_001);
        ec2.aws
                .faults()
                .on("ec2", "DescribeInstances")
                .where(parameters -> parameters.containsKey("NextToken"))
                .with(new Fault.Throttled());

        assertThatThrownBy(() -> fleet.look(Ec2OverHttp.TAG))
                .isInstanceOf(AwsServiceException.class)
                .hasMessageContaining("Request limit exceeded");
    }

    @Test
    void theMarkerIsWrittenAsATag() {
        String id = ec2.launch(1).getFirst();

        assertThat(fleet.mark(List.of(id), Ec2OverHttp.MARKER)).isEmpty();

        assertThat(region.instance(id).orElseThrow().tags())
                .containsEntry("nightshift:last", Ec2OverHttp.MARKER.value());
    }

    @Test
    void whatATypeLosesAndWhatAnInstanceCanIsRead() {
        region.launch("m7gd.large").tag(Ec2OverHttp.TAG, "weekend");
        region.launch("m7g.large").tag(Ec2OverHttp.TAG, "weekend").hibernates();

        assertThat(fleet.look(Ec2OverHttp.TAG))
                .extracting(Instance::localData)
                .containsExactly(Instance.LocalData.SOME, Instance.LocalData.NONE);
        assertThat(fleet.look(Ec2OverHttp.TAG)).extracting(Instance::hibernates).containsExactly(false, true);
        assertThat(ec2.calls("DescribeInstanceTypes"))
                .as("a type does not change")
                .isEqualTo(1);
    }

    @Test
    void oneTypeThatEc2RefusesToDescribeHoldsUpNoOther() {
        region.launch("m7gd.large").tag(Ec2OverHttp.TAG, "weekend");
        region.launch("x9.metal").tag(Ec2OverHttp.TAG, "weekend");
        region.launch("m7g.large").tag(Ec2OverHttp.TAG, "weekend");
        ec2.aws
                .faults()
                .on("ec2", "DescribeInstanceTypes")
                .where(parameters -> parameters.containsValue("x9.metal"))
                .with(new Fault.Refused(
                        400, "InvalidInstanceType", "The following supplied instance types do not exist: [x9.metal]"));

        assertThat(fleet.look(Ec2OverHttp.TAG))
                .extracting(Instance::localData)
                .containsExactly(Instance.LocalData.SOME, Instance.LocalData.UNKNOWN, Instance.LocalData.NONE);
        assertThat(ec2.calls("DescribeInstanceTypes")).isEqualTo(2);
    }

    @Test
    void typesThatNobodyMayDescribeFailTheLook() {
        ec2.launch(1);
        ec2.aws
                .faults()
                .on("ec2", "DescribeInstanceTypes")
                .with(new Fault.Refused(403, "UnauthorizedOperation", "You are not authorized."));

        assertThatThrownBy(() -> fleet.look(Ec2OverHttp.TAG)).hasMessageContaining("UnauthorizedOperation");
    }

    @Test
    void whatWeMarkedIsSeenWithoutTheOptInTag() {
        String orphan =
                region.launch("m7g.large").tag("nightshift:last", "stop").id();

        assertThat(fleet.look(Ec2OverHttp.TAG)).extracting(Instance::id).containsExactly(orphan);
    }
}
