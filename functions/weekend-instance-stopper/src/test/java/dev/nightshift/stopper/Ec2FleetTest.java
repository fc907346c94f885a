package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.WINDOW_END;
import static dev.nightshift.stopper.Fixture.WINDOW_START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.kit.aws.Clients;
import dev.nightshift.local.aws.Ec2;
import dev.nightshift.local.aws.Fault;
import dev.nightshift.local.aws.InstanceState;
import dev.nightshift.local.aws.LocalAws;
import dev.nightshift.schedule.Window;
import dev.nightshift.stopper.Fleet.Failure;
import dev.nightshift.stopper.Marker.Did;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/// The adapter over real HTTP, through the SDK.
class Ec2FleetTest {
    private static final String TAG = "nightshift:schedule";
    private static final Marker MARKER =
            new Marker(Did.STOP, new Window(WINDOW_START, WINDOW_END), Instant.parse("2026-11-20T17:00:00Z"));

    private final LocalAws aws = LocalAws.start(InstantSource.fixed(WINDOW_START));
    private final Ec2 region = aws.ec2("eu-central-1");
    private final Ec2Client client = new Clients(
                    Region.EU_CENTRAL_1,
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
                    Optional.of(aws.endpoint()))
            .build(Ec2Client.builder());
    private final Fleet fleet = new Ec2Fleet(client);

    @AfterEach
    void nothingWasAskedThatTheEndpointDoesNotKnow() {
        assertThat(aws.calls().unrecognized()).isEmpty();
        client.close();
        aws.close();
    }

    private List<String> launch(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(region.launch("m7g.large").tag(TAG, "weekend").id());
        }
        return ids;
    }

    private int calls(String operation) {
        return aws.calls().of("ec2", operation).size();
    }

    private InstanceState state(String id) {
        return region.instance(id).orElseThrow().state();
    }

    @Test
    void everyFieldThatADecisionNeedsIsRead() {
        Instant launched = Instant.parse("2026-11-18T08:00:00Z");
        String id = region.launch("c7g.xlarge")
                .zone("eu-central-1b")
                .tag(TAG, "weekend")
                .lifecycle("spot")
                .instanceStoreRoot()
                .managedBy("eks.amazonaws.com")
                .launchedAt(launched)
                .id();

        assertThat(fleet.optedIn(TAG))
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
                        Map.of(TAG, "weekend")));
    }

    @Test
    void aStopIsReadBackWithItsReasonAndTime() {
        String id = launch(1).getFirst();

        assertThat(fleet.stop(List.of(id))).isEmpty();

        Instance stopped = fleet.optedIn(TAG).getFirst();
        assertThat(stopped.state()).isEqualTo("stopped");
        assertThat(Transition.isPersons(stopped.reasonCode())).isTrue();
        assertThat(Transition.at(stopped.transition())).contains(WINDOW_START);
    }

    @Test
    void onlyInstancesThatCarryTheTagAndAreAliveAreSeenOnAllPages() {
        List<String> ids = launch(1_001);
        region.launch("m7g.large").tag("Name", "not opted in");
        region.instance(ids.getFirst()).orElseThrow().terminate();
        launch(1);

        assertThat(fleet.optedIn(TAG)).hasSize(1_001);
        assertThat(calls("DescribeInstances")).isEqualTo(2);
    }

    @Test
    void aPageThatIsThrottledForAMomentIsAskedForAgain() {
        launch(1_001);
        aws.faults()
                .on("ec2", "DescribeInstances")
                .where(parameters -> parameters.containsKey("NextToken"))
                .first(2)
                .with(new Fault.Throttled());

        assertThat(fleet.optedIn(TAG)).hasSize(1_001);
        assertThat(calls("DescribeInstances")).isEqualTo(4);
    }

    @Test
    void aPageThatCannotBeReadFailsTheWholeLook() {
        launch(1_001);
        aws.faults()
                .on("ec2", "DescribeInstances")
                .where(parameters -> parameters.containsKey("NextToken"))
                .with(new Fault.Throttled());

        assertThatThrownBy(() -> fleet.optedIn(TAG))
                .isInstanceOf(Ec2Exception.class)
                .hasMessageContaining("Request limit exceeded");
    }

    @Test
    void theMarkerIsWrittenAsATag() {
        String id = launch(1).getFirst();

        assertThat(fleet.mark(List.of(id), MARKER)).isEmpty();

        assertThat(region.instance(id).orElseThrow().tags()).containsEntry("nightshift:last", MARKER.value());
    }

    @Test
    void fiveHundredStopsWithFiveProtectedTakeTenRequestsAndLeaveThoseFive() {
        List<String> ids = launch(500);
        List<String> isProtected = List.of(ids.get(0), ids.get(120), ids.get(240), ids.get(360), ids.get(480));
        isProtected.forEach(id -> region.instance(id).orElseThrow().stopProtected());

        Map<String, Failure> failures = fleet.stop(ids);

        assertThat(failures.keySet()).containsExactlyInAnyOrderElementsOf(isProtected);
        assertThat(failures.values()).allSatisfy(failure -> {
            assertThat(failure.code()).isEqualTo("OperationNotPermitted");
            assertThat(failure.wholeCall()).isFalse();
        });
        assertThat(ids)
                .allSatisfy(id -> assertThat(state(id))
                        .isEqualTo(isProtected.contains(id) ? InstanceState.RUNNING : InstanceState.STOPPED));
        assertThat(calls("StopInstances")).isEqualTo(10);
    }

    @Test
    void throttlingThatLastsCostsOneCallAChunkAndIsNotSplit() {
        List<String> ids = launch(200);
        aws.faults().on("ec2", "StopInstances").with(new Fault.Throttled());

        Map<String, Failure> failures = fleet.stop(ids);

        assertThat(failures)
                .hasSize(200)
                .allSatisfy((id, failure) -> assertThat(failure.wholeCall()).isTrue());
        assertThat(calls("StopInstances")).as("two chunks, three attempts each").isEqualTo(6);
    }

    @Test
    void aStopWhoseReplyIsLostIsSentAgainAndSucceeds() {
        List<String> ids = launch(2);
        aws.faults().on("ec2", "StopInstances").first(1).with(new Fault.ReplyLost());

        assertThat(fleet.stop(ids)).isEmpty();
        assertThat(state(ids.getFirst())).isEqualTo(InstanceState.STOPPED);
    }

    @Test
    void aRefusalThatNamesNoInstanceIsTheWholeCalls() {
        aws.faults()
                .on("ec2", "StartInstances")
                .with(new Fault.Refused(403, "UnauthorizedOperation", "You are not authorized."));
        List<String> ids = launch(3);

        assertThat(fleet.start(ids))
                .containsOnlyKeys(ids)
                .containsValue(new Failure("UnauthorizedOperation", "You are not authorized.", true));
        assertThat(calls("StartInstances")).isEqualTo(1);
    }

    @Test
    void aShortIdIsNotFoundInsideALongOne() {
        aws.faults()
                .on("ec2", "StopInstances")
                .first(1)
                .with(new Fault.Refused(400, "IncorrectState", "The instance 'i-0123456789abcdef0' is not right"));

        assertThat(fleet.stop(List.of("i-01234567", "i-0123456789abcdef0")))
                .containsEntry(
                        "i-0123456789abcdef0",
                        new Failure("IncorrectState", "The instance 'i-0123456789abcdef0' is not right", false))
                .extractingByKey("i-01234567")
                .satisfies(failure -> assertThat(failure.code()).isEqualTo("InvalidInstanceID.NotFound"));
    }
}
