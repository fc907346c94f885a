package dev.nightshift.liveips.plan;

import dev.nightshift.liveips.look.Look;
import dev.nightshift.liveips.model.Address;
import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.model.Group;
import dev.nightshift.liveips.model.Group.Member;
import dev.nightshift.liveips.model.Machine;
import dev.nightshift.liveips.model.Reason;
import dev.nightshift.liveips.model.Verdict;
import dev.nightshift.liveips.settings.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Decides which servers are live: in service and healthy to their group, running to EC2, healthy to their target
/// groups, and with an address of the wanted kind.
final class Liveness {
    private static final String UNHEALTHY = "unhealthy";

    private final Output output;
    private final Look look;
    private final Set<String> failingOpen;

    Liveness(Output output, Look look) {
        this.output = output;
        this.look = look;
        this.failingOpen = failingOpen(output, look);
    }

    /// Exactly one verdict for each member of each group that the output selects.
    List<Verdict> verdicts() {
        List<Verdict> verdicts = new ArrayList<>();
        look.groups().values().stream()
                .filter(output.groups()::selects)
                .forEach(group -> group.members().stream()
                        .filter(member -> !isListedByItsOwn(group, member))
                        .forEach(member -> verdicts.add(verdict(group, member))));
        return verdicts;
    }

    // A server that was found by its tags and belongs to an Auto Scaling group is that group's.
    private boolean isListedByItsOwn(Group group, Member member) {
        return ownGroup(group, member)
                .map(own -> look.groups().get(own))
                .filter(output.groups()::selects)
                .isPresent();
    }

    private Optional<String> ownGroup(Group group, Member member) {
        return Optional.ofNullable(look.machines().get(member.id()))
                .map(Machine::group)
                .filter(own -> !own.isEmpty() && !own.equals(group.name()) && group.isOfInstances());
    }

    // EC2 comes first: where several speak against a server, its word is the strongest.
    private Verdict verdict(Group group, Member member) {
        Machine machine = look.machines().get(member.id());
        if (machine != null && !machine.isRunning()) {
            return out(group, member, Reason.ec2("is " + machine.condition()));
        }
        Optional<String> own = ownGroup(group, member);
        if (own.isPresent()) {
            return out(group, member, Reason.group("belongs to the Auto Scaling group " + own.get()));
        }
        if (!member.isInService()) {
            return out(group, member, lifecycle(member));
        }
        if (member.isUndecided()) {
            return out(group, member, Reason.none("is not yet judged by its health check"));
        }
        if (!member.isHealthy()) {
            return out(group, member, Reason.group("is " + member.health() + " to its group"));
        }
        if (machine == null) {
            return out(group, member, unseen(group, member.id()));
        }
        Optional<Reason> unfit = targetHealth(group, machine);
        if (unfit.isPresent()) {
            return out(group, member, unfit.get());
        }
        List<Entry> entries = output.addresses().of(machine).stream()
                .map(address -> new Entry(address, member.id(), group.name(), member.zone(), output.tags(machine)))
                .toList();
        return entries.isEmpty()
                ? out(
                        group,
                        member,
                        Reason.address("has no " + output.addresses().words()))
                : new Verdict.Live(entries);
    }

    // A state that is not documented is the group's word too, but nobody knows what it means.
    private static Reason lifecycle(Member member) {
        String text = "is " + member.lifecycle() + " in its group";
        return member.isTakenOut() ? Reason.lifecycle(text) : Reason.group(text);
    }

    private Reason unseen(Group group, String id) {
        // EC2's answers are eventually consistent: alone, that it does not know an id is no evidence.
        return Reason.none(
                look.gone().contains(id)
                        ? "is in service in its group, and %s does not know it".formatted(group.authority())
                        : "was not shown by " + group.authority());
    }

    /// Every target group that knows the server must find it acceptable, and one must know it.
    private Optional<Reason> targetHealth(Group group, Machine machine) {
        if (output.targetGroups().isEmpty()) {
            return Optional.empty();
        }
        Set<String> arns = output.targetGroupArns(group);
        boolean registered = false;
        for (String arn : arns) {
            Map<String, NavigableSet<String>> states = look.targets().get(arn);
            if (states == null) {
                return Optional.of(Reason.none("has a target group whose health could not be read"));
            }
            // A server that is registered with several ports is as good as its worst.
            NavigableSet<String> known = names(machine)
                    .flatMap(name -> states.getOrDefault(name, new TreeSet<>()).stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            Optional<String> unfit = known.stream()
                    .filter(state -> !output.targetStates().contains(state)
                            && !(state.equals(UNHEALTHY) && failingOpen().contains(arn)))
                    .findFirst();
            if (unfit.isPresent()) {
                return Optional.of(Reason.targetGroup("is " + unfit.get() + " to its target group"));
            }
            registered |= !known.isEmpty();
        }
        if (registered) {
            return Optional.empty();
        }
        return Optional.of(
                arns.isEmpty()
                        ? Reason.none("is in a group that is attached to none of the target groups")
                        : Reason.targetGroup("is not registered with a target group"));
    }

    // A target is registered by its instance's id or, in a group of type ip, by an address.
    private static Stream<String> names(Machine machine) {
        return Stream.concat(Stream.of(machine.id()), machine.addresses().map(Address::toString));
    }

    /// The target groups whose targets are all unhealthy, where the output goes on as the load balancer does: it
    /// routes to all of them. Source: *Health checks for your target groups*, Elastic Load Balancing.
    Set<String> failingOpen() {
        return failingOpen;
    }

    private static Set<String> failingOpen(Output output, Look look) {
        Set<String> arns = new TreeSet<>();
        look.targets().forEach((arn, targets) -> {
            List<String> states =
                    targets.values().stream().flatMap(NavigableSet::stream).toList();
            if (output.failOpen()
                    && states.contains(UNHEALTHY)
                    && states.stream().noneMatch(output.targetStates()::contains)) {
                arns.add(arn);
            }
        });
        return arns;
    }

    private static Verdict out(Group group, Member member, Reason reason) {
        return new Verdict.LeftOut(member.id(), group.name(), reason);
    }
}
