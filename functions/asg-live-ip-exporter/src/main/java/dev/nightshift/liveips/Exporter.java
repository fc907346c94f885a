package dev.nightshift.liveips;

import dev.nightshift.kit.Problem;
import dev.nightshift.kit.SettingsException;
import dev.nightshift.liveips.Sink.Reading;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Brings outputs up to date: token before observation, so that no older look ever overwrites a newer one.
///
/// @param clock says when a look began
record Exporter(Scout scout, Sinks sinks, Teller teller, InstantSource clock) {
    private static final int OBSERVATIONS = 3;

    /// One outcome for each output, in no particular order. A lost race is a reason to look again,
    /// twice at most.
    List<Outcome> bringUpToDate(List<Output> outputs, Occasion occasion) {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        List<Output> due = outputs;
        for (int observation = 0; observation < OBSERVATIONS && !due.isEmpty(); observation++) {
            observed(due, occasion)
                    .forEach(outcome -> outcomes.put(outcome.output().name(), outcome));
            due = outcomes.values().stream()
                    .filter(Outcome.Raced.class::isInstance)
                    .map(Outcome::output)
                    .toList();
        }
        return List.copyOf(outcomes.values());
    }

    private List<Outcome> observed(List<Output> outputs, Occasion occasion) {
        List<Outcome> outcomes = new ArrayList<>();
        Map<Place, List<Attempt>> places = new LinkedHashMap<>();
        for (Output output : outputs) {
            try {
                Attempt attempt = attempt(output, occasion);
                places.computeIfAbsent(output.place(), place -> new ArrayList<>())
                        .add(attempt);
            } catch (SettingsException e) {
                outcomes.add(new Outcome.Failed(output, String.valueOf(e.getMessage())));
            }
        }
        places.forEach((place, attempts) -> {
            Look look = scout.look(
                    place,
                    attempts.stream().map(Attempt::output).toList(),
                    attempts.stream()
                            .flatMap(attempt -> attempt.last().entries().stream())
                            .toList());
            attempts.forEach(attempt -> outcomes.add(attempt.carryOut(look, sinks, teller)));
        });
        return outcomes;
    }

    // Without its manifest nothing is known of an output: neither what may leave it nor what was
    // told.
    private Attempt attempt(Output output, Occasion occasion) {
        return switch (sinks.manifest(output).read()) {
            case Reading.Unreadable(String why) ->
                throw new SettingsException(
                        output.manifestKey(), List.of(new Problem("", "", "cannot be read: " + why)));
            case Reading.Held(Optional<String> body, String token) -> {
                Manifest last = body.map(text -> ManifestJson.read(output.manifestKey(), text))
                        .orElse(Manifest.NONE);
                Map<Destination, Reading> readings = new LinkedHashMap<>();
                output.publish()
                        .forEach(destination ->
                                readings.put(destination, sinks.of(destination).read()));
                yield new Attempt(output, occasion, last, token, readings, clock.instant());
            }
        };
    }
}
