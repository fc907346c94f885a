package dev.nightshift.infra;

import dev.nightshift.liveips.settings.LiveIpsConfig;
import dev.nightshift.site.LiveIpsSite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.services.lambda.Alias;
import software.constructs.Construct;

/// Tells the exporter of servers that come and go. Those that come can wait: EC2 shows them a little later, and many
/// come at once. Those that go have a lane of their own: somebody sends them requests. The function keeps its looks for
/// them apart by itself, so that a storm costs few.
final class ServerEvents {
    private static final EventLane.Flow LAUNCHES =
            new EventLane.Flow.Gathered(Duration.ofSeconds(20), Duration.ofSeconds(60));
    // A pattern may have 2,048 characters: *Amazon EventBridge quotas*. What is beyond it is left to the function.
    private static final int PATTERN = 1_500;

    private static final String AUTO_SCALING = "aws.autoscaling";
    private static final String EC2 = "aws.ec2";
    private static final String STATE_CHANGE = "EC2 Instance State-change Notification";

    private final LiveIpsConfig config;

    private ServerEvents(LiveIpsConfig config) {
        this.config = config;
    }

    /// Brings them to the function.
    static void send(Construct scope, LiveIpsSite site, String physicalName, Alias function) {
        boolean enabled = site.deployment().enabled();
        Duration timeout = site.kind().timeout();
        ServerEvents events = new ServerEvents(site.config());
        EventLane launches = new EventLane(scope, "Events", enabled, physicalName + "-events", timeout, LAUNCHES);
        EventLane terminations = new EventLane(
                scope, "Terminations", enabled, physicalName + "-terminations", timeout, new EventLane.Flow.InOrder());
        events.launches(launches);
        events.terminations(terminations);
        launches.invoke(function);
        terminations.invoke(function);
    }

    private void launches(EventLane lane) {
        if (hasGroups()) {
            lane.take(
                    "Rule",
                    "Groups that have launched servers",
                    AUTO_SCALING,
                    List.of("EC2 Instance Launch Successful"),
                    groups());
        }
        if (config.asksInstances()) {
            lane.take(
                    "Instances", "Instances that run", EC2, List.of(STATE_CHANGE), Map.of("state", List.of("running")));
        }
        tasks(lane, "Tasks that run", Map.of("lastStatus", List.of("RUNNING"), "desiredStatus", List.of("RUNNING")));
    }

    private void terminations(EventLane lane) {
        if (hasGroups()) {
            lane.take(
                    "Rule",
                    "Groups that terminate servers",
                    AUTO_SCALING,
                    List.of("EC2 Instance Terminate Successful", "EC2 Instance-terminate Lifecycle Action"),
                    groups());
        }
        if (hasGroups() || config.asksInstances()) {
            lane.take(
                    "Instances",
                    "Instances that end",
                    EC2,
                    List.of(STATE_CHANGE),
                    Map.of("state", List.of("stopping", "shutting-down", "stopped", "terminated")));
            lane.take(
                    "Spot",
                    "Instances that Spot takes back",
                    EC2,
                    List.of("EC2 Spot Instance Interruption Warning", "EC2 Instance Rebalance Recommendation"),
                    Map.of());
        }
        if (config.asksTargetGroups()) {
            lane.take(
                    "Targets",
                    "Targets that leave, as a trail of CloudTrail tells",
                    "aws.elasticloadbalancing",
                    List.of("AWS API Call via CloudTrail"),
                    targetGroups());
        }
        tasks(lane, "Tasks that shall stop", Map.of("desiredStatus", List.of("STOPPED")));
    }

    private void tasks(EventLane lane, String description, Map<String, Object> states) {
        if (!config.services().isEmpty()) {
            Map<String, Object> detail = new TreeMap<>(states);
            within(config.services().stream()
                            .map(service -> (Object) ("service:" + service.substring(service.indexOf('/') + 1)))
                            .distinct()
                            .toList())
                    .ifPresent(services -> detail.put("group", services));
            lane.take("Tasks", description, "aws.ecs", List.of("ECS Task State Change"), detail);
        }
    }

    private boolean hasGroups() {
        return config.groupNames().map(names -> !names.isEmpty()).orElse(true);
    }

    private Map<String, Object> groups() {
        Map<String, Object> detail = new TreeMap<>();
        config.groupNames()
                .flatMap(names -> within(new ArrayList<>(names)))
                .ifPresent(names -> detail.put("AutoScalingGroupName", names));
        return detail;
    }

    private Map<String, Object> targetGroups() {
        Map<String, Object> detail = new TreeMap<>();
        detail.put("eventSource", List.of("elasticloadbalancing.amazonaws.com"));
        detail.put("eventName", List.of("DeregisterTargets"));
        within(config.targetGroups().stream()
                        .map(name -> name.startsWith("arn:")
                                ? (Object) name
                                : Map.of("wildcard", "*:targetgroup/" + name + "/*"))
                        .toList())
                .ifPresent(arns -> detail.put("requestParameters", Map.of("targetGroupArn", arns)));
        return detail;
    }

    private static Optional<List<Object>> within(List<Object> values) {
        return values.toString().length() > PATTERN ? Optional.empty() : Optional.of(values);
    }
}
