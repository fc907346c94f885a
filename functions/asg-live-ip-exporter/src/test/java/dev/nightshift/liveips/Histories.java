package dev.nightshift.liveips;

import static dev.nightshift.liveips.Fixture.NOON;
import static dev.nightshift.liveips.Fixture.config;

import dev.nightshift.liveips.Replay.Ask;
import dev.nightshift.liveips.settings.Occasion;
import dev.nightshift.liveips.settings.Output;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What runs were answered so far, each history with a number, and what the real code asks next after each.
final class Histories {
    private static final Output OUTPUT = config().outputs().getFirst();
    private static final Occasion OCCASION = new Occasion(config(), NOON, false);

    private final Numbering<List<Object>> histories = new Numbering<>();
    private final Map<Integer, Optional<Ask>> asks = new HashMap<>();

    /// That of a run that was not answered anything yet.
    int begin() {
        return histories.of(List.of());
    }

    /// What a run with this history asks next, unless it has ended.
    Optional<Ask> next(int history) {
        return asks.computeIfAbsent(history, number -> Replay.next(OUTPUT, OCCASION, histories.get(number)));
    }

    /// The history with one more answer. A run that lost a race begins again and remembers what it wrote.
    int answered(int history, Object answer) {
        List<Object> more = new ArrayList<>(histories.get(history));
        more.add(answer);
        return histories.of(List.copyOf(more));
    }
}
