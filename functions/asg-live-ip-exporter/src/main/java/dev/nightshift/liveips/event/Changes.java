package dev.nightshift.liveips.event;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.SettingsException;
import dev.nightshift.liveips.manifest.Manifest;
import dev.nightshift.liveips.settings.Output;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a run for events was invoked with: a batch of an SQS queue, or one event of EventBridge.
///
/// @param known what they say
/// @param unknown what is wrong with the others, a sentence each
public record Changes(List<Hint> known, List<String> unknown) {
    private static final String RECORDS = "Records";

    /// Whether a payload is such a batch or such an event.
    public static boolean isIn(Object payload) {
        return payload instanceof Map<?, ?> map
                && (map.get(RECORDS) instanceof List
                        || (map.get("source") instanceof String source && Events.isSource(source)));
    }

    /// Reads a payload. An event that cannot be read holds up no other.
    public static Changes read(Map<?, ?> payload) {
        Changes changes = new Changes(new ArrayList<>(), new ArrayList<>());
        if (payload.get(RECORDS) instanceof List) {
            List<String> bodies = Settings.read("event", payload, Changes::bodies);
            for (int i = 0; i < bodies.size(); i++) {
                changes.add(RECORDS + "[" + i + "].body", bodies.get(i));
            }
        } else {
            changes.add("event", Json.write(payload));
        }
        return changes;
    }

    private static List<String> bodies(Settings batch) {
        batch.ignoreOtherKeys();
        return batch.at(RECORDS).items().stream()
                .map(one -> {
                    one.ignoreOtherKeys();
                    return one.at("body").as(text -> text, "");
                })
                .toList();
    }

    private void add(String where, String event) {
        try {
            Settings.read(where, Json.parse(where, event), Events::read).ifPresent(known::add);
        } catch (SettingsException e) {
            e.problems().forEach(problem -> unknown.add(where + ": " + problem));
        }
    }

    /// The newest event that may concern an output, whatever is published of it, if there is one.
    public Optional<Hint> newestThatMayConcern(Output output) {
        return known.stream()
                .filter(change ->
                        change.subject() instanceof Hint.Subject.Going || change.concerns(output, Manifest.NONE))
                .max(Comparator.comparing(Hint::at));
    }

    /// When something that concerns an output changed last, if it did.
    public Optional<Hint> newestOf(Output output, Manifest last) {
        return known.stream().filter(change -> change.concerns(output, last)).max(Comparator.comparing(Hint::at));
    }
}
