package dev.nightshift.liveips.act;

import dev.nightshift.liveips.settings.Destination;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What one run wrote, or may have written: no content that nobody knows.
public final class Written {
    private final Map<Destination, Set<String>> generations = new HashMap<>();

    void add(Destination destination, String generation) {
        generations.computeIfAbsent(destination, one -> new HashSet<>()).add(generation);
    }

    Set<String> at(Destination destination) {
        return generations.getOrDefault(destination, Set.of());
    }
}
