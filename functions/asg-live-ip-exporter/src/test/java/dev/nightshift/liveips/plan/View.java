package dev.nightshift.liveips.plan;

import static dev.nightshift.liveips.Fixture.machine;
import static dev.nightshift.liveips.Fixture.member;

import dev.nightshift.liveips.Fixture;
import dev.nightshift.liveips.look.Look;
import dev.nightshift.liveips.model.Finding;
import dev.nightshift.liveips.model.Group;
import dev.nightshift.liveips.model.Machine;
import dev.nightshift.liveips.plan.Fleet.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What AWS answers in one look: right, or late, wrong, in part and contradictory.
///
/// @param fleet the servers of which it speaks, perhaps those of before
/// @param sick whom their group calls unhealthy by mistake
/// @param unknown whom EC2 does not know by mistake
/// @param unlisted whom their group leaves out by mistake
/// @param dark the zone of which EC2 says nothing, 0 to 2; none when negative
/// @param silent whether Auto Scaling says nothing
record View(
        NavigableMap<Integer, State> fleet,
        Set<Integer> sick,
        Set<Integer> unknown,
        Set<Integer> unlisted,
        int dark,
        boolean silent) {

    static View right(NavigableMap<Integer, State> fleet) {
        return new View(fleet, Set.of(), Set.of(), Set.of(), -1, false);
    }

    /// With some mistakes of each kind, or without. What both services deny at once is not told from the truth: none
    /// of them does so by mistake.
    static View wrong(NavigableMap<Integer, State> fleet, Random random) {
        Set<Integer> unknown = some(fleet, random);
        Set<Integer> unlisted = some(fleet, random);
        unlisted.removeAll(unknown);
        return new View(
                fleet,
                some(fleet, random),
                unknown,
                unlisted,
                random.nextInt(3) == 0 ? random.nextInt(3) : -1,
                random.nextInt(5) == 0);
    }

    /// The same mistakes about what has become of the servers.
    View later(NavigableMap<Integer, State> later) {
        return new View(later, sick, unknown, unlisted, dark, silent);
    }

    private static Set<Integer> some(NavigableMap<Integer, State> fleet, Random random) {
        int percent = random.nextBoolean() ? 0 : random.nextInt(101);
        return fleet.keySet().stream()
                .filter(server -> random.nextInt(100) < percent)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    boolean isComplete() {
        return dark < 0 && !silent;
    }

    private boolean isDark(int server) {
        return server % 3 == dark;
    }

    // Its group has forgotten a server that was terminated.
    private boolean isListed(int server) {
        return !silent
                && fleet.containsKey(server)
                && fleet.get(server) != State.TERMINATED
                && !unlisted.contains(server);
    }

    private boolean isShown(int server) {
        return !isDark(server) && fleet.containsKey(server) && !unknown.contains(server);
    }

    private boolean isCalledUnhealthy(int server) {
        return isListed(server) && (fleet.get(server) == State.UNHEALTHY || sick.contains(server));
    }

    /// Whether both services say that it serves.
    boolean saysLive(int server) {
        return isListed(server) && isShown(server) && fleet.get(server) != State.LEAVING && !isCalledUnhealthy(server);
    }

    /// Whether it is said to be down by who must know: EC2 shows it terminated, its group takes it out, or neither
    /// service knows it.
    boolean saysGone(int server) {
        boolean terminated = isShown(server) && fleet.get(server) == State.TERMINATED;
        boolean takenOut = isListed(server) && fleet.get(server) == State.LEAVING;
        boolean nowhere = !silent && !isListed(server) && !isDark(server) && !isShown(server);
        return terminated || takenOut || nowhere;
    }

    /// Whether somebody who may be wrong calls it unfit, and nobody who must know says more: its group, or EC2 alone
    /// while Auto Scaling says nothing.
    boolean saysUnfit(int server) {
        boolean unknownToOne = silent && !isDark(server) && !isShown(server);
        return (isCalledUnhealthy(server) || unknownToOne) && !saysGone(server);
    }

    /// As the function gets it.
    ///
    /// @param published what it asks EC2 for by its ids
    Look look(Collection<Integer> published) {
        List<Group.Member> members = new ArrayList<>();
        List<Machine> machines = new ArrayList<>();
        fleet.forEach((server, state) -> {
            if (isListed(server)) {
                members.add(member(
                        Fleet.id(server),
                        state == State.LEAVING ? "Terminating:Wait" : "InService",
                        isCalledUnhealthy(server) ? "Unhealthy" : "Healthy"));
            }
            if (isShown(server)) {
                machines.add(machine(
                        Fleet.id(server), state == State.TERMINATED ? "terminated" : "running", Fleet.address(server)));
            }
        });
        Set<String> gone = new TreeSet<>();
        published.stream()
                .filter(server -> !isDark(server) && !isShown(server))
                .forEach(server -> gone.add(Fleet.id(server)));
        List<Finding> failures = new ArrayList<>();
        if (silent) {
            failures.add(new Finding(Finding.Kind.GROUPS, "Auto Scaling", "could not be asked"));
        }
        if (dark >= 0) {
            failures.add(Fixture.FAILURE);
        }
        return Fixture.without(
                Fixture.look(
                        silent
                                ? List.of()
                                : List.of(new Group("shop-blue", Fleet.WANTED, Map.of(), List.of(), members)),
                        machines.toArray(Machine[]::new)),
                Set.of(),
                gone,
                failures.toArray(Finding[]::new));
    }
}
