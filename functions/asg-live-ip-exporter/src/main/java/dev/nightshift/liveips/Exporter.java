package dev.nightshift.liveips;

import dev.nightshift.kit.Problem;
import dev.nightshift.kit.SettingsException;
import dev.nightshift.liveips.act.Attempt;
import dev.nightshift.liveips.act.Outcome;
import dev.nightshift.liveips.act.Teller;
import dev.nightshift.liveips.act.Written;
import dev.nightshift.liveips.look.Look;
import dev.nightshift.liveips.look.Scout;
import dev.nightshift.liveips.manifest.Manifest;
import dev.nightshift.liveips.manifest.ManifestJson;
import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.settings.Destination;
import dev.nightshift.liveips.settings.Occasion;
import dev.nightshift.liveips.settings.Output;
import dev.nightshift.liveips.settings.Place;
import dev.nightshift.liveips.sink.Sink.Reading;
import dev.nightshift.liveips.sink.Sinks;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Brings outputs up to date: token before observation, so that no older look ever overwrites a newer one; all outputs
/// are published before anybody is notified of one. Whatever goes wrong with one output is its own.
///
/// @param clock says when a look began
record Exporter(Scout scout, Sinks sinks, Teller teller, InstantSource clock) {
    private static final int OBSERVATIONS = 3;

    /// One outcome for each output, in no particular order. A lost race is a reason to look again,
    /// twice at most.
    List<Outcome> bringUpToDate(List<Output> outputs, Occasion occasion) {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        Written written = new Written();
        List<Output> due = outputs;
        for (int observation = 0; observation < OBSERVATIONS && !due.isEmpty(); observation++) {
            observed(due, occasion, written)
                    .forEach(outcome -> outcomes.put(outcome.output().name(), outcome));
            due = outcomes.values().stream()
                    .filter(Outcome.Raced.class::isInstance)
                    .map(Outcome::output)
                    .toList();
        }
        return List.copyOf(outcomes.values());
    }

    private List<Outcome> observed(List<Output> outputs, Occasion occasion, Written written) {
        List<Outcome> outcomes = new ArrayList<>();
        Map<Place, List<Attempt>> places = new LinkedHashMap<>();
        for (Output output : outputs) {
            unlessItFails(output, outcomes, () -> attempt(output, occasion, written))
                    .ifPresent(attempt -> places.computeIfAbsent(output.place(), place -> new ArrayList<>())
                            .add(attempt));
        }
        List<Attempt.Draft> drafts = new ArrayList<>();
        places.forEach((place, attempts) -> drafts.addAll(published(place, attempts, outcomes)));
        for (Attempt.Draft draft : drafts) {
            unlessItFails(draft.output(), outcomes, () -> draft.settle(sinks, teller))
                    .ifPresent(outcomes::add);
        }
        return outcomes;
    }

    private List<Attempt.Draft> published(Place place, List<Attempt> attempts, List<Outcome> outcomes) {
        List<Output> outputs = attempts.stream().map(Attempt::output).toList();
        List<Entry> published = attempts.stream()
                .flatMap(attempt -> attempt.last().entries().stream())
                .toList();
        List<Attempt.Draft> drafts = new ArrayList<>();
        Look look;
        try {
            look = scout.look(place, outputs, published);
        } catch (RuntimeException e) {
            outputs.forEach(output -> outcomes.add(failed(output, e)));
            return drafts;
        }
        for (Attempt attempt : attempts) {
            unlessItFails(attempt.output(), outcomes, () -> attempt.publish(look.concerning(attempt.output()), sinks))
                    .ifPresent(drafts::add);
        }
        return drafts;
    }

    private static <T> Optional<T> unlessItFails(Output output, List<Outcome> outcomes, Supplier<T> work) {
        try {
            return Optional.of(work.get());
        } catch (RuntimeException e) {
            outcomes.add(failed(output, e));
            return Optional.empty();
        }
    }

    private static Outcome failed(Output output, RuntimeException e) {
        return new Outcome.Failed(
                output, e instanceof SettingsException ? String.valueOf(e.getMessage()) : e.toString());
    }

    // Without its manifest nothing is known of an output: neither what may leave it nor what people were
    // notified of.
    private Attempt attempt(Output output, Occasion occasion, Written written) {
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
                yield new Attempt(output, occasion, last, token, readings, written, clock.instant());
            }
        };
    }
}
