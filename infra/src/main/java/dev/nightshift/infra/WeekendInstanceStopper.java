package dev.nightshift.infra;

import dev.nightshift.kit.aws.Watch;
import dev.nightshift.site.StopperSite;
import dev.nightshift.stopper.settings.StopperConfig;
import dev.nightshift.stopper.settings.Untagged;
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
        site.config()
                .untagged()
                .ifPresent(those -> Annotations.of(this)
                        .addWarningV2("nightshift:untagged", untagged(site.name(), site.config(), those)));
        for (String warning : site.config().unverifiedHolidays()) {
            Annotations.of(this).addWarningV2("nightshift:holidays:" + warning, warning);
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
    // that, and what carries its marker, which may have lost the opt-in tag since; and what needs no opt-in tag, where
    // the settings say so. It can set no
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
        site.config().untagged().ifPresent(those -> statements.addAll(untagged(site, those)));
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
        return marking(sid, instances, Map.of(presentTag, "false"));
    }

    private static Permission marking(String sid, List<String> instances, Map<String, Object> tags) {
        // A request without tags would pass ForAllValues.
        Map<String, Object> present = new TreeMap<>(tags);
        present.put("aws:TagKeys", "false");
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

    // Only in the accounts that are named, and never what has the opt-out tag.
    private static List<Permission> untagged(StopperSite site, Untagged those) {
        List<String> instances = regions(site)
                .flatMap(region ->
                        those.accounts().stream().map(account -> Permission.arn("ec2", region, account, "instance/*")))
                .toList();
        Map<String, Object> tags = Map.of(
                "aws:ResourceTag/" + site.config().tag(), "true",
                "aws:ResourceTag/" + site.config().neverStopTag(), "true");
        return List.of(
                Permission.allow(
                                "StopAndStartUntagged",
                                List.of("ec2:StopInstances", "ec2:StartInstances"),
                                instances,
                                Map.of("Null", new TreeMap<>(tags)))
                        .because("The site opts in all instances of these accounts."),
                marking("MarkUntagged", instances, tags));
    }

    private static String untagged(String function, StopperConfig config, Untagged those) {
        return "functions.%s.untagged: every instance without the tag %s in account %s is stopped by schedule %s, unless it has the tag %s"
                .formatted(
                        function,
                        config.tag(),
                        String.join(", ", those.accounts()),
                        those.schedule(),
                        config.neverStopTag());
    }

    private static List<String> resources(StopperSite site, String service, String resource) {
        return regions(site)
                .map(region -> Permission.arn(service, region, resource))
                .toList();
    }

    private static Stream<String> regions(StopperSite site) {
        return site.watch().places(Aws.REGION).stream().map(Watch.Place::region).distinct();
    }
}
