package dev.nightshift.infra;

import dev.nightshift.kit.aws.Watch;
import dev.nightshift.stopper.Handler;
import dev.nightshift.stopper.StopperConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// The function that stops instances for the weekend, with what it may do.
final class WeekendInstanceStopper extends Construct {
    /// Names its folder, its key in the site file, its events and its settings.
    static final String NAME = "weekend-instance-stopper";

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    WeekendInstanceStopper(Construct scope, StopperSite site, Shared shared) {
        super(scope, NAME);
        new ScheduledFunction(
                this,
                "Default",
                new ScheduledFunction.Spec(
                        NAME,
                        Handler.class,
                        site.deployment(),
                        site.settings(),
                        site.config().every(),
                        TIMEOUT,
                        Stream.concat(site.whereItLooks().stream(), shared.state().keeping(NAME).stream())
                                .toList()),
                shared);
    }

    // The same wherever it looks. It stops, starts and marks only what carries the opt-in tag, and can set no tag but
    // its marker: it cannot opt a
    // machine in. It deletes no tags: DeleteTags without a list of keys deletes all.
    static List<PolicyStatement> permissions(StopperSite site) {
        List<String> instances = site.watch().places(Aws.REGION).stream()
                .map(Watch.Place::region)
                .distinct()
                .map(region -> "arn:%s:ec2:%s:%s:instance/*".formatted(Aws.PARTITION, region, Aws.ACCOUNT_ID))
                .toList();
        String optedIn = "aws:ResourceTag/" + site.config().tag();
        List<PolicyStatement> statements = new ArrayList<>();
        statements.add(PolicyStatement.Builder.create()
                .sid("Look")
                .actions(List.of("ec2:DescribeInstances", "ec2:DescribeInstanceTypes", "ec2:DescribeVolumes"))
                // Describe actions know no resources: *Actions, resources, and condition keys for Amazon EC2*.
                .resources(List.of("*"))
                .build());
        statements.add(PolicyStatement.Builder.create()
                .sid("StopAndStart")
                .actions(List.of("ec2:StopInstances", "ec2:StartInstances"))
                .resources(instances)
                .conditions(Map.of("Null", Map.of(optedIn, "false")))
                .build());
        // A request without tags would pass ForAllValues.
        Map<String, Object> present = new TreeMap<>(Map.of(optedIn, "false", "aws:TagKeys", "false"));
        statements.add(PolicyStatement.Builder.create()
                .sid("Mark")
                .actions(List.of("ec2:CreateTags"))
                .resources(instances)
                .conditions(new TreeMap<>(Map.of(
                        "ForAllValues:StringEquals",
                        Map.of("aws:TagKeys", List.of(StopperConfig.MARKER_TAG)),
                        "Null",
                        present)))
                .build());
        if (!site.volumeKeys().isEmpty()) {
            statements.add(PolicyStatement.Builder.create()
                    .sid("StartFromEncryptedVolumes")
                    .actions(List.of("kms:CreateGrant"))
                    .resources(site.volumeKeys())
                    .conditions(Map.of("Bool", Map.of("kms:GrantIsForAWSResource", "true")))
                    .build());
        }
        return statements;
    }
}
