package dev.nightshift.stopper;

import dev.nightshift.kit.aws.Clients;
import dev.nightshift.stopper.fleet.Fleet;
import dev.nightshift.stopper.fleet.Requests;
import dev.nightshift.stopper.model.Failure;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.model.Instance.LocalData;
import dev.nightshift.stopper.plan.Marker;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.OperatorResponse;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyManagerType;

/// A fleet by the clients of the SDK, against which [dev.nightshift.stopper.fleet.Ec2Fleet] is held.
///
/// @param types what is known of types
record SdkFleet(Ec2Client ec2, KmsClient kms, List<String> granted, Map<String, LocalData> types, boolean dryRun)
        implements Fleet {
    static SdkFleet of(Clients clients, List<String> granted) {
        return new SdkFleet(
                clients.build(Ec2Client.builder()),
                clients.build(KmsClient.builder()),
                granted,
                new TreeMap<>(),
                false);
    }

    @Override
    public Fleet proving() {
        return new SdkFleet(ec2, kms, granted, types, true);
    }

    @Override
    public List<Instance> look(String tagKey) {
        return look(Stream.of(filter("tag-key", tagKey.replace("*", "\\*"), StopperConfig.MARKER_TAG)));
    }

    @Override
    public List<Instance> lookAtAll() {
        return look(Stream.of());
    }

    private List<Instance> look(Stream<Filter> filters) {
        Filter alive = filter("instance-state-name", "pending", "running", "stopping", "stopped");
        List<Filter> all = Stream.concat(Stream.of(alive), filters).toList();
        Map<String, software.amazon.awssdk.services.ec2.model.Instance> found = new LinkedHashMap<>();
        ec2.describeInstancesPaginator(request -> request.filters(all).maxResults(1_000))
                .reservations()
                .forEach(one -> one.instances().forEach(instance -> found.put(instance.instanceId(), instance)));
        List<String> unknown = found.values().stream()
                .flatMap(instance -> Stream.ofNullable(instance.instanceTypeAsString()))
                .filter(type -> !type.isEmpty() && !types.containsKey(type))
                .distinct()
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            ec2.describeInstanceTypes(request -> request.instanceTypesWithStrings(unknown))
                    .instanceTypes()
                    .forEach(type -> types.put(
                            type.instanceTypeAsString(),
                            Boolean.TRUE.equals(type.instanceStorageSupported()) ? LocalData.SOME : LocalData.NONE));
        }
        return found.values().stream().map(this::read).toList();
    }

    private Instance read(software.amazon.awssdk.services.ec2.model.Instance instance) {
        Map<String, String> tags = new HashMap<>();
        instance.tags().forEach(tag -> tags.put(text(tag.key()), text(tag.value())));
        return new Instance(
                text(instance.instanceId()),
                text(instance.instanceTypeAsString()),
                instance.placement() == null ? "" : text(instance.placement().availabilityZone()),
                instance.state() == null ? "" : text(instance.state().nameAsString()),
                Optional.ofNullable(instance.launchTime()).orElse(Instant.EPOCH),
                instance.stateReason() == null
                        ? ""
                        : text(instance.stateReason().code()),
                text(instance.stateTransitionReason()),
                text(instance.instanceLifecycleAsString()),
                text(instance.rootDeviceTypeAsString()),
                operator(instance.operator()),
                instance.hibernationOptions() != null
                        && Boolean.TRUE.equals(instance.hibernationOptions().configured()),
                types.getOrDefault(text(instance.instanceTypeAsString()), LocalData.UNKNOWN),
                tags,
                Stream.of(
                                Stream.of(
                                        text(instance.privateIpAddress()),
                                        text(instance.publicIpAddress()),
                                        text(instance.privateDnsName()),
                                        text(instance.publicDnsName())),
                                instance.networkInterfaces().stream()
                                        .flatMap(one -> one.privateIpAddresses().stream())
                                        .map(one -> text(one.privateIpAddress())),
                                instance.networkInterfaces().stream()
                                        .flatMap(one -> one.ipv6Addresses().stream())
                                        .map(one -> text(one.ipv6Address())))
                        .flatMap(each -> each)
                        .filter(address -> !address.isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static String operator(@Nullable OperatorResponse operator) {
        if (operator == null || !Boolean.TRUE.equals(operator.managed())) {
            return "";
        }
        return text(operator.principal()).isEmpty() ? "an AWS service" : text(operator.principal());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }

    @Override
    public Map<String, String> unstartable(Collection<String> ids) {
        Map<String, String> reasons = new LinkedHashMap<>();
        ec2.describeVolumesPaginator(request -> request.filters(
                                filter("attachment.instance-id", ids.toArray(String[]::new)),
                                filter("encrypted", "true"))
                        .maxResults(1_000))
                .volumes()
                .forEach(volume -> note(volume, reasons));
        return reasons;
    }

    private void note(Volume volume, Map<String, String> reasons) {
        String key = volume.kmsKeyId();
        if (!granted.contains(key)
                && kms.describeKey(request -> request.keyId(key)).keyMetadata().keyManager() != KeyManagerType.AWS) {
            volume.attachments()
                    .forEach(one -> reasons.put(
                            one.instanceId(),
                            "it could not be started again: its volumes need the key " + key
                                    + ", which is not in volumeKeys"));
        }
    }

    @Override
    public Map<String, Failure> mark(List<String> ids, Marker marker) {
        Tag tag = Tag.builder()
                .key(StopperConfig.MARKER_TAG)
                .value(marker.value())
                .build();
        return Requests.send(
                ids,
                chunk -> ec2.createTags(
                        request -> request.resources(chunk).tags(tag).dryRun(dryRun)));
    }

    @Override
    public Map<String, Failure> stop(List<String> ids, boolean hibernate) {
        return Requests.send(
                ids,
                chunk -> ec2.stopInstances(request ->
                        request.instanceIds(chunk).hibernate(hibernate).dryRun(dryRun)));
    }

    @Override
    public Map<String, Failure> start(List<String> ids) {
        return Requests.send(
                ids,
                chunk ->
                        ec2.startInstances(request -> request.instanceIds(chunk).dryRun(dryRun)));
    }
}
