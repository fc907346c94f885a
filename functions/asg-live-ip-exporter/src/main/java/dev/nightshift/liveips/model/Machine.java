package dev.nightshift.liveips.model;

import dev.nightshift.kit.StoppedHosts;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A server as EC2 shows it, or a task as ECS does.
///
/// @param state `running`, `terminated`, …, of a task `RUNNING`, `STOPPED`, …: compared as text, for the list grows
/// @param group the value of its tag `aws:autoscaling:groupName`, or the name of a task's service as [Source#name]
///     has it; empty without
/// @param privateIpv4 the instance's own, never the first interface's: their order is undefined
/// @param tags those that outputs publish
/// @param stopped that weekend-instance-stopper keeps it down, and until when
public record Machine(
        String id,
        String state,
        String group,
        Optional<Address> privateIpv4,
        Optional<Address> publicIpv4,
        List<Interface> interfaces,
        Map<String, String> tags,
        Optional<StoppedHosts.Host> stopped) {
    private static final Set<String> DOWN = Set.of("stopping", "stopped");

    /// Without tags and running as its people want it.
    public Machine(
            String id,
            String state,
            String group,
            Optional<Address> privateIpv4,
            Optional<Address> publicIpv4,
            List<Interface> interfaces) {
        this(id, state, group, privateIpv4, publicIpv4, interfaces, Map.of(), Optional.empty());
    }

    /// A network interface.
    ///
    /// @param deviceIndex 0 for the one that the instance was launched with
    /// @param ipv4 its private addresses, the secondary ones too
    /// @param primaryIpv6 the address that stays as long as the interface does, if one was chosen
    public record Interface(int deviceIndex, List<Address> ipv4, Optional<Address> primaryIpv6, List<Address> ipv6) {}

    /// All private IPv4 and IPv6 addresses that a load balancer may know it by.
    public Stream<Address> addresses() {
        return Stream.concat(
                privateIpv4.stream(),
                interfaces.stream().flatMap(one -> Stream.concat(one.ipv4().stream(), one.ipv6().stream())));
    }

    /// Whether it was stopped and can be started again.
    public boolean isDown() {
        return DOWN.contains(state);
    }

    /// The same, kept down on purpose.
    public Machine stoppedAs(StoppedHosts.Host host) {
        return new Machine(id, state, group, privateIpv4, publicIpv4, interfaces, tags, Optional.of(host));
    }

    /// The state in words, as the end of a sentence that begins with "is".
    public String condition() {
        return stopped.map(host -> state + " by weekend-instance-stopper until " + host.until())
                .orElse(state);
    }

    public boolean isRunning() {
        return state.equalsIgnoreCase("running");
    }

    /// The primary IPv6 address of the first device, else its lowest: others come and go.
    public Optional<Address> ipv6() {
        return interfaces.stream()
                .filter(one -> one.deviceIndex() == 0)
                .findFirst()
                .flatMap(first ->
                        first.primaryIpv6().or(() -> first.ipv6().stream().min(Comparator.naturalOrder())));
    }
}
