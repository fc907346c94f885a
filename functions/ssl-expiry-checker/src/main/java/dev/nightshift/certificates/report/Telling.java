package dev.nightshift.certificates.report;

import dev.nightshift.certificates.plan.Sight;
import dev.nightshift.certificates.state.Memory;
import dev.nightshift.certificates.state.News;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// Decides what people are told of a run: once when something begins or gets worse, once a day again what is critical,
/// once when it is over. Pure.
///
/// @param memories what is to be remembered, by key
/// @param news what is to be told now
/// @param begun the faults that people had not heard of, by key
public record Telling(SortedMap<String, Memory> memories, List<News> news, SortedMap<String, SortedSet<String>> begun) {
    /// What no run has looked at for so long is forgotten: a source of targets may be away for days.
    private static final Duration FORGOTTEN = Duration.ofDays(30);

    public static Telling of(SortedMap<String, Memory> before, List<Sight> sights, Instant now) {
        SortedMap<String, Memory> memories = new TreeMap<>(before);
        List<News> news = new ArrayList<>();
        SortedMap<String, SortedSet<String>> begun = new TreeMap<>();
        for (Sight sight : sights) {
            Memory.Next next = memories.getOrDefault(sight.key(), Memory.NONE).after(sight, now);
            memories.put(sight.key(), next.memory());
            next.news().ifPresent(news::add);
            begun.put(sight.key(), next.begun());
        }
        memories.values().removeIf(memory -> memory.at().isBefore(now.minus(FORGOTTEN)));
        return new Telling(memories, news, begun);
    }

    /// The keys for which a fault is new.
    public List<String> begun(String fault) {
        return begun.entrySet().stream()
                .filter(faults -> faults.getValue().contains(fault))
                .map(Map.Entry::getKey)
                .toList();
    }
}
