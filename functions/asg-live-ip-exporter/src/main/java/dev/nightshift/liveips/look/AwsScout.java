package dev.nightshift.liveips.look;

import dev.nightshift.kit.aws.JsonApi;
import dev.nightshift.kit.aws.QueryApi;
import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.model.Finding;
import dev.nightshift.liveips.model.Source;
import dev.nightshift.liveips.settings.Output;
import dev.nightshift.liveips.settings.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Looks by the APIs of Auto Scaling, EC2, ECS and Elastic Load Balancing.
///
/// G groups, I instances and T target groups cost ceil(G/100) + ceil(I/1000) for each 200 groups + T calls, and one
/// for each 200 published servers that the groups' instances do not include. Where a pattern chooses groups, G is all
/// groups there are. Each choice by tags is a listing of its own; for services see [EcsTasks].
///
/// Needs `autoscaling:DescribeAutoScalingGroups`, `ec2:DescribeInstances` and, where outputs name target groups,
/// `elasticloadbalancing:DescribeTargetHealth`, all on everything: these actions know no resources. Where outputs name
/// services, it needs `ecs:DescribeServices`, `ecs:ListTasks`, `ecs:DescribeTasks` and `ecs:DescribeTaskDefinition`.
public final class AwsScout implements Scout {
    /// Those of a place.
    record Apis(QueryApi autoScaling, QueryApi ec2, QueryApi loadBalancing, JsonApi ecs) {}

    private final Function<Place, Apis> apis;
    private final HealthChecks healthChecks = new HealthChecks();

    public AwsScout(Function<Place, Apis> apis) {
        this.apis = apis;
    }

    @Override
    public Look look(Place place, List<Output> outputs, List<Entry> published) {
        Apis here = apis.apply(place);
        List<Entry> ofGroups = published.stream()
                .filter(entry -> Source.isAutoScaling(entry.group()))
                .toList();
        AutoScalingGroups groups = new AutoScalingGroups(here.autoScaling(), place);
        groups.read(outputs, ofGroups);
        Ec2Machines machines = new Ec2Machines(
                here.ec2(),
                place,
                outputs.stream().flatMap(output -> output.tagKeys().stream()).collect(Collectors.toSet()));
        machines.read(
                groupNames(outputs, groups, ofGroups),
                sources(outputs, Source.Instances.class),
                groups.members(),
                published.stream()
                        .filter(entry -> !entry.group().startsWith(Source.Service.PREFIX))
                        .toList());
        Look look = new Look(
                together(groups.found(), machines.tagged()),
                together(groups.missing(), machines.missing()),
                machines.found(),
                machines.gone(),
                Map.of(),
                together(groups.failures(), machines.failures()));
        Set<Source.Service> services = sources(outputs, Source.Service.class);
        if (!services.isEmpty()) {
            look = withServices(look, here, services, published);
        }
        TargetGroups targets = new TargetGroups(here.loadBalancing(), place);
        targets.read(outputs, look.groups().values());
        return new Look(
                look.groups(),
                look.missing(),
                look.machines(),
                look.gone(),
                targets.found(),
                together(look.failures(), targets.failures()));
    }

    private Look withServices(Look look, Apis here, Set<Source.Service> services, List<Entry> published) {
        EcsTasks ecs = new EcsTasks(here.ecs(), healthChecks);
        ecs.read(services, published);
        return new Look(
                together(look.groups(), ecs.services()),
                together(look.missing(), ecs.missing()),
                together(look.machines(), ecs.tasks()),
                together(look.gone(), ecs.gone()),
                look.targets(),
                together(look.failures(), ecs.failures()));
    }

    // Also of groups that could not be read: their published servers may have ended.
    private static Set<String> groupNames(List<Output> outputs, AutoScalingGroups groups, List<Entry> published) {
        Set<String> names = new TreeSet<>(groups.found().keySet());
        sources(outputs, Source.Named.class).forEach(named -> names.add(named.name()));
        published.forEach(entry -> names.add(entry.group()));
        return names;
    }

    private static <S extends Source> Set<S> sources(List<Output> outputs, Class<S> kind) {
        return outputs.stream().flatMap(output -> output.groups().of(kind)).collect(Collectors.toSet());
    }

    private static <T> Map<String, T> together(Map<String, T> some, Map<String, T> more) {
        Map<String, T> all = new TreeMap<>(some);
        all.putAll(more);
        return all;
    }

    private static Set<String> together(Set<String> some, Set<String> more) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(more);
        return all;
    }

    private static List<Finding> together(List<Finding> some, List<Finding> more) {
        List<Finding> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
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
