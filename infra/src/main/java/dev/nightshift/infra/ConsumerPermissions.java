package dev.nightshift.infra;

import dev.nightshift.rotator.Consumers;
import dev.nightshift.rotator.Consumers.Reload;
import dev.nightshift.rotator.Consumers.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the rotator may do to those who hold values: the services, documents and instances that the site names.
final class ConsumerPermissions {
    private ConsumerPermissions() {}

    static List<Permission> of(Consumers consumers) {
        List<Permission> statements = new ArrayList<>();
        if (!consumers.services().isEmpty()) {
            statements.add(Permission.allow(
                    "Redeploy", List.of("ecs:DescribeServices", "ecs:UpdateService"), services(consumers)));
            // Actions, resources, and condition keys for Amazon ECS; the same for AWS Systems Manager.
            statements.add(Permission.allow("ReadTaskDefinitions", List.of("ecs:DescribeTaskDefinition"), List.of("*"))
                    .because("It knows no resources."));
        }
        if (!consumers.reloads().isEmpty()) {
            statements.add(Permission.allow("FindCommands", List.of("ssm:ListCommands"), List.of("*"))
                    .because("It knows no resources."));
            statements.add(Permission.allow(
                    "SendCommands",
                    List.of("ssm:SendCommand"),
                    consumers.reloads().stream()
                            .map(Reload::document)
                            .distinct()
                            .sorted()
                            .map(document -> Permission.arn("ssm", "document/" + document))
                            .toList()));
            consumers.reloads().forEach(reload -> statements.add(toInstances(reload, statements.size())));
        }
        return statements;
    }

    private static List<String> services(Consumers consumers) {
        return consumers.services().stream()
                .map(Service::toString)
                .distinct()
                .sorted()
                .map(service -> Permission.arn("ecs", "service/" + service))
                .toList();
    }

    // Restricting Run Command access based on tags, AWS Systems Manager User Guide.
    private static Permission toInstances(Reload reload, int number) {
        return Permission.allow(
                        "SendToInstances" + number,
                        List.of("ssm:SendCommand"),
                        List.of(Permission.arn("ec2", "instance/*")),
                        Map.of("StringEquals", Map.of("ssm:resourceTag/" + reload.tagKey(), reload.tagValue())))
                .because("Instances are chosen by their tag.");
    }
}
