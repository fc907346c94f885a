package dev.nightshift.liveips.sink;

import dev.nightshift.liveips.settings.RecordSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One batch of changes to the records of a name: all that are due, or those of as many servers as it takes.
///
/// A record set is replaced by its deletion, as it was read, and a creation: both fail when somebody else was there.
///
/// @param deleted sets as they are
/// @param created sets as they should be
/// @param after our sets afterwards
/// @param missing how many servers or addresses are not right then
record ZoneChange(List<RecordSet> deleted, List<RecordSet> created, List<RecordSet> after, int missing) {
    // Quotas, Amazon Route 53 Developer Guide, less the two records that say whose they are. What is deleted counts,
    // too;
    // only UPSERT counts twice.
    private static final int MOST_RECORDS = 998;
    private static final int MOST_CHARACTERS = 31_700;

    /// As much as fits; nothing where not even one server's change does.
    ///
    /// @param name of which the records are
    static Optional<ZoneChange> of(String name, Collection<RecordSet> held, Collection<RecordSet> wanted) {
        ZoneChange whole = between(held, wanted, 0);
        if (whole.fits()) {
            return Optional.of(whole);
        }
        Map<String, List<RecordSet>> before = byServer(name, held);
        Map<String, List<RecordSet>> after = byServer(name, wanted);
        List<String> servers = changed(before, after);
        Optional<ZoneChange> most = Optional.empty();
        int least = 1;
        int all = servers.size();
        while (least <= all) {
            int taken = (least + all) / 2;
            ZoneChange some = between(
                    held, RecordSet.joined(target(before, after, servers.subList(0, taken))), servers.size() - taken);
            if (some.fits()) {
                most = Optional.of(some);
                least = taken + 1;
            } else {
                all = taken - 1;
            }
        }
        return most;
    }

    private static List<RecordSet> target(
            Map<String, List<RecordSet>> before, Map<String, List<RecordSet>> after, List<String> servers) {
        Map<String, List<RecordSet>> target = new LinkedHashMap<>(before);
        for (String server : servers) {
            target.remove(server);
            Optional.ofNullable(after.get(server)).ifPresent(lines -> target.put(server, lines));
        }
        return target.values().stream().flatMap(List::stream).toList();
    }

    boolean isEmpty() {
        return deleted.isEmpty() && created.isEmpty();
    }

    private static ZoneChange between(Collection<RecordSet> held, Collection<RecordSet> wanted, int missing) {
        Set<RecordSet> deleted = new LinkedHashSet<>(held);
        wanted.forEach(deleted::remove);
        Set<RecordSet> created = new LinkedHashSet<>(wanted);
        held.forEach(created::remove);
        return new ZoneChange(List.copyOf(deleted), List.copyOf(created), List.copyOf(wanted), missing);
    }

    private boolean fits() {
        int records = 0;
        int characters = 0;
        for (List<RecordSet> sets : List.of(deleted, created)) {
            for (RecordSet one : sets) {
                records += one.values().size();
                characters += one.values().stream().mapToInt(String::length).sum();
            }
        }
        return records <= MOST_RECORDS && characters <= MOST_CHARACTERS;
    }

    /// Those that come and those that go by turns, so that there are never fewer than before and after.
    private static List<String> changed(Map<String, List<RecordSet>> before, Map<String, List<RecordSet>> after) {
        List<String> coming = new ArrayList<>(after.keySet());
        coming.removeIf(server -> new HashSet<>(after.getOrDefault(server, List.of()))
                .equals(new HashSet<>(before.getOrDefault(server, List.of()))));
        List<String> going = new ArrayList<>(before.keySet());
        going.removeAll(after.keySet());
        List<String> turns = new ArrayList<>();
        Iterator<String> next = going.iterator();
        for (String server : coming) {
            turns.add(server);
            if (next.hasNext()) {
                turns.add(next.next());
            }
        }
        next.forEachRemaining(turns::add);
        return turns;
    }

    private static Map<String, List<RecordSet>> byServer(String name, Collection<RecordSet> sets) {
        Map<String, List<RecordSet>> servers = new LinkedHashMap<>();
        RecordSet.lines(sets)
                .forEach(line -> servers.computeIfAbsent(server(name, line), one -> new ArrayList<>())
                        .add(line));
        return servers;
    }

    /// The name of a server that has one, else its address.
    private static String server(String name, RecordSet line) {
        String value = line.values().getFirst();
        if (line.type().equals("SRV")) {
            return value.substring(value.lastIndexOf(' ') + 1);
        }
        return line.name().equals(name) ? value : line.name() + ".";
    }
}
