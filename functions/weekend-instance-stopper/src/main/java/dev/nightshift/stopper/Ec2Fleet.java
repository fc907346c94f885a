package dev.nightshift.stopper;

import dev.nightshift.stopper.Instance.LocalData;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/// The instances of one account and region by the EC2 API.
///
/// Needs `ec2:DescribeInstances`, `ec2:DescribeInstanceTypes` and what [VolumeKeys] needs on everything;
/// `ec2:StopInstances` on instances that carry the opt-in tag, or that need none; `ec2:CreateTags` and
/// `ec2:StartInstances` on those and on instances that carry our marker.
final class Ec2Fleet implements Fleet {
    // EC2 API reference: MaxResults is at most 1000; DescribeInstanceTypes takes 100 types.
    private static final int PAGE_INSTANCES = 1_000;
    private static final int PAGE_TYPES = 100;
    private static final Pattern ID = Pattern.compile("i-([0-9a-f]{8}|[0-9a-f]{17})");
    private static final Filter ALIVE = Filter.builder()
            .name("instance-state-name")
            .values("pending", "running", "stopping", "stopped")
            .build();

    private static final String NO_HIBERNATION = "UnsupportedHibernationConfiguration";

    private final Ec2Client ec2;
    private final VolumeKeys keys;
    private final Map<String, LocalData> localData;
    private final boolean dryRun;

    private Ec2Fleet(Ec2Client ec2, VolumeKeys keys, Map<String, LocalData> localData, boolean dryRun) {
        this.ec2 = ec2;
        this.keys = keys;
        this.localData = localData;
        this.dryRun = dryRun;
    }

    Ec2Fleet(Ec2Client ec2, VolumeKeys keys) {
        this(ec2, keys, new LinkedHashMap<>(), false);
    }

    @Override
    public Ec2Fleet proving() {
        return new Ec2Fleet(ec2, keys, localData, true);
    }

    @Override
    public List<Instance> look(String tagKey) {
        return look(Filter.builder()
                .name("tag-key")
                .values(escaped(tagKey), escaped(StopperConfig.MARKER_TAG))
                .build());
    }

    @Override
    public List<Instance> lookAtAll() {
        return look(List.of(ALIVE));
    }

    /// The instance with this id, or all with this tag `Name`, whether they opted in or not, in
    /// whatever state but terminated.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException as [#look]
    List<Instance> named(String nameOrId) {
        String filter = ID.matcher(nameOrId).matches() ? "instance-id" : "tag:Name";
        return look(Filter.builder().name(filter).values(escaped(nameOrId)).build());
    }

    private List<Instance> look(Filter wanted) {
        return look(List.of(wanted, ALIVE));
    }

    private List<Instance> look(List<Filter> filters) {
        // By id: an instance can come on two pages when others come and go meanwhile.
        Map<String, software.amazon.awssdk.services.ec2.model.Instance> found = new LinkedHashMap<>();
        String token = null;
        do {
            String page = token;
            DescribeInstancesResponse response = ec2.describeInstances(request ->
                    request.filters(filters).maxResults(PAGE_INSTANCES).nextToken(page));
            response.reservations()
                    .forEach(reservation ->
                            reservation.instances().forEach(instance -> found.put(instance.instanceId(), instance)));
            // A short or empty page with a token is not the end.
            token = response.nextToken();
        } while (token != null && !token.isEmpty());
        learnTypes(found.values().stream()
                .map(instance -> instance.instanceTypeAsString())
                .collect(Collectors.toCollection(TreeSet::new)));
        return found.values().stream()
                .map(instance -> Ec2Instances.read(
                        instance, localData.getOrDefault(instance.instanceTypeAsString(), LocalData.UNKNOWN)))
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
        ec2.describeInstanceTypes(request -> request.instanceTypesWithStrings(types))
                .instanceTypes()
                .forEach(type -> localData.put(
                        type.instanceTypeAsString(),
                        Boolean.TRUE.equals(type.instanceStorageSupported()) ? LocalData.SOME : LocalData.NONE));
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
    Map<String, Failure> tag(List<String> ids, String key, String value) {
        Tag tag = Tag.builder().key(key).value(value).build();
        return Requests.send(
                ids,
                chunk -> ec2.createTags(
                        request -> request.resources(chunk).tags(tag).dryRun(dryRun)));
    }

    @Override
    public Map<String, Failure> stop(List<String> ids, boolean hibernate) {
        Map<String, Failure> failures = Requests.send(
                ids,
                chunk -> ec2.stopInstances(request ->
                        request.instanceIds(chunk).hibernate(hibernate).dryRun(dryRun)));
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
        return Requests.send(
                ids,
                chunk ->
                        ec2.startInstances(request -> request.instanceIds(chunk).dryRun(dryRun)));
    }

    // In a filter's value * and ? are wildcards and \ escapes them.
    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
    }
}
