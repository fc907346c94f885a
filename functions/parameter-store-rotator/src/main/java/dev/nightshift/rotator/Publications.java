package dev.nightshift.rotator;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// When the live values that we wrote were published.
final class Publications {
    private Publications() {}

    /// By parameter. Who writes a value by hand sees to its consumers too.
    static Map<String, Instant> of(Plan plan, List<Verdict> seen, List<Outcome> outcomes) {
        Map<String, Instant> published = new HashMap<>();
        seen.stream()
                .map(Verdict::parameter)
                .filter(plan::isOurs)
                .forEach(parameter -> published.put(parameter.name(), parameter.modified()));
        outcomes.forEach(outcome -> outcome.published().ifPresent(at -> published.put(outcome.what(), at)));
        return published;
    }
}
