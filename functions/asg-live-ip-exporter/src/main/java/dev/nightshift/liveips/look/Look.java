package dev.nightshift.liveips.look;

import dev.nightshift.kit.StoppedHosts;
import dev.nightshift.liveips.model.Finding;
import dev.nightshift.liveips.model.Group;
import dev.nightshift.liveips.model.Machine;
import dev.nightshift.liveips.settings.Output;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What was seen of one place, all of it after the tokens of what it may change were read.
///
/// What could not be read is absent and named in [#failures]: absence alone is never a reason to remove.
///
/// @param groups those that were read, by name; ECS services and the instances of a
///     [dev.nightshift.liveips.model.Source.Instances] are groups too
/// @param missing names of groups and sources that AWS was asked for and does not know: it leaves them out silently
/// @param machines by id; tasks too
/// @param gone ids that EC2 or ECS was asked for by name and does not know
/// @param targets the states of each registered server, one for each of its ports, by target group's ARN and by
///     instance id or IP address
/// @param failures what could not be read, and why
public record Look(
        Map<String, Group> groups,
        Set<String> missing,
        Map<String, Machine> machines,
        Set<String> gone,
        Map<String, Map<String, NavigableSet<String>>> targets,
        List<Finding> failures) {

    /// The same, with the servers marked that weekend-instance-stopper keeps down.
    Look explained(StoppedHosts hosts, Instant now) {
        Map<String, Machine> marked = new TreeMap<>();
        machines.forEach((id, machine) -> {
            Optional<StoppedHosts.Host> host = machine.isDown() ? hosts.of(id, now) : Optional.empty();
            marked.put(id, host.map(machine::stoppedAs).orElse(machine));
        });
        return new Look(groups, missing, marked, gone, targets, failures);
    }

    /// What an output rests on: that other outputs of the place could not be read, or miss a source, is not its affair.
    public Look concerning(Output output) {
        return new Look(
                groups,
                missing.stream().filter(output.groups()::mayName).collect(Collectors.toSet()),
                machines,
                gone,
                targets,
                failures.stream().filter(output.groups()::isConcernedBy).toList());
    }

    /// Whether weekend-instance-stopper keeps a server down.
    public boolean isStoppedOnPurpose(String id) {
        Machine machine = machines.get(id);
        return machine != null && machine.stopped().isPresent();
    }

    /// Whether all of it could be read.
    public boolean isComplete() {
        return failures.isEmpty();
    }
}
