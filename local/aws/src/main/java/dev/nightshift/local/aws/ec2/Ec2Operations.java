package dev.nightshift.local.aws.ec2;

import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.service.Service.Operation;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Parameters;
import dev.nightshift.local.aws.wire.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// What EC2 can be asked to do. A request is carried out as a whole or not at all.
/// Sources: the page of each operation, Amazon EC2 API Reference; Actions, resources, and condition keys for Amazon
/// EC2, Service Authorization Reference.
final class Ec2Operations {
    private final Ec2 ec2;
    private final Place place;

    Ec2Operations(Ec2 ec2, Place place) {
        this.ec2 = ec2;
        this.place = place;
    }

    Map<String, Operation> byName() {
        return Map.of(
                "CreateTags",
                new Operation(
                        Set.of("ResourceId.N", "Tag.N.Key", "Tag.N.Value", "DryRun"), this::tagging, this::createTags),
                "StopInstances",
                new Operation(
                        Set.of("InstanceId.N", "Hibernate", "DryRun"),
                        asked -> onInstances("StopInstances", asked.list("InstanceId")),
                        this::stopInstances),
                "StartInstances",
                new Operation(
                        Set.of("InstanceId.N", "DryRun"),
                        asked -> onInstances("StartInstances", asked.list("InstanceId")),
                        this::startInstances));
    }

    private Fields createTags(Parameters asked) {
        List<Instance> instances = ec2.named("ResourceId", asked);
        Map<String, String> tags = tags(asked);
        unlessDryRun(asked);
        instances.forEach(instance -> Ec2Rules.tag(instance, tags));
        instances.forEach(instance -> tags.forEach(instance::tag));
        return Fields.empty().put("return", true);
    }

    private Fields stopInstances(Parameters asked) {
        boolean hibernate = asked.isTrue("Hibernate");
        return changed(
                asked,
                instance -> Ec2Rules.stop(instance, hibernate),
                life -> life.stop(ec2.now(), ec2.delay(), hibernate));
    }

    private Fields startInstances(Parameters asked) {
        return changed(
                asked,
                instance -> Ec2Rules.start(instance, ec2.hasCapacityFor(instance)),
                life -> life.start(ec2.now(), ec2.delay()));
    }

    private Fields changed(Parameters asked, Consumer<Instance> rule, Consumer<Life> change) {
        List<Instance> instances = ec2.named("InstanceId", asked);
        unlessDryRun(asked);
        instances.forEach(rule);
        List<Fields> changes = new ArrayList<>();
        for (Instance instance : instances) {
            Life life = instance.life();
            Fields before = life.state().tree();
            change.accept(life);
            changes.add(Fields.empty()
                    .put("instanceId", instance.id())
                    .put("currentState", life.state().tree())
                    .put("previousState", before));
        }
        return Fields.empty().put("instancesSet", changes);
    }

    private static void unlessDryRun(Parameters asked) {
        if (asked.isTrue("DryRun")) {
            throw new AwsException(412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
        }
    }

    private static Map<String, String> tags(Parameters asked) {
        Map<String, String> tags = new LinkedHashMap<>();
        asked.items("Tag").forEach(tag -> tags.put(tag.textOrEmpty("Key"), tag.textOrEmpty("Value")));
        return tags;
    }

    private List<IamRequest> tagging(Parameters asked) {
        Map<String, String> tags = tags(asked);
        return onInstances("CreateTags", asked.list("ResourceId")).stream()
                .map(request -> request.with("aws:TagKeys", tags.keySet()).withTags("aws:RequestTag/", tags))
                .toList();
    }

    private List<IamRequest> onInstances(String action, List<String> ids) {
        return ids.stream()
                .map(id -> {
                    Map<String, String> tags =
                            ec2.instance(id).map(Instance::tags).orElse(Map.of());
                    return ec2.inRegion(action, place.arn("ec2", "instance/" + id))
                            .withTags("aws:ResourceTag/", tags)
                            .withTags("ec2:ResourceTag/", tags);
                })
                .toList();
    }
}
