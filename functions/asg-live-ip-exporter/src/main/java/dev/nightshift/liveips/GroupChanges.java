package dev.nightshift.liveips;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.SettingsException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What Auto Scaling said of groups lately: EventBridge events that came as a batch of an SQS queue. They say that
/// something changed, never what: a run looks for itself.
///
/// Source: *Amazon EC2 Auto Scaling event reference*.
///
/// @param newest the time of the newest event, by group
record GroupChanges(Map<String, Instant> newest) {
    private static final String RECORDS = "Records";
    private static final String IN_GROUP = "AutoScalingGroup";

    private record Change(String group, Instant at) {}

    /// Whether a payload is such a batch.
    static boolean isIn(Object payload) {
        return payload instanceof Map<?, ?> map && map.get(RECORDS) instanceof List;
    }

    /// Reads a batch. What cannot be read is nobody's: the schedule makes up for it.
    static GroupChanges read(Object payload) {
        Map<String, Instant> newest = new LinkedHashMap<>();
        List<Optional<Change>> changes = Settings.read("event", payload, batch -> {
            batch.ignoreOtherKeys();
            return batch.at(RECORDS).items().stream()
                    .map(one -> {
                        one.ignoreOtherKeys();
                        return change(one.at("body").as(text -> text, ""));
                    })
                    .toList();
        });
        changes.stream()
                .flatMap(Optional::stream)
                .forEach(change ->
                        newest.merge(change.group(), change.at(), (one, other) -> one.isAfter(other) ? one : other));
        return new GroupChanges(newest);
    }

    /// When a group of the output changed last, if one did. Of which groups have its tags no event
    /// tells.
    Optional<Instant> newestOf(Output output) {
        return newest.entrySet().stream()
                .filter(change -> output.groups().maySelect(change.getKey()))
                .map(Map.Entry::getValue)
                .max(Instant::compareTo);
    }

    private static Optional<Change> change(String body) {
        try {
            return Settings.read("record", Json.parse("record", body), GroupChanges::change);
        } catch (SettingsException e) {
            return Optional.empty();
        }
    }

    /// Servers that go to a warm pool or end there serve nobody before and nobody after.
    private static Optional<Change> change(Settings event) {
        event.ignoreOtherKeys();
        Settings detail = event.at("detail");
        detail.ignoreOtherKeys();
        Instant at = event.at("time").as(Parsers::instant, Instant.EPOCH);
        String group = detail.at("AutoScalingGroupName").text();
        String origin = detail.at("Origin").orElse(IN_GROUP, text -> text);
        String destination = detail.at("Destination").orElse(IN_GROUP, text -> text);
        return origin.equals(IN_GROUP) || destination.equals(IN_GROUP)
                ? Optional.of(new Change(group, at))
                : Optional.empty();
    }
}
