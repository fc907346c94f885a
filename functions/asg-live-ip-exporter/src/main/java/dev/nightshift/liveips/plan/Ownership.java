package dev.nightshift.liveips.plan;

import dev.nightshift.liveips.look.Look;
import dev.nightshift.liveips.model.Address;
import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.settings.OnDoubt;
import dev.nightshift.liveips.settings.Output;
import java.util.HashSet;
import java.util.Set;

/// Which addresses EC2 shows as one of our servers', in one look at one list.
public final class Ownership {
    private static final Set<String> ENDED =
            Set.of("shutting-down", "terminated", "DEPROVISIONING", "STOPPED", "DELETED");

    private final OnDoubt onDoubt;
    private final Look look;
    private final Set<Address> ours = new HashSet<>();

    public Ownership(Output output, Look look) {
        this.onDoubt = output.guard().onDoubt();
        this.look = look;
        if (onDoubt == OnDoubt.REMOVE) {
            look.machines().values().stream()
                    .filter(machine -> !ENDED.contains(machine.state()))
                    .forEach(machine -> ours.addAll(output.addresses().of(machine)));
        }
    }

    /// Whether a published line has to go at once: EC2 answered for its server, and shows the address as nobody's of
    /// ours. A server that EC2 could not be asked for keeps its line.
    boolean isLost(Entry published) {
        boolean answered =
                look.machines().containsKey(published.instance()) || look.gone().contains(published.instance());
        return onDoubt == OnDoubt.REMOVE && answered && !ours.contains(published.address());
    }

    /// Whether a line of which nothing but its address is known has to go at once: everything could be read, and none
    /// of our servers has the address.
    boolean isLost(Address line) {
        return onDoubt == OnDoubt.REMOVE && look.isComplete() && !ours.contains(line);
    }
}
