package dev.nightshift.liveips.plan;

import dev.nightshift.liveips.look.Look;
import dev.nightshift.liveips.model.Address;
import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.model.Group;
import dev.nightshift.liveips.model.Machine;
import dev.nightshift.liveips.model.Reason;
import dev.nightshift.liveips.model.Source;
import dev.nightshift.liveips.model.Verdict.LeftOut;
import dev.nightshift.liveips.settings.Output;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Says why a published line is not live any more; without a positive reason it stays.
final class Absence {
    private final Output output;
    private final Look look;
    private final Map<String, Reason> leftOut = new HashMap<>();

    Absence(Output output, Look look, List<LeftOut> leftOut) {
        this.output = output;
        this.look = look;
        leftOut.forEach(out -> this.leftOut.put(out.instance(), out.reason()));
    }

    /// @param live where its server is live, if it is
    Reason of(Entry published, List<Address> live) {
        if (!live.isEmpty()) {
            boolean v6 = published.address().isV6();
            return live.stream().anyMatch(address -> address.isV6() == v6)
                    ? Reason.ec2("has another address now")
                    : Reason.address("has no " + (v6 ? "IPv6" : "IPv4") + " address now");
        }
        Reason said = leftOut.get(published.instance());
        return said == null ? unlisted(published) : said;
    }

    // No group that was read lists it.
    private Reason unlisted(Entry published) {
        if (look.gone().contains(published.instance())) {
            String text = "is not known to " + Group.authority(published.group()) + " any more";
            return hasSecondOpinion(published.group()) ? Reason.ec2(text) : Reason.group(text);
        }
        Machine machine = look.machines().get(published.instance());
        if (machine != null && !machine.isRunning()) {
            return Reason.ec2("is " + machine.condition());
        }
        Group group = look.groups().get(published.group());
        if (group == null) {
            return withoutGroup(published.group());
        }
        if (!output.groups().selects(group)) {
            return Reason.group("is in " + group.name() + ", which this list does not take any more");
        }
        if (machine == null) {
            return Reason.none("is not listed by its group, and %s could not be asked".formatted(group.authority()));
        }
        if (group.isOfInstances()) {
            return Reason.group("has lost its tags");
        }
        // Both services are eventually consistent: while they contradict each other, neither is
        // believed.
        return machine.group().equals(published.group())
                ? Reason.none(
                        "is not listed by its group, and %s says that it belongs to it".formatted(group.authority()))
                : Reason.group("has left its group");
    }

    /// Whether Auto Scaling says too that a server is not there: it was asked for the group, and does not list the
    /// server or does not know the group. Tasks and servers without a group have one authority alone.
    private boolean hasSecondOpinion(String group) {
        return Source.isAutoScaling(group)
                && (look.groups().containsKey(group) || look.missing().contains(group));
    }

    private Reason withoutGroup(String group) {
        if (!output.groups().maySelect(group)) {
            return Reason.group("is in " + group + ", which this list does not take any more");
        }
        return Reason.none(
                look.missing().contains(group)
                        ? "is in " + group + ", which is not known"
                        : "is in " + group + ", which could not be read");
    }
}
