package dev.nightshift.liveips.manifest;

import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.model.Group;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// A group in numbers: how many servers it wants, and what became of those it has.
///
/// @param live lines of the list
/// @param held lines that stand although their server was not seen to be live
public record Counts(int desired, int live, int pending, int terminating, int held) {
    /// By group's name.
    public static NavigableMap<String, Counts> of(
            Collection<Group> groups, Collection<Entry> live, Collection<Entry> held) {
        Map<String, Integer> liveLines = lines(live);
        Map<String, Integer> heldLines = lines(held);
        NavigableMap<String, Counts> counts = new TreeMap<>();
        for (Group group : groups) {
            counts.put(
                    group.name(),
                    new Counts(
                            group.desired(),
                            liveLines.getOrDefault(group.name(), 0),
                            inState("Pending", group),
                            inState("Terminating", group),
                            heldLines.getOrDefault(group.name(), 0)));
        }
        return counts;
    }

    private static Map<String, Integer> lines(Collection<Entry> entries) {
        Map<String, Integer> lines = new HashMap<>();
        entries.forEach(entry -> lines.merge(entry.group(), 1, Integer::sum));
        return lines;
    }

    // Pending:Wait, Terminating:Proceed and the like are the same to a reader.
    private static int inState(String state, Group group) {
        return (int) group.members().stream()
                .filter(member -> member.lifecycle().startsWith(state))
                .count();
    }
}
