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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;

/// What the functions rely on, asked by the real clients.
abstract class AwsContract implements S3Contract, SsmContract, StsContract {
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

        assertRefused(
                () -> world().ec2().stopInstances(r -> r.instanceIds(id).dryRun(true)), 412, "DryRunOperation", "");
        assertThat(described(id).state().name()).isEqualTo(InstanceStateName.RUNNING);
    }

    @Test
    void everyFilterMustMatchWithOneOfItsValues() {
        String web = world().launch(Map.of("Name", "web-1", "nightshift:schedule", "office"));
        String batch = world().launch(Map.of("Name", "batch", "nightshift:schedule", "lab"));
        world().launch(Map.of("Name", "db"));
        stop(batch);

        assertThat(found(filter("tag-key", "nightshift:schedule"))).containsExactlyInAnyOrder(web, batch);
        assertThat(found(filter("tag-key", "nightshift:*"))).containsExactlyInAnyOrder(web, batch);
        assertThat(found(filter("tag:Name", "web-?", "none"))).containsExactly(web);
        assertThat(found(filter("instance-id", batch))).containsExactly(batch);
        assertThat(found(filter("tag-key", "nightshift:schedule"), filter("instance-state-name", "running", "pending")))
                .containsExactly(web);
    }

    @Test
    void pagesHoldEverythingOnce() {
        List<String> ids = IntStream.range(0, 12)
                .mapToObj(n -> world().launch(Map.of("Name", "n" + n)))
                .toList();

        assertThat(world().ec2().describeInstances(r -> r.maxResults(5)).nextToken())
                .isNotEmpty();
        assertThat(world().ec2().describeInstancesPaginator(r -> r.maxResults(5)).reservations().stream()
                        .flatMap(reservation -> reservation.instances().stream())
                        .map(Instance::instanceId))
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void aPageSizeAndIdsDoNotGoTogether() {
        String id = world().launch(Map.of());

        assertRefused(
                () -> world().ec2().describeInstances(r -> r.instanceIds(id).maxResults(5)),
                400,
                "InvalidParameterCombination",
                "The parameter instancesSet cannot be used with the parameter maxResults");
    }

    @ParameterizedTest
    @CsvSource({"4", "1001"})
    @MotoDiffers(
            how = "it takes any size",
            page = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html")
    void aPageHasFiveToAThousandInstances(int size) {
        assertRefused(
                () -> world().ec2().describeInstances(r -> r.maxResults(size)),
                400,
                "InvalidParameterValue",
                "Value ( " + size + " ) for parameter maxResults is invalid.");
    }

    @ParameterizedTest
    @CsvSource({"m7g.large, false", "i3.large, true", "m5d.large, true", "c6gd.medium, true", "d2.xlarge, true"})
    void aTypeTellsWhetherItsHostHasDisksForIt(String type, boolean disks) {
        assertThat(world().ec2()
                        .describeInstanceTypes(r -> r.instanceTypesWithStrings(type))
                        .instanceTypes())
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.instanceTypeAsString()).isEqualTo(type);
                    assertThat(told.instanceStorageSupported()).isEqualTo(disks);
                });
    }

    @Test
    void typesThatDoNotExistAreNamed() {
        assertRefused(
                () -> world().ec2().describeInstanceTypes(r -> r.instanceTypesWithStrings("large")),
                400,
                "InvalidInstanceType",
                "The following supplied instance types do not exist: ");
    }

    @Test
    void volumesAreFoundByTheirInstance() {
        String id = world().launch(Map.of());
        world().launch(Map.of());

        assertThat(world().ec2()
                        .describeVolumes(r -> r.filters(filter("attachment.instance-id", id)))
                        .volumes())
                .singleElement()
                .satisfies(volume -> {
                    assertThat(volume.encrypted()).isFalse();
                    assertThat(volume.kmsKeyId()).isNull();
                    assertThat(volume.attachments())
                            .extracting(VolumeAttachment::instanceId)
                            .containsExactly(id);
                });
        assertThat(world().ec2()
                        .describeVolumes(
                                r -> r.filters(filter("attachment.instance-id", id), filter("encrypted", "true")))
                        .volumes())
                .isEmpty();
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

    @Test
    void aMessageIsPublished() {
        String topic = world().topic("people");

        assertThat(world().sns()
                        .publish(r -> r.topicArn(topic).subject("Two stopped").message("web-1, web-2"))
                        .messageId())
                .isNotEmpty();
    }

    @Test
    void anUnknownTopicIsNotFound() {
        String other = world().topic("people") + "-other";

        assertRefused(
                () -> world().sns().publish(r -> r.topicArn(other).message("x")), 404, "NotFound", "does not exist");
    }

    @Test
    void aSubjectHasAtMostAHundredCharacters() {
        String topic = world().topic("people");

        assertRefused(
                () -> world().sns()
                        .publish(r -> r.topicArn(topic).subject("x".repeat(101)).message("x")),
                400,
                "InvalidParameter",
                "");
    }

    @Test
    void aMessageHasAtMost256Kilobytes() {
        String topic = world().topic("people");

        assertRefused(
                () -> world().sns().publish(r -> r.topicArn(topic).message("x".repeat(256 * 1024 + 1))),
                400,
                "InvalidParameter",
                "Message too long");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"not json | failed to parse", "{\"email\": \"x\"} | No default entry in JSON message body"})
    @MotoDiffers(how = "any message is taken", page = "https://docs.aws.amazon.com/sns/latest/api/API_Publish.html")
    void messagesByProtocolAreJsonWithADefault(String message, String why) {
        String topic = world().topic("people");

        assertRefused(
                () -> world().sns()
                        .publish(r -> r.topicArn(topic).messageStructure("json").message(message)),
                400,
                "InvalidParameter",
                why);
    }

    static void assertRefused(ThrowingCallable call, int status, String code, String words) {
        assertThatThrownBy(call).asInstanceOf(type(AwsServiceException.class)).satisfies(refusal -> {
            assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(refusal.awsErrorDetails().errorMessage()).contains(words);
            assertThat(refusal.statusCode()).isEqualTo(status);
        });
    }

    private List<InstanceStateChange> stop(String... ids) {
        return world().ec2().stopInstances(r -> r.instanceIds(ids)).stoppingInstances();
    }

    private List<InstanceStateChange> start(String... ids) {
        return world().ec2().startInstances(r -> r.instanceIds(ids)).startingInstances();
    }

    private void tag(String id, String key, String value) {
        world().ec2()
                .createTags(r ->
                        r.resources(id).tags(Tag.builder().key(key).value(value).build()));
    }

    private Instance described(String id) {
        return instances(DescribeInstancesRequest.builder().instanceIds(id).build())
                .getFirst();
    }

    private List<String> found(Filter... filters) {
        return instances(DescribeInstancesRequest.builder().filters(filters).build()).stream()
                .map(Instance::instanceId)
                .toList();
    }

    private List<Instance> instances(DescribeInstancesRequest request) {
        return world().ec2().describeInstances(request).reservations().stream()
                .map(Reservation::instances)
                .flatMap(List::stream)
                .toList();
    }

    private static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }
}
