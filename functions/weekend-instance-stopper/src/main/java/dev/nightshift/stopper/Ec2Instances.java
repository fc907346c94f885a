package dev.nightshift.stopper;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.InstanceIpv6Address;
import software.amazon.awssdk.services.ec2.model.InstancePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.OperatorResponse;
import software.amazon.awssdk.services.ec2.model.StateReason;
import software.amazon.awssdk.services.ec2.model.Tag;

/// Reads what EC2 answers into what we decide about.
final class Ec2Instances {
    private Ec2Instances() {}

    /// @param localData whether its type has instance-store volumes
    static Instance read(software.amazon.awssdk.services.ec2.model.Instance instance, Instance.LocalData localData) {
        Map<String, String> tags = new HashMap<>();
        for (Tag tag : instance.tags()) {
            tags.put(tag.key(), text(tag.value()));
        }
        StateReason reason = instance.stateReason();
        return new Instance(
                instance.instanceId(),
                text(instance.instanceTypeAsString()),
                instance.placement() == null ? "" : text(instance.placement().availabilityZone()),
                instance.state() == null ? "" : text(instance.state().nameAsString()),
                instance.launchTime() == null ? Instant.EPOCH : instance.launchTime(),
                reason == null ? "" : text(reason.code()),
                text(instance.stateTransitionReason()),
                text(instance.instanceLifecycleAsString()),
                text(instance.rootDeviceTypeAsString()),
                operator(instance.operator()),
                instance.hibernationOptions() != null
                        && Boolean.TRUE.equals(instance.hibernationOptions().configured()),
                localData,
                tags,
                addresses(instance));
    }

    /// Everything that it is called by, in its own VPC and outside.
    private static SortedSet<String> addresses(software.amazon.awssdk.services.ec2.model.Instance instance) {
        return Stream.of(
                        Stream.of(
                                instance.privateIpAddress(),
                                instance.publicIpAddress(),
                                instance.privateDnsName(),
                                instance.publicDnsName()),
                        instance.networkInterfaces().stream()
                                .flatMap(one -> one.privateIpAddresses().stream())
                                .map(InstancePrivateIpAddress::privateIpAddress),
                        instance.networkInterfaces().stream()
                                .flatMap(one -> one.ipv6Addresses().stream())
                                .map(InstanceIpv6Address::ipv6Address))
                .flatMap(each -> each)
                .filter(address -> address != null && !address.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String operator(@Nullable OperatorResponse operator) {
        if (operator == null || !Boolean.TRUE.equals(operator.managed())) {
            return "";
        }
        String principal = text(operator.principal());
        return principal.isEmpty() ? "an AWS service" : principal;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
