package dev.nightshift.rotator;

import dev.nightshift.rotator.Outcome.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Holds the rest of a strategy back for this run when two of it fail in a row.
///
/// What is wrong is then likelier with the network or the settings than with one parameter, and each further try could
/// lock a user. What people know to be broken says nothing new, so that one broken parameter never holds up others.
final class Breaker {
    private static final EnumSet<Kind> BAD = EnumSet.of(Kind.FROZEN, Kind.FAILED);
    private static final int MOST_IN_A_ROW = 2;

    private final Attempts attempts;
    private final Map<Strategy, List<Outcome>> failed = new EnumMap<>(Strategy.class);

    Breaker(Attempts attempts) {
        this.attempts = attempts;
    }

    /// What holds a parameter up, and since when, as the end of a sentence.
    Optional<String> holds(String parameter, Strategy strategy) {
        List<Outcome> row = failed.getOrDefault(strategy, List.of());
        if (row.size() < MOST_IN_A_ROW) {
            return Optional.empty();
        }
        String names = String.join(" and ", row.stream().map(Outcome::what).toList());
        return Optional.of("held up since %s: %s of its strategy failed right before: %s"
                .formatted(
                        attempts.since(parameter, Kind.DEFERRED),
                        names,
                        row.getLast().why()));
    }

    /// Takes note of what became of one that could have been held up.
    void after(Strategy strategy, Outcome outcome) {
        if (!BAD.contains(outcome.kind())) {
            failed.remove(strategy);
        } else if (!attempts.isKnown(outcome.what(), outcome.kind())) {
            failed.computeIfAbsent(strategy, s -> new ArrayList<>()).add(outcome);
        }
    }
}
