package dev.nightshift.stopper.fleet;

import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.QueryApi;
import dev.nightshift.stopper.model.Failure;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.model.Instance.LocalData;
import dev.nightshift.stopper.plan.Marker;
import dev.nightshift.stopper.settings.StopperConfig;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkClientException;

/// The instances of one account and region by the EC2 API.
///
/// Needs `ec2:DescribeInstances`, `ec2:DescribeInstanceTypes` and what [VolumeKeys] needs on everything;
/// `ec2:StopInstances` on instances that carry the opt-in tag, or that need none; `ec2:CreateTags` and
/// `ec2:StartInstances` on those and on instances that carry our marker.
public final class Ec2Fleet implements Fleet {
    // EC2 API reference: DescribeInstanceTypes takes 100 types.
    private static final int PAGE_TYPES = 100;
    private static final Pattern ID = Pattern.compile("i-([0-9a-f]{8}|[0-9a-f]{17})");
    private static final List<String> ALIVE = List.of("pending", "running", "stopping", "stopped");
    private static final Set<String> TYPE_ELEMENTS =
            Set.of("instanceTypeSet", "item", "instanceType", "instanceStorageSupported");

    private static final String NO_HIBERNATION = "UnsupportedHibernationConfiguration";

    private final Ec2Api ec2;
    private final VolumeKeys keys;
    private final Map<String, LocalData> localData;
    private final boolean dryRun;

    private Ec2Fleet(Ec2Api ec2, VolumeKeys keys, Map<String, LocalData> localData, boolean dryRun) {
        this.ec2 = ec2;
        this.keys = keys;
        this.localData = localData;
        this.dryRun = dryRun;
    }

    Ec2Fleet(Ec2Api ec2, VolumeKeys keys) {
        this(ec2, keys, new LinkedHashMap<>(), false);
    }

    /// The instances that a person or a function with these settings sees.
    ///
    /// @param volumeKeys ARNs of the keys that the role may have used
    public static Ec2Fleet of(Clients clients, Collection<String> volumeKeys) {
        Ec2Api ec2 = Ec2Api.of(clients);
        return new Ec2Fleet(ec2, new VolumeKeys(ec2, clients.json("kms", "TrentService"), volumeKeys));
    }

    @Override
    public Ec2Fleet proving() {
        return new Ec2Fleet(ec2, keys, localData, true);
    }

    @Override
    public List<Instance> look(String tagKey) {
        return look(Map.of("tag-key", List.of(escaped(tagKey), escaped(StopperConfig.MARKER_TAG))));
    }

    @Override
    public List<Instance> lookAtAll() {
        return look(Map.of());
    }

    /// The instance with this id, or all with this tag `Name`, whether they opted in or not, in
    /// whatever state but terminated.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException as [#look]
    public List<Instance> named(String nameOrId) {
        String filter = ID.matcher(nameOrId).matches() ? "instance-id" : "tag:Name";
        return look(Map.of(filter, List.of(escaped(nameOrId))));
    }

    private List<Instance> look(Map<String, List<String>> filters) {
        Map<String, List<String>> alive = new TreeMap<>(filters);
        alive.put("instance-state-name", ALIVE);
        // By id: an instance can come on two pages when others come and go meanwhile.
        Map<String, Answer> found = new LinkedHashMap<>();
        for (Answer page : ec2.pages("DescribeInstances", alive, Ec2Instances.ELEMENTS)) {
            page.all("reservationSet", "item", "instancesSet", "item")
                    .forEach(instance -> found.put(instance.text("instanceId"), instance));
        }
        learnTypes(found.values().stream()
                .map(instance -> instance.text("instanceType"))
                .filter(type -> !type.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new)));
        return found.values().stream()
                .map(instance -> Ec2Instances.read(
                        instance, localData.getOrDefault(instance.text("instanceType"), LocalData.UNKNOWN)))
                .toList();
    }

    /// What a type is does not change: each is asked for once, in the life of the function's
    /// process. One that EC2 refuses to describe stays unknown, and does not hold up the others.
    ///
    /// @throws SdkClientException when the answer was about no type
    private void learnTypes(Set<String> types) {
        List<String> unknown =
                types.stream().filter(type -> !localData.containsKey(type)).toList();
        for (int from = 0; from < unknown.size(); from += PAGE_TYPES) {
            List<String> page = unknown.subList(from, Math.min(unknown.size(), from + PAGE_TYPES));
            Requests.send(page, this::describe).values().stream()
                    .filter(Failure::isUnreachable)
                    .findFirst()
                    .ifPresent(failure -> {
                        throw SdkClientException.create(failure.words());
                    });
        }
    }

    private void describe(List<String> types) {
        ec2.items("DescribeInstanceTypes", QueryApi.list("InstanceType", types), "instanceTypeSet", TYPE_ELEMENTS)
                .forEach(type -> localData.put(
                        type.text("instanceType"),
                        Boolean.parseBoolean(type.text("instanceStorageSupported")) ? LocalData.SOME : LocalData.NONE));
    }

    @Override
    public Map<String, String> unstartable(Collection<String> ids) {
        return keys.unusable(ids);
    }

    @Override
    public Map<String, Failure> mark(List<String> ids, Marker marker) {
        return tag(ids, StopperConfig.MARKER_TAG, marker.value());
    }

    /// Writes a tag; answers for each that could not be tagged why not.
    public Map<String, Failure> tag(List<String> ids, String key, String value) {
        return change("CreateTags", "ResourceId", ids, Map.of("Tag.1.Key", key, "Tag.1.Value", value));
    }

    @Override
    public Map<String, Failure> stop(List<String> ids, boolean hibernate) {
        Map<String, Failure> failures =
                change("StopInstances", "InstanceId", ids, Map.of("Hibernate", String.valueOf(hibernate)));
        List<String> awake = ids.stream()
                .filter(id ->
                        failures.containsKey(id) && failures.get(id).code().equals(NO_HIBERNATION))
                .toList();
        if (!awake.isEmpty() && hibernate) {
            failures.keySet().removeAll(awake);
            failures.putAll(stop(awake, false));
        }
        if (dryRun) {
            // What is stopped on Friday has to be started on Monday: that is proved too.
            start(ids).forEach(failures::putIfAbsent);
        }
        return failures;
    }

    @Override
    public Map<String, Failure> start(List<String> ids) {
        return change("StartInstances", "InstanceId", ids, Map.of());
    }

    private Map<String, Failure> change(
            String operation, String parameter, List<String> ids, Map<String, String> others) {
        Map<String, String> parameters = new TreeMap<>(others);
        parameters.put("DryRun", String.valueOf(dryRun));
        return Requests.send(ids, chunk -> ec2.change(operation, parameter, chunk, parameters));
    }

    // In a filter's value * and ? are wildcards and \ escapes them.
    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
    }
}
