package dev.nightshift.stopper.fleet;

import dev.nightshift.kit.aws.Answer;
import dev.nightshift.stopper.model.Instance;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads what EC2 answers into what we decide about.
///
/// Source: Instance, Amazon EC2 API Reference; the answer's names of some members differ from those in the reference.
final class Ec2Instances {
    /// The elements of an answer that are read.
    static final Set<String> ELEMENTS = Set.of(
            "reservationSet",
            "instancesSet",
            "item",
            "instanceId",
            "instanceType",
            "placement",
            "availabilityZone",
            "instanceState",
            "name",
            "launchTime",
            "stateReason",
            "code",
            "reason",
            "instanceLifecycle",
            "rootDeviceType",
            "operator",
            "managed",
            "principal",
            "hibernationOptions",
            "configured",
            "tagSet",
            "key",
            "value",
            "privateIpAddress",
            "ipAddress",
            "privateDnsName",
            "dnsName",
            "networkInterfaceSet",
            "privateIpAddressesSet",
            "ipv6AddressesSet",
            "ipv6Address");

    private Ec2Instances() {}

    /// @param localData whether its type has instance-store volumes
    static Instance read(Answer instance, Instance.LocalData localData) {
        Map<String, String> tags = new HashMap<>();
        instance.all("tagSet", "item").forEach(tag -> tags.put(tag.text("key"), tag.text("value")));
        return new Instance(
                instance.text("instanceId"),
                instance.text("instanceType"),
                instance.text("placement", "availabilityZone"),
                instance.text("instanceState", "name"),
                instance.time("launchTime").orElse(Instant.EPOCH),
                instance.text("stateReason", "code"),
                instance.text("reason"),
                instance.text("instanceLifecycle"),
                instance.text("rootDeviceType"),
                operator(instance),
                Boolean.parseBoolean(instance.text("hibernationOptions", "configured")),
                localData,
                tags,
                addresses(instance));
    }

    /// Everything that it is called by, in its own VPC and outside.
    private static SortedSet<String> addresses(Answer instance) {
        return Stream.of(
                        instance.all("privateIpAddress"),
                        instance.all("ipAddress"),
                        instance.all("privateDnsName"),
                        instance.all("dnsName"),
                        instance.all(
                                "networkInterfaceSet", "item", "privateIpAddressesSet", "item", "privateIpAddress"),
                        instance.all("networkInterfaceSet", "item", "ipv6AddressesSet", "item", "ipv6Address"))
                .flatMap(each -> each)
                .map(Answer::text)
                .filter(address -> !address.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String operator(Answer instance) {
        if (!Boolean.parseBoolean(instance.text("operator", "managed"))) {
            return "";
        }
        String principal = instance.text("operator", "principal");
        return principal.isEmpty() ? "an AWS service" : principal;
    }
}
