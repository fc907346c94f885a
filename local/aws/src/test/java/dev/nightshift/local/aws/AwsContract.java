package dev.nightshift.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Tag;

/// What the functions rely on, asked by the real clients: here, what EC2 does.
abstract class AwsContract
        implements AccessKeysContract,
                CertificatesContract,
                CommandsContract,
                EcsContract,
                Ec2DescriptionsContract,
                GroupsContract,
                LabelsContract,
                ListenersContract,
                PrefixListsContract,
                Route53Contract,
                S3Contract,
                SnsContract,
                SsmContract,
                StsContract {
    private static final String STOP_PAGE =
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StopInstances.html";
    private static final String LIFECYCLE_PAGE =
            "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html";

    @Test
    void aRunningInstanceIsStoppedAndAStoppedOneMayBeStoppedAgain() {
        String id = world().launch(Map.of());

        assertThat(stop(id)).singleElement().satisfies(change -> {
            assertThat(change.previousState().name()).isEqualTo(InstanceStateName.RUNNING);
            assertThat(change.currentState().name()).isEqualTo(InstanceStateName.STOPPING);
        });
        assertThat(described(id).state().name()).isEqualTo(InstanceStateName.STOPPED);
        assertThat(described(id).stateReason().code()).isEqualTo("Client.UserInitiatedShutdown");
        assertThat(stop(id))
                .singleElement()
                .satisfies(change -> assertThat(change.previousState().name()).isEqualTo(InstanceStateName.STOPPED));
    }

    @Test
    @MotoDiffers(how = "the time is said to be UTC", page = LIFECYCLE_PAGE)
    void theReasonOfAStopEndsInItsTimeInGmt() {
        String id = world().launch(Map.of());

        stop(id);

        assertThat(described(id).stateTransitionReason())
                .matches("User initiated \\(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d GMT\\)");
    }

    @Test
    void aStoppedInstanceIsStartedAndARunningOneMayBeStartedAgain() {
        String id = world().launch(Map.of());
        stop(id);

        assertThat(start(id)).singleElement().satisfies(change -> {
            assertThat(change.previousState().name()).isEqualTo(InstanceStateName.STOPPED);
            assertThat(change.currentState().name()).isEqualTo(InstanceStateName.PENDING);
        });
        assertThat(described(id).state().name()).isEqualTo(InstanceStateName.RUNNING);
        assertThat(start(id))
                .singleElement()
                .satisfies(change -> assertThat(change.previousState().name()).isEqualTo(InstanceStateName.RUNNING));
    }

    @Test
    @MotoDiffers(how = "it stays the time of the launch", page = LIFECYCLE_PAGE)
    void theLaunchTimeIsThatOfTheLastStart() {
        String id = world().launch(Map.of());
        Instant launched = described(id).launchTime();

        stop(id);
        assertThat(described(id).launchTime()).isEqualTo(launched);
        start(id);
        assertThat(described(id).launchTime()).isAfter(launched);
    }

    @Test
    @MotoDiffers(how = "a terminated instance stops", page = LIFECYCLE_PAGE)
    void aTerminatedInstanceCannotBeStopped() {
        String id = world().launch(Map.of());
        world().terminate(id);

        assertRefused(() -> stop(id), 400, "IncorrectInstanceState", id);
    }

    @Test
    @MotoDiffers(how = "a terminated instance starts", page = LIFECYCLE_PAGE)
    void aTerminatedInstanceCannotBeStarted() {
        String id = world().launch(Map.of());
        world().terminate(id);

        assertRefused(() -> start(id), 400, "IncorrectInstanceState", id);
    }

    @Test
    void aProtectedInstanceIsNotStopped() {
        String id = world().launch(Map.of());
        world().protectFromStop(id);

        assertRefused(() -> stop(id), 400, "OperationNotPermitted", id);
        assertThat(described(id).state().name()).isEqualTo(InstanceStateName.RUNNING);
    }

    @Test
    @MotoDiffers(how = "those before the protected one stop", page = STOP_PAGE)
    void aRequestWithOneProtectedInstanceStopsNone() {
        String first = world().launch(Map.of());
        String second = world().launch(Map.of());
        world().protectFromStop(second);

        assertRefused(() -> stop(first, second), 400, "OperationNotPermitted", second);
        assertThat(described(first).state().name()).isEqualTo(InstanceStateName.RUNNING);
    }

    @Test
    void idsThatDoNotExistAreNamed() {
        assertRefused(
                () -> stop("i-0123456789abcdef0"),
                400,
                "InvalidInstanceID.NotFound",
                "The instance ID 'i-0123456789abcdef0' does not exist");
        assertRefused(() -> described("i-0123456789abcdef0"), 400, "InvalidInstanceID.NotFound", "does not exist");
    }

    @Test
    @MotoDiffers(
            how = "such an id is one that does not exist",
            page = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html")
    void idsThatAreNoneAreNamed() {
        assertRefused(() -> described("web-1"), 400, "InvalidInstanceID.Malformed", "web-1");
    }

    @Test
    void aDryRunOfAPermittedCallIsRefusedAsSuchAndDoesNothing() {
        String id = world().launch(Map.of());

        assertRefused(() -> ec2().stopInstances(r -> r.instanceIds(id).dryRun(true)), 412, "DryRunOperation", "");
        assertThat(described(id).state().name()).isEqualTo(InstanceStateName.RUNNING);
    }

    @Test
    void aTagIsSetAndSetAgain() {
        String id = world().launch(Map.of("Name", "web-1"));

        tag(id, "nightshift:last", "stop");
        tag(id, "nightshift:last", "start");

        assertThat(described(id).tags())
                .extracting(tag -> tag.key() + "=" + tag.value())
                .containsExactlyInAnyOrder("Name=web-1", "nightshift:last=start");
    }

    @Test
    void anInstanceTakesFiftyTagsAndAChangeOfOne() {
        Map<String, String> tags = new HashMap<>();
        IntStream.range(0, 50).forEach(n -> tags.put("tag" + n, "value"));
        String id = world().launch(tags);

        tag(id, "tag7", "other");

        assertRefused(() -> tag(id, "one-more", "value"), 400, "TagLimitExceeded", "");
    }

    @Test
    @MotoDiffers(
            how = "it is a tag like any other",
            page = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html")
    void awsKeepsItsTagsForItself() {
        String id = world().launch(Map.of());

        assertRefused(() -> tag(id, "aws:mine", "value"), 400, "InvalidParameterValue", "'aws:'");
    }

    static void assertRefused(ThrowingCallable call, int status, String code, String words) {
        assertThatThrownBy(call).asInstanceOf(type(AwsServiceException.class)).satisfies(refusal -> {
            assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(refusal.awsErrorDetails().errorMessage()).contains(words);
            assertThat(refusal.statusCode()).isEqualTo(status);
        });
    }

    private List<InstanceStateChange> stop(String... ids) {
        return ec2().stopInstances(r -> r.instanceIds(ids)).stoppingInstances();
    }

    private List<InstanceStateChange> start(String... ids) {
        return ec2().startInstances(r -> r.instanceIds(ids)).startingInstances();
    }

    private void tag(String id, String key, String value) {
        ec2().createTags(r ->
                r.resources(id).tags(Tag.builder().key(key).value(value).build()));
    }

    private Instance described(String id) {
        return ec2().describeInstances(r -> r.instanceIds(id))
                .reservations()
                .getFirst()
                .instances()
                .getFirst();
    }

    private Ec2Client ec2() {
        return world().clients().of(Ec2Client::builder);
    }
}
