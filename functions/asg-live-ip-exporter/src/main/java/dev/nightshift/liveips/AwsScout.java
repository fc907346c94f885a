package dev.nightshift.liveips;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/// Looks by the APIs of Auto Scaling, EC2 and Elastic Load Balancing.
///
/// G groups, I instances and T target groups cost ceil(G/100) + ceil(I/1000) for each 200 groups + T calls, and one
/// for each 200 published servers that the groups' instances do not include.
///
/// Needs `autoscaling:DescribeAutoScalingGroups`, `ec2:DescribeInstances` and, where outputs name target groups,
/// `elasticloadbalancing:DescribeTargetHealth`, all on everything: these actions know no resources.
final class AwsScout implements Scout {
    /// The clients of a place.
    interface Apis {
        AutoScalingClient autoScaling();

        Ec2Client ec2();

        ElasticLoadBalancingV2Client loadBalancing();
    }

    private final Function<Place, Apis> apis;

    AwsScout(Function<Place, Apis> apis) {
        this.apis = apis;
    }

    @Override
    public Look look(Place place, List<Output> outputs, List<Entry> published) {
        Apis here = apis.apply(place);
        AutoScalingGroups groups = new AutoScalingGroups(here.autoScaling(), place);
        groups.read(outputs, published);
        Ec2Machines machines = new Ec2Machines(
                here.ec2(),
                place,
                outputs.stream().flatMap(output -> output.tagKeys().stream()).collect(Collectors.toSet()));
        machines.read(groupNames(outputs, groups, published), groups.members(), published);
        TargetGroups targets = new TargetGroups(here::loadBalancing, place);
        targets.read(outputs, groups.found().values());
        return new Look(
                groups.found(),
                groups.missing(),
                machines.found(),
                machines.gone(),
                targets.found(),
                Stream.of(groups.failures(), machines.failures(), targets.failures())
                        .flatMap(List::stream)
                        .toList());
    }

    // Also of groups that could not be read: their published servers may have ended.
    private static Set<String> groupNames(List<Output> outputs, AutoScalingGroups groups, List<Entry> published) {
        Set<String> names = new TreeSet<>(groups.found().keySet());
        outputs.forEach(output -> names.addAll(output.groups().names()));
        published.forEach(entry -> names.add(entry.group()));
        return names;
    }

    /// Calls of [#look] in pieces: AWS takes so many values a call.
    static <T> Stream<List<T>> inChunks(int size, List<T> values) {
        return Stream.iterate(0, from -> from < values.size(), from -> from + size)
                .map(from -> values.subList(from, Math.min(values.size(), from + size)));
    }

    /// By zone: published servers too, of whose groups nothing may be known.
    static Map<String, Set<String>> byZone(Map<String, String> zonesById) {
        Map<String, Set<String>> zones = new TreeMap<>();
        zonesById.forEach((id, zone) ->
                zones.computeIfAbsent(zone, absent -> new TreeSet<>()).add(id));
        return zones;
    }
}
