package dev.nightshift.local.aws.ec2;

import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Parameters;
import dev.nightshift.local.aws.wire.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// An Auto Scaling group: what it is and whom it has, set by the methods that return it. It launches and terminates
/// nobody by itself.
public final class AutoScalingGroup {
    private record Member(Instance instance, String lifecycle, String health) {}

    private final AutoScaling region;
    private final Place place;
    private final String name;
    private final Map<String, String> tags = new TreeMap<>();
    private final List<String> targetGroupArns = new ArrayList<>();
    private final Map<String, Member> members = new LinkedHashMap<>();
    private int desired;

    AutoScalingGroup(AutoScaling region, Place place, String name) {
        this.region = region;
        this.place = place;
        this.name = name;
    }

    /// Wanting so many servers.
    public AutoScalingGroup desired(int servers) {
        return change(() -> desired = servers);
    }

    /// With a tag.
    public AutoScalingGroup tag(String key, String value) {
        return change(() -> tags.put(key, value));
    }

    /// Attached to a target group.
    public AutoScalingGroup targetGroup(String arn) {
        return change(() -> targetGroupArns.add(arn));
    }

    /// With a server in a state, `InService`; EC2 tags it with the group's name. A server it has
    /// already changes.
    public AutoScalingGroup with(Instance instance, String lifecycle, String health) {
        instance.tag("aws:autoscaling:groupName", name);
        return change(() -> members.put(instance.id(), new Member(instance, lifecycle, health)));
    }

    /// With servers in service and healthy, wanting as many more.
    public AutoScalingGroup serving(Instance... instances) {
        for (Instance instance : instances) {
            with(instance, "InService", "Healthy");
        }
        return change(() -> desired += instances.length);
    }

    /// Not listing a server any more, whose tag it leaves alone.
    public AutoScalingGroup without(String instanceId) {
        return change(() -> members.remove(instanceId));
    }

    String name() {
        return name;
    }

    /// One filter; tags are all that is known here.
    boolean matches(Parameters filter) {
        String by = filter.textOrEmpty("Name");
        if (by.equals("tag-key")) {
            return filter.list("Values.member").stream().anyMatch(tags::containsKey);
        }
        if (!by.startsWith("tag:")) {
            throw AwsException.unrecognized("ValidationError", "this endpoint does not know the filter " + by);
        }
        String key = by.substring("tag:".length());
        return tags.containsKey(key) && filter.list("Values.member").contains(tags.get(key));
    }

    /// Source: AutoScalingGroup, Amazon EC2 Auto Scaling API Reference.
    Fields tree() {
        return Fields.empty()
                .put("AutoScalingGroupName", name)
                .put("AutoScalingGroupARN", place.arn("autoscaling", "autoScalingGroup:1:autoScalingGroupName/" + name))
                .put("DesiredCapacity", desired)
                .texts("TargetGroupARNs", targetGroupArns)
                .put(
                        "Tags",
                        tags.entrySet().stream()
                                .map(tag -> Fields.empty()
                                        .put("Key", tag.getKey())
                                        .put("Value", tag.getValue())
                                        .put("ResourceId", name))
                                .toList())
                .put(
                        "Instances",
                        members.values().stream()
                                .map(member -> Fields.empty()
                                        .put("InstanceId", member.instance().id())
                                        .put(
                                                "AvailabilityZone",
                                                member.instance().zone())
                                        .put("LifecycleState", member.lifecycle())
                                        .put("HealthStatus", member.health())
                                        .put("ProtectedFromScaleIn", false))
                                .toList());
    }

    private AutoScalingGroup change(Runnable change) {
        synchronized (region) {
            change.run();
            return this;
        }
    }
}
