package dev.nightshift.liveips.plan;

import static dev.nightshift.liveips.Fixture.FAILURE;
import static dev.nightshift.liveips.Fixture.NOON;
import static dev.nightshift.liveips.Fixture.entry;
import static dev.nightshift.liveips.Fixture.look;
import static dev.nightshift.liveips.Fixture.machine;
import static dev.nightshift.liveips.Fixture.member;
import static dev.nightshift.liveips.Fixture.output;
import static dev.nightshift.liveips.Fixture.published;
import static dev.nightshift.liveips.Fixture.without;

import dev.nightshift.liveips.look.Look;
import dev.nightshift.liveips.manifest.Doubts;
import dev.nightshift.liveips.manifest.Manifest;
import dev.nightshift.liveips.model.Address;
import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.model.Finding;
import dev.nightshift.liveips.model.Group;
import dev.nightshift.liveips.model.Machine;
import dev.nightshift.liveips.model.Tally;
import dev.nightshift.liveips.settings.Output;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/// A list of three servers after some looks, with what a bystander has noted of them by rules of his own.
///
/// All times are counted back from the last look, so that histories with the same consequences are one.
///
/// @param missed of each server: how many complete looks in a row, far enough apart, have missed it
/// @param missedAt when the last of them was
/// @param emptied the same for looks that saw nobody at all; key 0
/// @param lostAt when a server was removed on hearsay
record GuardModel(
        Set<Integer> listed,
        Doubts doubts,
        Map<Integer, Integer> missed,
        Map<Integer, Duration> missedAt,
        Map<Integer, Duration> lostAt,
        int emptied,
        Duration emptiedAt) {
    static final int SERVERS = 3;
    private static final Duration LONG = Duration.ofHours(2);
    private static final Output OUTPUT = output("");

    /// What a look says: a letter for each server, as in [GuardTest], with `G` for two services that contradict each
    /// other; and whether it saw everything.
    record Said(String servers, boolean complete, Duration later) {}

    static GuardModel all() {
        return new GuardModel(Set.of(0, 1, 2), Doubts.NONE, Map.of(), Map.of(), Map.of(), 0, LONG);
    }

    /// After one more look.
    ///
    /// @param rule makes the doubts that are kept from those before and after: those after, unless the
    ///     guard is unsafe
    GuardModel after(Said said, BinaryOperator<Doubts> rule) {
        Doubts before = shifted(doubts, said.later());
        Manifest last = published(listed.stream().sorted().map(GuardModel::line).toList(), 0);
        Decision decision = Decision.of(
                OUTPUT,
                seen(said),
                new Manifest(
                        last.generation(),
                        "",
                        NOON,
                        NOON,
                        last.entries(),
                        last.copies(),
                        last.groups(),
                        List.of(),
                        before,
                        last.findings(),
                        NOON),
                NOON);
        Set<Integer> next = new HashSet<>();
        decision.list().forEach(one -> next.add(number(one)));
        return noted(said, Set.copyOf(next), rule.apply(before, decision.doubts()));
    }

    private GuardModel noted(Said said, Set<Integer> next, Doubts kept) {
        Map<Integer, Integer> count = new HashMap<>();
        Map<Integer, Duration> countAt = new HashMap<>();
        Map<Integer, Duration> lost = new HashMap<>();
        lostAt.forEach((server, age) -> {
            Duration now = age.plus(said.later());
            if (now.compareTo(Doubts.EROSION) < 0 && said.servers().charAt(server) != 'L') {
                lost.put(server, now);
            }
        });
        for (int server : listed) {
            char state = said.servers().charAt(server);
            Duration since = aged(missedAt.getOrDefault(server, LONG), said.later());
            int times = missed.getOrDefault(server, 0);
            boolean takenBack = state == 'L' || (state == 'G' && said.complete());
            boolean counts =
                    (state == 'U' || state == 'T') && said.complete() && since.compareTo(Duration.ofMinutes(2)) >= 0;
            if (!takenBack && times + (counts ? 1 : 0) > 0) {
                count.put(server, Math.min(times + (counts ? 1 : 0), 3));
                countAt.put(server, counts ? Duration.ZERO : since);
            }
            if (state == 'U' && !next.contains(server)) {
                lost.put(server, Duration.ZERO);
            }
        }
        Duration since = aged(emptiedAt, said.later());
        boolean nobody =
                listed.stream().noneMatch(server -> "LG".indexOf(said.servers().charAt(server)) >= 0)
                        && said.servers().indexOf('L') < 0;
        boolean counts = nobody && said.complete() && since.compareTo(Duration.ofMinutes(2)) >= 0;
        int times = !nobody && said.complete() ? 0 : Math.min(emptied + (counts ? 1 : 0), 3);
        return new GuardModel(
                next,
                kept,
                Map.copyOf(count),
                Map.copyOf(countAt),
                Map.copyOf(lost),
                times,
                counts ? Duration.ZERO : times == 0 ? LONG : since);
    }

    private static Duration aged(Duration age, Duration later) {
        Duration sum = age.plus(later);
        return sum.compareTo(Duration.ofMinutes(3)) > 0 ? LONG : sum;
    }

    private static Doubts shifted(Doubts doubts, Duration later) {
        Map<String, Tally> tallies = new TreeMap<>();
        doubts.tallies()
                .forEach((what, tally) -> tallies.put(
                        what,
                        new Tally(
                                Math.min(tally.looks(), 3),
                                NOON.minus(aged(Duration.between(tally.last(), NOON), later)))));
        Map<Address, Instant> lost = new TreeMap<>();
        doubts.lost().forEach((address, at) -> lost.put(address, at.minus(later)));
        return new Doubts(new TreeMap<>(tallies), new TreeMap<>(lost));
    }

    private static Look seen(Said said) {
        List<Group.Member> members = new ArrayList<>();
        List<Machine> machines = new ArrayList<>();
        Set<String> gone = new HashSet<>();
        for (int server = 0; server < SERVERS; server++) {
            String id = line(server).instance();
            char state = said.servers().charAt(server);
            if (state != 'T') {
                members.add(member(id, "InService", state == 'U' ? "Unhealthy" : "Healthy"));
            }
            if (state == 'G') {
                gone.add(id);
            } else {
                machines.add(machine(
                        id,
                        state == 'T' ? "terminated" : "running",
                        line(server).address().toString()));
            }
        }
        Look look = look(
                List.of(new Group("shop-blue", SERVERS, Map.of(), List.of(), members)),
                machines.toArray(Machine[]::new));
        return without(look, Set.of(), gone, said.complete() ? new Finding[0] : new Finding[] {FAILURE});
    }

    private static Entry line(int server) {
        return entry("i-" + server, "10.0.0." + (server + 1));
    }

    private static int number(Entry entry) {
        return Integer.parseInt(entry.instance().substring(2));
    }
}
