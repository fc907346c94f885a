package dev.nightshift.local.aws.web;

import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.service.Service;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Parameters;
import dev.nightshift.local.aws.wire.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The target groups of one account in one region, and how their targets are; its load balancers, and what their
/// listeners show ([Listeners]).
///
/// Source: DescribeTargetHealth, Elastic Load Balancing API Reference version 2015-12-01.
public final class LoadBalancing implements Service {
    private record Target(String id, int port) {}

    private final Place place;
    private final Map<String, Map<Target, String>> targetGroups = new LinkedHashMap<>();
    private final Listeners listeners;

    public LoadBalancing(Place place) {
        this.place = place;
        this.listeners = new Listeners(place);
    }

    /// Its load balancers.
    public Listeners listeners() {
        return listeners;
    }

    /// Makes a target group, if it is not there, and says its ARN.
    public synchronized String targetGroup(String name) {
        String arn = place.arn("elasticloadbalancing", "targetgroup/%s/%016x".formatted(name, name.hashCode()));
        targetGroups.putIfAbsent(arn, new LinkedHashMap<>());
        return arn;
    }

    /// Registers a server with port 80, in a state such as `healthy`.
    ///
    /// @param id an instance's, or an IP address
    public void target(String arn, String id, String state) {
        target(arn, id, 80, state);
    }

    /// Registers a server with a port.
    public synchronized void target(String arn, String id, int port, String state) {
        targetGroups.computeIfAbsent(arn, absent -> new LinkedHashMap<>()).put(new Target(id, port), state);
    }

    @Override
    public Map<String, Operation> operations() {
        Map<String, Operation> operations = new LinkedHashMap<>(listeners.operations());
        operations.put(
                "DescribeTargetHealth",
                new Operation(
                        Set.of("TargetGroupArn", "Version"),
                        asked -> List.of(IamRequest.of("elasticloadbalancing:DescribeTargetHealth", "*")
                                .with("aws:RequestedRegion", Set.of(place.region()))),
                        this::describeTargetHealth));
        return operations;
    }

    @Override
    public AwsException denied(String why) {
        return new AwsException(403, "AccessDenied", why);
    }

    private Fields describeTargetHealth(Parameters asked) {
        Map<Target, String> targets = targetGroups.get(asked.textOrEmpty("TargetGroupArn"));
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
                                                        .put(
                                                                "Id",
                                                                target.getKey().id())
                                                        .put(
                                                                "Port",
                                                                target.getKey().port()))
                                        .put("TargetHealth", Fields.empty().put("State", target.getValue())))
                                .toList());
    }
}
