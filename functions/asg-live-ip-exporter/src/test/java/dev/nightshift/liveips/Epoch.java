package dev.nightshift.liveips;

import dev.nightshift.liveips.look.Look;
import dev.nightshift.liveips.model.Address;
import dev.nightshift.liveips.model.Finding;
import dev.nightshift.liveips.model.Group;
import dev.nightshift.liveips.model.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/// The servers of the model, by the number of the epoch: whoever served in one before and does not any more was
/// terminated.
final class Epoch {
    private static final List<List<Integer>> LIVE = List.of(List.of(1, 2), List.of(1), List.of(1, 3));

    private Epoch() {}

    /// The addresses of those that serve.
    static NavigableSet<Address> live(int epoch) {
        NavigableSet<Address> live = new TreeSet<>();
        LIVE.get(epoch).forEach(server -> live.add(Fixture.address(address(server))));
        return live;
    }

    /// A look that sees all.
    static Look whole(int epoch) {
        List<Machine> machines = new ArrayList<>();
        for (int before = 0; before <= epoch; before++) {
            for (int server : LIVE.get(before)) {
                String state = LIVE.get(epoch).contains(server) ? "running" : "terminated";
                machines.add(Fixture.machine("i-" + server, state, address(server)));
            }
        }
        return Fixture.look(List.of(members(epoch)), machines.toArray(Machine[]::new));
    }

    /// A look for which EC2 cannot be asked.
    static Look blind(int epoch) {
        return new Look(
                whole(epoch).groups(),
                Set.of(),
                Map.of(),
                Set.of(),
                Map.of(),
                List.of(new Finding(Finding.Kind.SOURCE, "EC2", "could not be asked")));
    }

    private static String address(int server) {
        return "10.0.0." + server;
    }

    private static Group members(int epoch) {
        String[] ids = LIVE.get(epoch).stream().map(server -> "i-" + server).toArray(String[]::new);
        return Fixture.group("shop-blue", 2, ids);
    }
}
