package dev.nightshift.liveips;

import dev.nightshift.liveips.Group.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Decides which servers are live: in service and healthy to their group, running to EC2, healthy to their target
/// groups, and with an address of the wanted kind.
final class Liveness {
    private final Output output;
    private final Look look;

    Liveness(Output output, Look look) {
        this.output = output;
        this.look = look;
    }

    /// Exactly one verdict for each member of each group that the output selects.
    List<Verdict> verdicts() {
        List<Verdict> verdicts = new ArrayList<>();
        look.groups().values().stream()
                .filter(output.groups()::selects)
                .forEach(group -> group.members().forEach(member -> verdicts.add(verdict(group, member))));
        return verdicts;
    }

    // EC2 comes first: where several speak against a server, its word is the strongest.
    private Verdict verdict(Group group, Member member) {
        Machine machine = look.machines().get(member.id());
        if (machine != null && !machine.isRunning()) {
            return out(group, member, Reason.ec2("is " + machine.condition()));
        }
        if (!member.isInService()) {
            return out(group, member, Reason.group("is " + member.lifecycle() + " in its group"));
        }
        if (!member.isHealthy()) {
            return out(group, member, Reason.group("is " + member.health() + " to its group"));
        }
        if (machine == null) {
            return out(group, member, unseen(member.id()));
        }
        Optional<Reason> unfit = targetHealth(group, member.id());
        if (unfit.isPresent()) {
            return out(group, member, unfit.get());
        }
        List<Entry> entries = output.addresses().of(machine).stream()
                .map(address -> new Entry(address, member.id(), group.name(), member.zone()))
                .toList();
        return entries.isEmpty()
                ? out(group, member, Reason.ec2("has no " + output.addresses().words()))
                : new Verdict.Live(entries);
    }

    private Reason unseen(String id) {
        return look.gone().contains(id) ? Reason.ec2("is not known to EC2") : Reason.none("was not shown by EC2");
    }

    /// Every target group that knows the server must find it acceptable, and one must know it.
    private Optional<Reason> targetHealth(Group group, String id) {
        if (output.targetGroups().isEmpty()) {
            return Optional.empty();
        }
        Set<String> arns = output.targetGroupArns(group);
        boolean registered = false;
        for (String arn : arns) {
            Map<String, String> states = look.targets().get(arn);
            if (states == null) {
                return Optional.of(Reason.none("has a target group whose health could not be read"));
            }
            String state = states.get(id);
            if (state != null && !output.targetStates().contains(state)) {
                return Optional.of(Reason.targetGroup("is " + state + " to its target group"));
            }
            registered |= state != null;
        }
        if (registered) {
            return Optional.empty();
        }
        return Optional.of(
                arns.isEmpty()
                        ? Reason.none("is in a group that is attached to none of the target groups")
                        : Reason.targetGroup("is not registered with a target group"));
    }

    private static Verdict out(Group group, Member member, Reason reason) {
        return new Verdict.LeftOut(member.id(), group.name(), reason);
    }
}
