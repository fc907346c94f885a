package dev.nightshift.stopper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.ec2.Ec2;
import dev.nightshift.local.aws.ec2.InstanceState;
import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.stopper.fleet.Fleet;
import dev.nightshift.stopper.model.Failure;
import dev.nightshift.stopper.model.Failure.Scope;
import dev.nightshift.stopper.model.Instance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Stops and starts over real HTTP: what each costs, and what becomes of refusals.
class Ec2StopsTest {
    @AutoClose
    private final Ec2OverHttp ec2 = new Ec2OverHttp();

    private final Ec2 region = ec2.region;
    private final Fleet fleet = ec2.fleet;

    @ParameterizedTest
    @CsvSource({"0, 5", "1, 6", "5, 10", "25, 30"})
    void fiveHundredStopsTakeFiveRequestsAndOneMoreForEachThatIsProtected(int bad, int requests) {
        List<String> ids = ec2.launch(500);
        List<String> isProtected =
                IntStream.range(0, bad).mapToObj(i -> ids.get(i * 19)).toList();
        isProtected.forEach(id -> region.instance(id).orElseThrow().stopProtected());

        Map<String, Failure> failures = stopAll(ids);

        assertThat(failures.keySet()).containsExactlyInAnyOrderElementsOf(isProtected);
        assertThat(failures.values()).allSatisfy(failure -> {
            assertThat(failure.code()).isEqualTo("OperationNotPermitted");
            assertThat(failure.scope()).isEqualTo(Scope.INSTANCE);
        });
        assertThat(ids)
                .allSatisfy(id -> assertThat(ec2.state(id))
                        .isEqualTo(isProtected.contains(id) ? InstanceState.RUNNING : InstanceState.STOPPED));
        assertThat(ec2.calls("StopInstances")).isEqualTo(requests);
    }

    @Test
    void throttlingThatLastsCostsOneCallAChunkAndIsNotSplit() {
        List<String> ids = ec2.launch(200);
        ec2.aws.faults().on("ec2", "StopInstances").with(new Fault.Throttled());

        Map<String, Failure> failures = stopAll(ids);

        assertThat(failures)
                .hasSize(200)
                .allSatisfy((id, failure) -> assertThat(failure.scope()).isEqualTo(Scope.REQUEST));
        assertThat(ec2.calls("StopInstances"))
                .as("two chunks, three attempts each")
                .isEqualTo(6);
    }

    @Test
    void aStopWhoseReplyIsLostIsSentAgainAndSucceeds() {
        List<String> ids = ec2.launch(2);
        ec2.aws.faults().on("ec2", "StopInstances").first(1).with(new Fault.ReplyLost());

        assertThat(stopAll(ids)).isEmpty();
        assertThat(ec2.state(ids.getFirst())).isEqualTo(InstanceState.STOPPED);
    }

    @Test
    void aRefusalThatNamesNoInstanceIsTheWholeCalls() {
        ec2.aws
                .faults()
                .on("ec2", "StartInstances")
                .with(new Fault.Refused(403, "UnauthorizedOperation", "You are not authorized."));
        List<String> ids = ec2.launch(3);

        assertThat(fleet.start(ids))
                .containsOnlyKeys(ids)
                .containsValue(new Failure("UnauthorizedOperation", "You are not authorized.", Scope.PLACE));
        assertThat(ec2.calls("StartInstances")).isEqualTo(1);
    }

    @Test
    void aShortIdIsNotFoundInsideALongOne() {
        ec2.aws
                .faults()
                .on("ec2", "StopInstances")
                .first(1)
                .with(new Fault.Refused(400, "IncorrectState", "The instance 'i-0123456789abcdef0' is not right"));

        assertThat(fleet.stop(List.of("i-01234567", "i-0123456789abcdef0"), false))
                .containsEntry(
                        "i-0123456789abcdef0",
                        new Failure(
                                "IncorrectState", "The instance 'i-0123456789abcdef0' is not right", Scope.INSTANCE))
                .extractingByKey("i-01234567")
                .satisfies(failure -> assertThat(failure.code()).isEqualTo("InvalidInstanceID.NotFound"));
    }

    @Test
    void whatCannotHibernateIsStoppedInTheSameRun() {
        String able = region.launch("m7g.large")
                .tag(Ec2OverHttp.TAG, "weekend")
                .hibernates()
                .id();
        String unable = ec2.launch(1).getFirst();

        assertThat(fleet.stop(List.of(able, unable), true)).isEmpty();

        assertThat(fleet.look(Ec2OverHttp.TAG))
                .extracting(Instance::reasonCode)
                .containsExactly("Client.UserInitiatedHibernate", "Client.UserInitiatedShutdown");
    }

    @Test
    void aDryRunProvesStopsAndTheStartsThatFollowWithoutChangingAnything() {
        List<String> ids = ec2.launch(2);
        ec2.aws
                .faults()
                .on("ec2", "StartInstances")
                .with(new Fault.Refused(403, "UnauthorizedOperation", "You are not authorized."));

        Map<String, Failure> failures = fleet.proving().stop(ids, false);

        assertThat(fleet.proving().mark(ids, Ec2OverHttp.MARKER)).isEmpty();
        assertThat(failures)
                .containsOnlyKeys(ids)
                .containsValue(new Failure("UnauthorizedOperation", "You are not authorized.", Scope.PLACE));
        assertThat(ids).allSatisfy(id -> assertThat(ec2.state(id)).isEqualTo(InstanceState.RUNNING));
        assertThat(region.instance(ids.getFirst()).orElseThrow().tags()).doesNotContainKey("nightshift:last");
    }

    /// In chunks, as [dev.nightshift.stopper.act.Execution] does it.
    private Map<String, Failure> stopAll(List<String> ids) {
        Map<String, Failure> failures = new HashMap<>();
        for (int from = 0; from < ids.size(); from += Fleet.MAX_CHUNK) {
            failures.putAll(fleet.stop(ids.subList(from, Math.min(ids.size(), from + Fleet.MAX_CHUNK)), false));
        }
        return failures;
    }
}
