package dev.nightshift.liveips.event;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import dev.nightshift.liveips.event.Hint.Subject;
import dev.nightshift.liveips.model.Source;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads the events of AWS that a run can be made for, as EventBridge delivers them.
///
/// Sources: *Amazon EC2 Auto Scaling event reference*; *Spot Instance interruption notices*, *EC2 instance rebalance
/// recommendations* and *Instance state change events*, Amazon EC2 User Guide; *Amazon ECS task state change events*,
/// Amazon ECS Developer Guide; *AWS service events delivered via AWS CloudTrail*, Amazon EventBridge User Guide, for
/// `DeregisterTargets`: Elastic Load Balancing sends no event of its own when a target leaves.
final class Events {
    private static final String IN_GROUP = "AutoScalingGroup";

    /// Reads the `detail` of one kind; nothing when it concerns nobody's list.
    private interface Kind {
        Optional<Subject> read(Settings detail);
    }

    private static final Map<String, Kind> AUTO_SCALING = Map.of(
            "EC2 Instance Launch Successful", Events::ofGroup,
            "EC2 Instance Terminate Successful", Events::ofGroup,
            "EC2 Instance-terminate Lifecycle Action", Events::ofGroup);
    private static final Map<String, Kind> EC2 = Map.of(
            "EC2 Spot Instance Interruption Warning", Events::going,
            "EC2 Instance Rebalance Recommendation", Events::going,
            "EC2 Instance State-change Notification", Events::stateChange);
    private static final Map<String, Kind> LOAD_BALANCING =
            Map.of("AWS API Call via CloudTrail", Events::deregistration);
    private static final Map<String, Kind> ECS = Map.of("ECS Task State Change", Events::ofTask);

    private static final Map<String, Map<String, Kind>> KINDS = Map.of(
            "aws.autoscaling", AUTO_SCALING,
            "aws.ec2", EC2,
            "aws.elasticloadbalancing", LOAD_BALANCING,
            "aws.ecs", ECS);

    private Events() {}

    /// Whether events of this source may be known.
    static boolean isSource(String source) {
        return KINDS.containsKey(source);
    }

    /// Reads one event.
    static Optional<Hint> read(Settings event) {
        event.ignoreOtherKeys();
        Settings detail = event.at("detail");
        detail.ignoreOtherKeys();
        Map<String, Kind> kinds = event.at("source").as(Events::kindsOf, Map.of());
        Kind kind = event.at("detail-type").as(type -> kind(kinds, type), ignored -> Optional.empty());
        Instant at = event.at("time").as(Parsers::instant, Instant.EPOCH);
        return kind.read(detail).map(subject -> new Hint(subject, at));
    }

    private static Map<String, Kind> kindsOf(String source) {
        return Optional.ofNullable(KINDS.get(source))
                .orElseThrow(() -> new IllegalArgumentException("expected " + oneOf(KINDS)));
    }

    private static Kind kind(Map<String, Kind> kinds, String type) {
        // That the source is unknown is said already.
        return kinds.isEmpty()
                ? ignored -> Optional.empty()
                : Optional.ofNullable(kinds.get(type))
                        .orElseThrow(() -> new IllegalArgumentException("expected " + oneOf(kinds)));
    }

    private static String oneOf(Map<String, ?> known) {
        return known.keySet().stream().sorted().collect(Collectors.joining(" or "));
    }

    /// Servers that go to a warm pool or end there serve nobody before and nobody after.
    private static Optional<Subject> ofGroup(Settings detail) {
        String group = detail.at("AutoScalingGroupName").text();
        String origin = detail.at("Origin").orElse(IN_GROUP, text -> text);
        String destination = detail.at("Destination").orElse(IN_GROUP, text -> text);
        return List.of(origin, destination).contains(IN_GROUP)
                ? Optional.of(new Subject.OfGroup(group))
                : Optional.empty();
    }

    private static Optional<Subject> going(Settings detail) {
        return Optional.of(new Subject.Going(detail.at("instance-id").text()));
    }

    private static Optional<Subject> stateChange(Settings detail) {
        String instance = detail.at("instance-id").text();
        return switch (detail.at("state").text()) {
            case "pending" -> Optional.empty();
            case "running" -> Optional.of(new Subject.Coming(instance));
            default -> Optional.of(new Subject.Going(instance));
        };
    }

    // A call that was refused changed nothing.
    private static Optional<Subject> deregistration(Settings detail) {
        detail.at("eventName").as(Events::deregisterTargets, "");
        Settings asked = detail.at("requestParameters");
        asked.ignoreOtherKeys();
        return detail.at("errorCode").present()
                ? Optional.empty()
                : Optional.of(
                        new Subject.OfTargetGroup(asked.at("targetGroupArn").text()));
    }

    private static String deregisterTargets(String call) {
        if (!call.equals("DeregisterTargets")) {
            throw new IllegalArgumentException("expected DeregisterTargets");
        }
        return call;
    }

    // A task that no service started is nobody's.
    private static Optional<Subject> ofTask(Settings detail) {
        String cluster = Source.lastPart(detail.at("clusterArn").text());
        String group = detail.at("group").text();
        return group.startsWith("service:")
                ? Optional.of(new Subject.OfService(new Source.Service(cluster, group.substring("service:".length()))))
                : Optional.empty();
    }
}
