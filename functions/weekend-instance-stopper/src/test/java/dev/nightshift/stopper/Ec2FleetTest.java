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
import dev.nightshift.stopper.Failure.Scope;
import dev.nightshift.stopper.Marker.Did;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.kms.KmsClient;

/// The adapter over real HTTP, through the SDK.
class Ec2FleetTest {
    private static final String TAG = "nightshift:schedule";
    private static final Marker MARKER =
            new Marker(Did.STOP, new Window(WINDOW_START, WINDOW_END), Instant.parse("2026-11-20T17:00:00Z"));

    private final LocalAws aws = LocalAws.start(InstantSource.fixed(WINDOW_START));
    private final Ec2 region = aws.ec2("eu-central-1");
    private final Clients clients = new Clients(
            Region.EU_CENTRAL_1,
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
            Optional.of(aws.endpoint()));
    private final Ec2Client client = clients.build(Ec2Client.builder());
    private final Fleet fleet =
            new Ec2Fleet(client, new VolumeKeys(client, () -> clients.build(KmsClient.builder()), List.of()));

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

        assertThat(fleet.look(TAG))
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
                        false,
                        Map.of(TAG, "weekend")));
    }

    @Test
    void aStopIsReadBackWithItsReasonAndTime() {
        String id = launch(1).getFirst();

        assertThat(fleet.stop(List.of(id), false)).isEmpty();

        Instance stopped = fleet.look(TAG).getFirst();
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

        assertThat(fleet.look(TAG)).hasSize(1_001);
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

        assertThat(fleet.look(TAG)).hasSize(1_001);
        assertThat(calls("DescribeInstances")).isEqualTo(4);
    }

    @Test
    void aPageThatCannotBeReadFailsTheWholeLook() {
        launch(1_001);
        aws.faults()
                .on("ec2", "DescribeInstances")
                .where(parameters -> parameters.containsKey("NextToken"))
                .with(new Fault.Throttled());

        assertThatThrownBy(() -> fleet.look(TAG))
                .isInstanceOf(Ec2Exception.class)
                .hasMessageContaining("Request limit exceeded");
    }

    @Test
    void theMarkerIsWrittenAsATag() {
        String id = launch(1).getFirst();

        assertThat(fleet.mark(List.of(id), MARKER)).isEmpty();

        assertThat(region.instance(id).orElseThrow().tags()).containsEntry("nightshift:last", MARKER.value());
    }

    /// In chunks, as [Execution] does it.
    private Map<String, Failure> stopAll(List<String> ids) {
        Map<String, Failure> failures = new HashMap<>();
        for (int from = 0; from < ids.size(); from += Fleet.MAX_CHUNK) {
            failures.putAll(fleet.stop(ids.subList(from, Math.min(ids.size(), from + Fleet.MAX_CHUNK)), false));
        }
        return failures;
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "1, 6", "5, 10", "25, 30"})
    void fiveHundredStopsTakeFiveRequestsAndOneMoreForEachThatIsProtected(int bad, int requests) {
        List<String> ids = launch(500);
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
                .allSatisfy(id -> assertThat(state(id))
                        .isEqualTo(isProtected.contains(id) ? InstanceState.RUNNING : InstanceState.STOPPED));
        assertThat(calls("StopInstances")).isEqualTo(requests);
    }

    @Test
    void throttlingThatLastsCostsOneCallAChunkAndIsNotSplit() {
        List<String> ids = launch(200);
        aws.faults().on("ec2", "StopInstances").with(new Fault.Throttled());

        Map<String, Failure> failures = stopAll(ids);

        assertThat(failures)
                .hasSize(200)
                .allSatisfy((id, failure) -> assertThat(failure.scope()).isEqualTo(Scope.REQUEST));
        assertThat(calls("StopInstances")).as("two chunks, three attempts each").isEqualTo(6);
    }

    @Test
    void aStopWhoseReplyIsLostIsSentAgainAndSucceeds() {
        List<String> ids = launch(2);
        aws.faults().on("ec2", "StopInstances").first(1).with(new Fault.ReplyLost());

        assertThat(stopAll(ids)).isEmpty();
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
                .containsValue(new Failure("UnauthorizedOperation", "You are not authorized.", Scope.PLACE));
        assertThat(calls("StartInstances")).isEqualTo(1);
    }

    @Test
    void aShortIdIsNotFoundInsideALongOne() {
        aws.faults()
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
    void whatATypeLosesAndWhatAnInstanceCanIsRead() {
        region.launch("m7gd.large").tag(TAG, "weekend");
        region.launch("m7g.large").tag(TAG, "weekend").hibernates();

        assertThat(fleet.look(TAG)).extracting(Instance::localData).containsExactly(true, false);
        assertThat(fleet.look(TAG)).extracting(Instance::hibernates).containsExactly(false, true);
        assertThat(calls("DescribeInstanceTypes")).as("a type does not change").isEqualTo(1);
    }

    @Test
    void whatWeMarkedIsSeenWithoutTheOptInTag() {
        String orphan =
                region.launch("m7g.large").tag("nightshift:last", "stop").id();

        assertThat(fleet.look(TAG)).extracting(Instance::id).containsExactly(orphan);
    }

    @Test
    void whatCannotHibernateIsStoppedInTheSameRun() {
        String able =
                region.launch("m7g.large").tag(TAG, "weekend").hibernates().id();
        String unable = launch(1).getFirst();

        assertThat(fleet.stop(List.of(able, unable), true)).isEmpty();

        assertThat(fleet.look(TAG))
                .extracting(Instance::reasonCode)
                .containsExactly("Client.UserInitiatedHibernate", "Client.UserInitiatedShutdown");
    }

    @Test
    void aDryRunProvesStopsAndTheStartsThatFollowWithoutChangingAnything() {
        List<String> ids = launch(2);
        aws.faults()
                .on("ec2", "StartInstances")
                .with(new Fault.Refused(403, "UnauthorizedOperation", "You are not authorized."));

        Map<String, Failure> failures = fleet.proving().stop(ids, false);

        assertThat(fleet.proving().mark(ids, MARKER)).isEmpty();
        assertThat(failures)
                .containsOnlyKeys(ids)
                .containsValue(new Failure("UnauthorizedOperation", "You are not authorized.", Scope.PLACE));
        assertThat(ids).allSatisfy(id -> assertThat(state(id)).isEqualTo(InstanceState.RUNNING));
        assertThat(region.instance(ids.getFirst()).orElseThrow().tags()).doesNotContainKey("nightshift:last");
    }

    @Test
    void whatNeedsAKeyThatIsNotGrantedCouldNotBeStartedAgain() {
        String granted = aws.kms("eu-central-1").customerKey();
        String foreign = aws.kms("eu-central-1").customerKey();
        String awsOwn = aws.kms("eu-central-1").awsKey();
        List<String> ids = launch(4);
        region.instance(ids.get(1)).orElseThrow().encryptedWith(granted);
        region.instance(ids.get(2)).orElseThrow().encryptedWith(foreign);
        region.instance(ids.get(3)).orElseThrow().encryptedWith(awsOwn);
        VolumeKeys keys = new VolumeKeys(client, () -> clients.build(KmsClient.builder()), List.of(granted));

        assertThat(keys.unusable(ids))
                .containsExactly(Map.entry(
                        ids.get(2),
                        "it could not be started again: its volumes need the key " + foreign
                                + ", which is not in volumeKeys"));
        keys.unusable(ids);
        assertThat(aws.calls().of("kms", "DescribeKey")).as("once for each key").hasSize(2);
    }

    @Test
    void aKeyThatMayNotBeLookedAtMakesAStartUncertain() {
        String id = launch(1).getFirst();
        region.instance(id).orElseThrow().encryptedWith("arn:aws:kms:eu-central-1:999999999999:key/k");

        assertThat(fleet.unstartable(List.of(id)).get(id)).contains("NotFoundException", "not in volumeKeys");
    }
}
