package dev.nightshift.liveips.settings;

import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.model.Group;
import dev.nightshift.liveips.model.Machine;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// One list: whose addresses, and where it is published.
///
/// @param name also the name of the upstream, backend or inventory group that it is written as
/// @param targetGroups names or ARNs; every one that knows a server must find it fit
/// @param targetStates the states of target health that count as fit
/// @param failOpen whether a target group whose targets are all unhealthy takes nothing away, as its load balancer
///     then routes to all of them
public record Output(
        String name,
        Place place,
        Selection groups,
        AddressKind addresses,
        List<String> targetGroups,
        Set<String> targetStates,
        boolean failOpen,
        List<Destination> publish,
        Guard guard) {

    /// Where its manifest lies in the bucket.
    public String manifestKey() {
        return "state/" + LiveIpsConfig.NAME + "/" + name + ".json";
    }

    /// The target groups that count for a group: those given by ARN, and those given by name that
    /// it is attached to.
    public Set<String> targetGroupArns(Group group) {
        Set<String> arns = new TreeSet<>();
        for (String wanted : targetGroups) {
            if (wanted.startsWith("arn:")) {
                arns.add(wanted);
            } else {
                group.targetGroupArns().stream()
                        .filter(arn -> isTargetGroup(wanted, arn))
                        .forEach(arns::add);
            }
        }
        return arns;
    }

    /// Whether its target groups, by ARN or by name, include one.
    public boolean namesTargetGroup(String arn) {
        return targetGroups.stream().anyMatch(wanted -> isTargetGroup(wanted, arn));
    }

    private static boolean isTargetGroup(String wanted, String arn) {
        return wanted.equals(arn) || arn.contains(":targetgroup/" + wanted + "/");
    }

    /// The keys of the tags that some destination publishes.
    public Set<String> tagKeys() {
        return publish.stream()
                .flatMap(destination -> destination.form().labels().keySet().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Those of a server's tags.
    public Map<String, String> tags(Machine machine) {
        if (machine.tags().isEmpty()) {
            return Map.of();
        }
        NavigableMap<String, String> tags = new TreeMap<>(machine.tags());
        tags.keySet().retainAll(tagKeys());
        return Collections.unmodifiableNavigableMap(tags);
    }

    /// The list as one of its destinations wants it.
    public String body(Destination destination, List<Entry> entries) {
        return destination.body(name, entries);
    }
}
