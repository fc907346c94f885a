package dev.nightshift.rotator;

import dev.nightshift.kit.Settings;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Below which paths parameters may be rotated, and how: whoever may tag a parameter must not be able to choose
/// another strategy.
///
/// @param byPath by path, each with a slash at both ends; below nested ones the longest decides
public record AllowedStrategies(Map<String, Set<Strategy>> byPath) {
    /// From a list of paths, below which every strategy is allowed, or from paths with their strategies.
    static AllowedStrategies from(Settings settings) {
        Map<String, Set<Strategy>> byPath = new LinkedHashMap<>();
        if (settings.isList() || !settings.present()) {
            settings.items()
                    .forEach(item -> byPath.put(item.as(RotatorConfig::path, "/"), EnumSet.allOf(Strategy.class)));
        } else {
            settings.entries().forEach((path, entry) -> read(byPath, path, entry));
        }
        if (byPath.isEmpty()) {
            settings.problem("expected at least one path, such as /acme/prod/");
        }
        return new AllowedStrategies(byPath);
    }

    private static void read(Map<String, Set<Strategy>> byPath, String path, Settings entry) {
        List<Strategy> strategies = entry.items().stream()
                .map(item -> item.as(Strategy::named, Strategy.RANDOM))
                .toList();
        if (strategies.isEmpty()) {
            entry.problem("expected the strategies that are allowed below it, such as [random, postgres]");
            return;
        }
        try {
            byPath.put(RotatorConfig.path(path), EnumSet.copyOf(strategies));
        } catch (IllegalArgumentException e) {
            entry.problem(String.valueOf(e.getMessage()));
        }
    }

    List<String> paths() {
        return List.copyOf(byPath.keySet());
    }

    /// Why a parameter may not be rotated so, as the end of a sentence.
    Optional<String> refusal(String parameter, Strategy strategy) {
        Optional<String> path =
                byPath.keySet().stream().filter(parameter::startsWith).max(Comparator.comparingInt(String::length));
        return path.filter(one -> !byPath.getOrDefault(one, Set.of()).contains(strategy))
                .map(one -> "its tag %s is \"%s\": the settings' paths allow %s below %s"
                        .formatted(
                                RotatorConfig.STRATEGY_TAG,
                                strategy,
                                byPath.getOrDefault(one, Set.of()).stream()
                                        .map(Strategy::toString)
                                        .collect(Collectors.joining(", ")),
                                one));
    }
}
