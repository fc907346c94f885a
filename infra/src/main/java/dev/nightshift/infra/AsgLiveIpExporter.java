package dev.nightshift.infra;

import dev.nightshift.liveips.settings.DnsPermission;
import dev.nightshift.liveips.settings.LiveIpsConfig;
import dev.nightshift.site.HandedDown;
import dev.nightshift.site.LiveIpsSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/// The function that publishes the addresses of live servers, with what it may do: look everywhere, and write what its
/// settings name.
final class AsgLiveIpExporter extends Construct {
    AsgLiveIpExporter(Construct scope, LiveIpsSite site, Shared shared) {
        super(scope, site.name());
        List<Permission> permissions = new ArrayList<>();
        permissions.addAll(looking(site.config()));
        permissions.addAll(shared.state().keeping(site.name()));
        permissions.addAll(publishing(site.config(), shared.state().bucket()));
        ScheduledFunction function =
                new ScheduledFunction(this, "Default", new FunctionSpec(site, permissions), shared);
        if (site.config().onEvents()) {
            ServerEvents.send(this, site, HandedDown.physicalName(shared.site().name(), site.name()), function.live());
        }
    }

    // What these actions know: *Service Authorization Reference*, of each service.
    static List<Permission> looking(LiveIpsConfig config) {
        List<String> actions =
                new ArrayList<>(List.of("autoscaling:DescribeAutoScalingGroups", "ec2:DescribeInstances"));
        if (config.asksTargetGroups()) {
            actions.add("elasticloadbalancing:DescribeTargetHealth");
        }
        List<Permission> statements = new ArrayList<>();
        statements.add(Permission.allow("Look", actions, List.of("*")).because("Describe actions know no resources."));
        if (!config.services().isEmpty()) {
            statements.addAll(lookingAtServices(config.services()));
        }
        return statements;
    }

    private static List<Permission> lookingAtServices(List<String> services) {
        List<String> clusters = services.stream()
                .map(service -> service.substring(0, service.indexOf('/')))
                .distinct()
                .toList();
        return List.of(
                Permission.allow(
                                "LookAtServices",
                                List.of("ecs:DescribeServices"),
                                services.stream()
                                        .map(service -> Permission.arn("ecs", "*", "service/" + service))
                                        .toList())
                        .because("An output may be in any region."),
                Permission.allow(
                                "LookAtTasks",
                                List.of("ecs:DescribeTasks"),
                                clusters.stream()
                                        .map(cluster -> Permission.arn("ecs", "*", "task/" + cluster + "/*"))
                                        .toList())
                        .because("The ids of tasks are not known beforehand."),
                Permission.allow(
                                "ListTasks",
                                List.of("ecs:ListTasks"),
                                List.of("*"),
                                Map.of(
                                        "ArnLike",
                                        Map.of(
                                                "ecs:cluster",
                                                clusters.stream()
                                                        .map(cluster ->
                                                                Permission.arn("ecs", "*", "cluster/" + cluster))
                                                        .toList())))
                        .because("It knows a cluster by a condition only."),
                Permission.allow("ReadTaskDefinitions", List.of("ecs:DescribeTaskDefinition"), List.of("*"))
                        .because("It knows no resources."));
    }

    private static List<Permission> publishing(LiveIpsConfig config, Bucket bucket) {
        List<Permission> statements = new ArrayList<>();
        if (!config.objectKeys().isEmpty()) {
            statements.add(Permission.allow(
                    "PublishObjects",
                    List.of("s3:GetObject", "s3:PutObject"),
                    config.objectKeys().stream().map(bucket::arnForObjects).toList()));
        }
        if (!config.parameterPaths().isEmpty()) {
            statements.add(Permission.allow(
                    "PublishParameters",
                    List.of("ssm:GetParameter", "ssm:PutParameter"),
                    config.parameterPaths().stream()
                            .map(path -> Permission.arn("ssm", "parameter" + path))
                            .toList()));
        }
        if (!config.prefixLists().isEmpty()) {
            statements.add(Permission.allow("FindPrefixLists", List.of("ec2:DescribeManagedPrefixLists"), List.of("*"))
                    .because("Describe actions know no resources."));
            statements.add(Permission.allow(
                    "PublishPrefixLists",
                    List.of("ec2:GetManagedPrefixListEntries", "ec2:ModifyManagedPrefixList"),
                    config.prefixLists().stream()
                            .map(id -> Permission.arn("ec2", "prefix-list/" + id))
                            .toList()));
        }
        config.dnsRecords().forEach(records -> statements.addAll(records(records, statements.size())));
        return statements;
    }

    /// The role lists a zone, and makes and removes records of the destination's names and types alone. A request
    /// has several of each, all of which must be among these. Source: *Using IAM policy conditions for
    /// fine-grained access control*, Amazon Route 53 Developer Guide.
    private static List<Permission> records(DnsPermission records, int number) {
        String keys = "route53:ChangeResourceRecordSets";
        List<String> zone = List.of("arn:%s:route53:::hostedzone/%s".formatted(Aws.PARTITION, records.zone()));
        return List.of(
                Permission.allow("ReadZone" + number, List.of("route53:ListResourceRecordSets"), zone),
                Permission.allow(
                        "PublishRecords" + number,
                        List.of("route53:ChangeResourceRecordSets"),
                        zone,
                        Map.of(
                                "ForAllValues:StringEquals",
                                new TreeMap<>(Map.of(
                                        keys + "RecordTypes",
                                        records.types(),
                                        keys + "Actions",
                                        List.of("CREATE", "DELETE"))),
                                "ForAllValues:StringLike",
                                Map.of(keys + "NormalizedRecordNames", records.names()),
                                // For all of no values holds, too.
                                "Null",
                                Map.of(keys + "NormalizedRecordNames", "false"))));
    }
}
