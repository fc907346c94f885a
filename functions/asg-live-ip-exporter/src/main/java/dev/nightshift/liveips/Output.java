package dev.nightshift.liveips;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// One list: whose addresses, and where it is published.
///
/// @param name also the name of the upstream, backend or inventory group that it is written as
/// @param targetGroups names or ARNs; every one that knows a server must find it fit
/// @param targetStates the states of target health that count as fit
/// @param failOpen whether a target group whose targets are all unhealthy takes nothing away, as its load balancer
///     then routes to all of them
record Output(
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
    String manifestKey() {
        return "state/" + LiveIpsConfig.NAME + "/" + name + ".json";
    }

    /// The target groups that count for a group: those given by ARN, and those given by name that
    /// it is attached to.
    Set<String> targetGroupArns(Group group) {
        Set<String> arns = new TreeSet<>();
        for (String wanted : targetGroups) {
            if (wanted.startsWith("arn:")) {
                arns.add(wanted);
            } else {
                group.targetGroupArns().stream()
                        .filter(arn -> arn.contains(":targetgroup/" + wanted + "/"))
                        .forEach(arns::add);
            }
        }
        return arns;
    }

    /// The list as one of its destinations wants it.
    String body(Destination destination, List<Entry> entries) {
        return destination.form().body(name, entries);
    }
}
