package dev.nightshift.liveips;

import static dev.nightshift.liveips.Fixture.NOON;
import static dev.nightshift.liveips.Fixture.config;
import static dev.nightshift.liveips.Fixture.machine;
import static dev.nightshift.liveips.Fixture.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.kit.Json;
import dev.nightshift.liveips.look.Look;
import dev.nightshift.liveips.model.Group;
import dev.nightshift.liveips.settings.LiveIpsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Events of AWS, as a queue sends them.
class ChangesTest {
    private static final Path EVENTS = Path.of("../../events/asg-live-ip-exporter");
    private static final String HTTP =
            "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/shop-http/6d0ecf831eec9f09";
    private static final String EVENT_AT = "2026-11-22T11:59:00Z";

    private final Deployed handler = new Deployed();

    private static String batch(String... bodies) {
        return Json.write(Map.of(
                "Records",
                Stream.of(bodies)
                        .map(body -> Map.of("messageId", "1", "eventSource", "aws:sqs", "body", body))
                        .toList()));
    }

    private static String event(String group, String time, String origin, String destination) {
        return """
                {"version": "0", "source": "aws.autoscaling", "detail-type": "EC2 Instance Launch Successful",
                 "time": "%s", "detail": {"AutoScalingGroupName": "%s", "Origin": "%s", "Destination": "%s"}}
                """.formatted(time, group, origin, destination);
    }

    private static String event(String source, String type, String detail) {
        return """
                {"source": "%s", "detail-type": "%s", "time": "2026-11-22T12:01:00Z", "detail": %s}
                """.formatted(source, type, detail);
    }

    @Test
    void aBurstOfEventsIsOneRun() throws IOException {
        String[] events = Stream.generate(() -> event("shop-blue", EVENT_AT, "EC2", "AutoScalingGroup"))
                .limit(50)
                .toArray(String[]::new);

        handler.handle(config(), batch(events));

        assertThat(handler.looks).isEqualTo(1);
        assertThat(handler.told).hasSize(1);
        assertThat(handler.handle(config(), batch(events))).contains("\"verdict\":\"nothing to do\"");
        assertThat(handler.looks)
                .as("the manifest is newer than the newest event")
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "shop-blue,  2026-11-22T12:01:00Z, EC2,              AutoScalingGroup, 2",
        "shop-blue,  2026-11-22T12:01:00Z, WarmPool,         AutoScalingGroup, 2",
        "shop-blue,  2026-11-22T12:01:00Z, AutoScalingGroup, WarmPool,         2",
        "shop-blue,  2026-11-22T12:01:00Z, EC2,              WarmPool,         1",
        "shop-blue,  2026-11-22T12:01:00Z, WarmPool,         EC2,              1",
        "shop-other, 2026-11-22T12:01:00Z, EC2,              AutoScalingGroup, 1",
        "shop-blue,  2026-11-22T11:00:00Z, EC2,              AutoScalingGroup, 1",
    })
    void onlyNewsOfAGroupsServersIsAReasonToLook(
            String group, String time, String origin, String destination, int looked) throws IOException {
        handler.handle(config(), HandlerTest.SCHEDULED);

        handler.handle(config(), batch(event(group, time, origin, destination)));

        assertThat(handler.looks).isEqualTo(looked);
    }

    /// An event's time is cut to whole seconds: a look of the same second may have been too early.
    @ParameterizedTest
    @CsvSource({"0, 2", "0.5, 2", "0.999, 2", "1, 1", "20, 1"})
    void aLookInTheSecondOfAnEventHasNotSeenIt(double secondsAfter, int looks) throws IOException {
        handler.clock = NOON.plus(Duration.ofMillis((long) (1_000 * secondsAfter)));
        handler.handle(config(), HandlerTest.SCHEDULED);

        handler.clock = NOON.plusSeconds(30);
        handler.handle(config(), batch(event("shop-blue", NOON.toString(), "EC2", "AutoScalingGroup")));

        assertThat(handler.looks).isEqualTo(looks);
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(EVENTS)) {
            return all.filter(file -> file.toString().endsWith("-batch.json")).sorted().toList().stream();
        }
    }

    /// Of the outputs `shop` and `other`, only the first has the instance, its group, its target group and its service.
    @ParameterizedTest
    @MethodSource("files")
    void eachKindOfEventMovesTheOutputsThatItConcernsAndNoOther(Path file) throws IOException {
        String batch = Files.readString(file).replace("i-0123456789abcdef0", "i-1");

        for (String body : bodies(batch)) {
            Deployed batches = concerned();
            batches.handle(outputs(), batch);
            assertThat(batches.looked).as(file.toString()).containsExactly("shop");

            Deployed alone = concerned();
            alone.handle(outputs(), body);
            assertThat(alone.looked).as("sent without a queue").containsExactly("shop");
        }
    }

    private static Deployed concerned() throws IOException {
        Deployed deployed = new Deployed();
        deployed.look = new Look(
                Map.of(
                        "shop-blue",
                        new Group(
                                "shop-blue",
                                1,
                                Map.of(),
                                List.of(HTTP),
                                List.of(member("i-1", "InService", "Healthy")))),
                Set.of(),
                Map.of("i-1", machine("i-1", "running", "10.0.0.1")),
                Set.of(),
                Map.of(HTTP, Map.of("i-1", new TreeSet<>(List.of("healthy")))),
                List.of());
        deployed.clock = NOON.minus(Duration.ofHours(1));
        deployed.handle(outputs(), HandlerTest.SCHEDULED.replace("T12:00", "T11:00"));
        deployed.clock = NOON;
        deployed.looked.clear();
        return deployed;
    }

    private static LiveIpsConfig outputs() {
        String output = "\"publish\": [{\"to\": \"s3\", \"key\": \"live/NAME\", \"format\": \"json\"}]}";
        return Fixture.read(("{\"zone\": \"UTC\", \"dryRun\": false, \"outputs\": {"
                + "\"shop\": {\"groups\": [\"shop-blue\"], \"services\": [\"shop/web\"],"
                + " \"targetGroups\": [\"shop-http\"], "
                + output.replace("NAME", "shop") + ", \"other\": {\"groups\": [\"shop-green\"],"
                + " \"services\": [\"shop/cart\"], \"targetGroups\": [\"http\"], "
                + output.replace("NAME", "other") + "}}"));
    }

    private static List<String> bodies(String batch) {
        Map<?, ?> tree = (Map<?, ?>) Json.parse("batch", batch);
        List<?> records = (List<?>) Objects.requireNonNull(tree.get("Records"));
        return records.stream()
                .map(record -> String.valueOf(((Map<?, ?>) record).get("body")))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pending       | 0
            running       | 1
            stopping      | 0
            terminated    | 0
            """)
    void anInstanceThatRunsConcernsTheListsThatChooseInstancesByTheirTags(String state, int looks) throws IOException {
        LiveIpsConfig tagged = Fixture.read("""
                {"zone": "UTC", "dryRun": false, "outputs": {"shop": {"instances": {"Service": "shop"},
                 "publish": [{"to": "s3", "key": "a", "format": "json"}]}}}
                """);

        handler.handle(
                tagged,
                batch(event(
                        "aws.ec2",
                        "EC2 Instance State-change Notification",
                        "{\"instance-id\": \"i-9\", \"state\": \"" + state + "\"}")));

        assertThat(handler.looks).isEqualTo(looks);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EC2 Spot Instance Interruption Warning",
                "EC2 Instance Rebalance Recommendation",
            })
    void anInstanceThatNoListHasIsNoReasonToLook(String type) throws IOException {
        handler.handle(config(), HandlerTest.SCHEDULED);

        handler.handle(config(), batch(event("aws.ec2", type, "{\"instance-id\": \"i-9\"}")));
        assertThat(handler.looks).isEqualTo(1);

        handler.handle(config(), batch(event("aws.ec2", type, "{\"instance-id\": \"i-2\"}")));
        assertThat(handler.looks).isEqualTo(2);
    }

    @Test
    void aDeregistrationThatWasRefusedOrATaskWithoutAServiceChangesNothing() throws IOException {
        String refused = "{\"eventName\": \"DeregisterTargets\", \"errorCode\": \"AccessDenied\"}";
        String alone = "{\"clusterArn\": \"arn:aws:ecs:eu-central-1:1:cluster/shop\", \"group\": \"family:web\"}";

        handler.handle(
                outputs(),
                batch(
                        event("aws.elasticloadbalancing", "AWS API Call via CloudTrail", refused),
                        event("aws.ecs", "ECS Task State Change", alone)));

        assertThat(handler.looks).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no JSON                                        | Records[1].body: "no JSON"
            []                                             | Records[1].body: "[]": expected keys and values
            {"source": "aws.s3", "detail-type": "x"}       | Records[1].body: source: "aws.s3": expected aws.autoscaling or aws.ec2 or aws.ecs or aws.elasticloadbalancing
            {"source": "aws.ec2", "detail-type": "EC2 Foo", "time": "2026-11-22T11:59:00Z"} | Records[1].body: detail-type: "EC2 Foo": expected EC2 Instance Rebalance Recommendation or EC2 Instance State-change Notification or EC2 Spot
            {"source": "aws.autoscaling", "detail-type": "EC2 Instance Launch Successful", "time": "yesterday", "detail": {"AutoScalingGroupName": "a"}} | Records[1].body: time: "yesterday"
            {"source": "aws.ec2", "detail-type": "EC2 Instance Rebalance Recommendation", "time": "2026-11-22T11:59:00Z", "detail": {}} | Records[1].body: detail.instance-id: is missing
            {"source": "aws.elasticloadbalancing", "detail-type": "AWS API Call via CloudTrail", "time": "2026-11-22T11:59:00Z", "detail": {"eventName": "RegisterTargets", "requestParameters": {"targetGroupArn": "a"}}} | Records[1].body: detail.eventName: "RegisterTargets": expected DeregisterTargets
            """)
    void anEventThatIsNotKnownIsNamedWhenAllOthersAreDone(String body, String message) {
        String known = event("shop-blue", EVENT_AT, "EC2", "AutoScalingGroup");

        assertThatThrownBy(() -> handler.handle(config(), batch(known, body))).hasMessageContaining(message);
        assertThat(handler.looks).isEqualTo(1);
        assertThat(handler.stored).containsKey("s3 live/shop.json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"source": "aws.s3", "detail-type": "x", "detail": {}}       | event: source: "aws.s3": expected nightshift
            {"source": "aws.ec2", "detail-type": "EC2 Foo", "detail": {}} | event: detail-type: "EC2 Foo": expected EC2 Instance
            """)
    void soIsOneThatIsSentWithoutAQueue(String event, String message) {
        assertThatThrownBy(() -> handler.handle(config(), event)).hasMessageContaining(message);
        assertThat(handler.looks).isZero();
    }
}
