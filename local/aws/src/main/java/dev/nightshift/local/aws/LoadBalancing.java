package dev.nightshift.local.aws;

import dev.nightshift.local.aws.Node.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The target groups of one account in one region, and how their targets are.
///
/// Source: DescribeTargetHealth, Elastic Load Balancing API Reference version 2015-12-01.
public final class LoadBalancing implements Service {
    private final Place place;
    private final Map<String, Map<String, String>> targetGroups = new LinkedHashMap<>();

    LoadBalancing(Place place) {
        this.place = place;
    }

    /// Makes a target group, if it is not there, and says its ARN.
    public synchronized String targetGroup(String name) {
        String arn = place.arn("elasticloadbalancing", "targetgroup/%s/%016x".formatted(name, name.hashCode()));
        targetGroups.putIfAbsent(arn, new LinkedHashMap<>());
        return arn;
    }

    /// Registers a server, in a state such as `healthy`.
    public synchronized void target(String arn, String instanceId, String state) {
        targetGroups.computeIfAbsent(arn, absent -> new LinkedHashMap<>()).put(instanceId, state);
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of(
                "DescribeTargetHealth",
                new Operation(
                        Set.of("TargetGroupArn"),
                        asked -> List.of(IamRequest.of("elasticloadbalancing:DescribeTargetHealth", "*")
                                .with("aws:RequestedRegion", Set.of(place.region()))),
                        this::describeTargetHealth));
    }

    @Override
    public AwsException denied(String why) {
        return new AwsException(403, "AccessDenied", why);
    }

    private Fields describeTargetHealth(Parameters asked) {
        Map<String, String> targets = targetGroups.get(asked.textOrEmpty("TargetGroupArn"));
        if (targets == null) {
            throw AwsException.badRequest("TargetGroupNotFound", "One or more target groups not found");
        }
        return Fields.empty()
                .put(
                        "TargetHealthDescriptions",
                        targets.entrySet().stream()
                                .map(target -> Fields.empty()
                                        .put(
                                                "Target",
                                                Fields.empty()
                                                        .put("Id", target.getKey())
                                                        .put("Port", 80))
                                        .put("TargetHealth", Fields.empty().put("State", target.getValue())))
                                .toList());
    }
}
