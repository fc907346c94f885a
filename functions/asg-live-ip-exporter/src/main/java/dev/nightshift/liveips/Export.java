package dev.nightshift.liveips;

import dev.nightshift.kit.Digest;
import dev.nightshift.kit.Notified;
import dev.nightshift.kit.Notified.Change;
import dev.nightshift.kit.Reach;
import dev.nightshift.kit.aws.Job;
import dev.nightshift.kit.aws.Result;
import dev.nightshift.kit.aws.StateStore;
import dev.nightshift.kit.aws.StateStore.Recalled;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// One run: brings outputs up to date, each of which reports for itself, and reports those that could not be.
///
/// @param failures the outputs that people know to have failed
record Export(
        LiveIpsConfig config,
        Scout scout,
        Sinks sinks,
        StateStore<Notified> failures,
        Consumer<Digest> topic,
        Job.Call<Optional<GroupChanges>> call) {

    Result work() {
        boolean changesNothing =
                config.dryRun() || call.dryRun() || call.pause().reason().isPresent();
        Occasion occasion = new Occasion(config, call.now(), changesNothing);
        List<Output> due = call.event().map(this::due).orElse(config.outputs());
        Sinks reached = occasion.dryRun() ? sinks.readOnly() : sinks;
        Exporter exporter = new Exporter(scout, reached, new TopicTeller(topic, occasion, call.self()), call.clock());
        Run run = new Run(occasion, exporter.bringUpToDate(due, occasion));
        Recalled<Notified> recalled = failures.recall();
        Change change = change(run, due, recalled.value());
        boolean stored = recalled.unreachable().isEmpty() && !call.dryRun();
        boolean changed = recalled.isUnreadable() || !change.next().equals(recalled.value());
        Digest digest = Report.digest(run.outcomes(), occasion, call.self());
        boolean partial = call.event().isPresent();
        Reach reach = run.reach(stored ? change.begun() : Set.of(), partial);
        return new Result(
                digest,
                digest,
                stored && change.isNews()
                        ? List.of(Report.failures(run, change.ended(), recalled.lost(), call.self()))
                        : List.of(),
                stored && changed ? () -> failures.keep(change.next(), recalled) : () -> {},
                recalled.unreachable()
                        .map(why -> reach.owing("what people were notified of could not be read: " + why))
                        .orElse(reach),
                run::count);
    }

    private Change change(Run run, List<Output> due, Notified known) {
        Set<String> names = due.stream().map(Output::name).collect(Collectors.toSet());
        Set<String> all = config.outputs().stream().map(Output::name).collect(Collectors.toSet());
        return known.after(
                run.failed().keySet(),
                name -> names.contains(name) || !all.contains(name),
                config.daily().isDue(known.lastNotified(), call.now()),
                call.now());
    }

    /// A burst of events is one run: what was observed since the newest of them is not observed again.
    private List<Output> due(GroupChanges changes) {
        return config.outputs().stream()
                .filter(output -> changes.newestOf(output)
                        .filter(newest -> !isObservedSince(newest, output))
                        .isPresent())
                .toList();
    }

    private boolean isObservedSince(Instant event, Output output) {
        try {
            return observedSince(event, output);
        } catch (RuntimeException e) {
            // The run that is due says what is wrong.
            return false;
        }
    }

    private boolean observedSince(Instant event, Output output) {
        return sinks.manifest(output).read() instanceof Sink.Reading.Held held
                && held.body()
                        .map(text -> ManifestJson.read(output.manifestKey(), text))
                        .filter(manifest -> manifest.observedAt().isAfter(event))
                        .isPresent();
    }
}
