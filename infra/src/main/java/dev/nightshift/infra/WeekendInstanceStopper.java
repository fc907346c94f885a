package dev.nightshift.infra;

import dev.nightshift.kit.Zones;
import dev.nightshift.kit.aws.Watch;
import dev.nightshift.site.StopperSite;
import dev.nightshift.stopper.StopperConfig;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Aws;
import software.constructs.Construct;

/// The function that stops instances for the weekend, with what it may do.
final class WeekendInstanceStopper extends Construct {
    private static final String BY_TAG = "Instances are chosen by the presence of their tag, not by their ids.";

    WeekendInstanceStopper(Construct scope, StopperSite site, Shared shared) {
        super(scope, site.name());
        for (String schedule : site.config().shortLeads()) {
            Annotations.of(this)
                    .addWarningV2(
                            "nightshift:startLead:" + schedule,
                            "functions.%s.schedules.%s.startLead: is shorter than EC2 takes to start the %d instances that"
                                            .formatted(
                                                    site.name(),
                                                    schedule,
                                                    site.config().maxStops())
                                    + " brake.maxStopsPerRegion lets it stop at once");
        }
        for (String warning : site.config().unverifiedHolidays()) {
            Annotations.of(this).addWarningV2("nightshift:holidays:" + warning, warning);
        }
        for (ZoneId zone : site.config().zones()) {
            Zones.warning(zone)
                    .ifPresent(text -> Annotations.of(this).addWarningV2("nightshift:zone:" + Zones.name(zone), text));
        }
        new ScheduledFunction(
                this,
                "Default",
                new FunctionSpec(
                        site,
                        Stream.concat(permissions(site).stream(), shared.state().keeping(site.name()).stream())
                                .toList()),
                shared);
    }

    // The same wherever it looks. It stops only what carries the opt-in tag; it starts and marks
    // that, and what carries its marker, which may have lost the opt-in tag since. It can set no
    // tag but its marker: it cannot opt a machine in. It deletes no tags: DeleteTags without a
    // list of keys deletes all.
    static List<Permission> permissions(StopperSite site) {
        List<String> instances = resources(site, "ec2", "instance/*");
        String optedIn = "aws:ResourceTag/" + site.config().tag();
        String marked = "aws:ResourceTag/" + StopperConfig.MARKER_TAG;
        List<Permission> statements = new ArrayList<>();
        // Describe actions know no resources: *Actions, resources, and condition keys for
        // Amazon EC2*.
        statements.add(Permission.allow(
                        "Look",
                        List.of("ec2:DescribeInstances", "ec2:DescribeInstanceTypes", "ec2:DescribeVolumes"),
                        List.of("*"))
                .because("Describe actions know no resources."));
        statements.add(Permission.allow("LookAtKeys", List.of("kms:DescribeKey"), resources(site, "kms", "key/*"))
                .because("Which keys volumes have is not known before; DescribeKey only says who manages one."));
        statements.add(Permission.allow(
                        "StopAndStart",
                        List.of("ec2:StopInstances", "ec2:StartInstances"),
                        instances,
                        Map.of("Null", Map.of(optedIn, "false")))
                .because(BY_TAG));
        statements.add(Permission.allow(
                        "StartWhatItStopped",
                        List.of("ec2:StartInstances"),
                        instances,
                        Map.of("Null", Map.of(marked, "false")))
                .because(BY_TAG));
        statements.add(marking("Mark", instances, optedIn));
        statements.add(marking("MarkAgain", instances, marked));
        if (!site.config().volumeKeys().isEmpty()) {
            statements.add(Permission.allow(
                    "StartFromEncryptedVolumes",
                    List.of("kms:CreateGrant"),
                    site.config().volumeKeys(),
                    Map.of("Bool", Map.of("kms:GrantIsForAWSResource", "true"))));
        }
        return statements;
    }

    private static Permission marking(String sid, List<String> instances, String presentTag) {
        // A request without tags would pass ForAllValues.
        Map<String, Object> present = new TreeMap<>(Map.of(presentTag, "false", "aws:TagKeys", "false"));
        return Permission.allow(
                        sid,
                        List.of("ec2:CreateTags"),
                        instances,
                        new TreeMap<>(Map.of(
                                "ForAllValues:StringEquals",
                                Map.of("aws:TagKeys", List.of(StopperConfig.MARKER_TAG)),
                                "Null",
                                present)))
                .because(BY_TAG);
    }

    private static List<String> resources(StopperSite site, String service, String resource) {
        return site.watch().places(Aws.REGION).stream()
                .map(Watch.Place::region)
                .distinct()
                .map(region -> Permission.arn(service, region, resource))
                .toList();
    }
}
