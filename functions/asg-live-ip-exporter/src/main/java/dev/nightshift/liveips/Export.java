package dev.nightshift.liveips;

import dev.nightshift.kit.Digest;
import dev.nightshift.kit.Notified;
import dev.nightshift.kit.Notified.Change;
import dev.nightshift.kit.Reach;
import dev.nightshift.kit.aws.Job;
import dev.nightshift.kit.aws.Result;
import dev.nightshift.kit.aws.StateStore;
import dev.nightshift.kit.aws.StateStore.Recalled;
import dev.nightshift.liveips.event.Changes;
import dev.nightshift.liveips.look.Scout;
import dev.nightshift.liveips.manifest.Manifest;
import dev.nightshift.liveips.manifest.ManifestJson;
import dev.nightshift.liveips.report.Report;
import dev.nightshift.liveips.report.Run;
import dev.nightshift.liveips.report.TopicTeller;
import dev.nightshift.liveips.settings.LiveIpsConfig;
import dev.nightshift.liveips.settings.Occasion;
import dev.nightshift.liveips.settings.Output;
import dev.nightshift.liveips.sink.Sink;
import dev.nightshift.liveips.sink.Sinks;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// One run: brings outputs up to date, each of which reports for itself, and reports those that could not be.
///
/// @param failures the outputs that people know to have failed
/// @param recent what runs for events have looked at
record Export(
        LiveIpsConfig config,
        Scout scout,
        Sinks sinks,
        StateStore<Notified> failures,
        RecentLooks recent,
        Consumer<Digest> topic,
        Job.Call<Optional<Changes>> call) {

    Result work() {
        ReadAhead ahead = new ReadAhead(sinks);
        List<Output> due = call.event().map(changes -> due(changes, ahead)).orElse(config.outputs());
        // Whether the function is paused costs a call: for events that concern nobody it is not asked.
        boolean changesNothing = config.dryRun()
                || call.dryRun()
                || (!due.isEmpty() && call.pause().reason().isPresent());
        Occasion occasion = new Occasion(config, call.now(), changesNothing);
        Sinks reached = occasion.dryRun() ? ahead.readOnly() : ahead;
        Exporter exporter = new Exporter(scout, reached, new TopicTeller(topic, occasion, call.self()), call.clock());
        Run run = new Run(occasion, exporter.bringUpToDate(due, occasion));
        if (call.event().isPresent()) {
            recent.add(run);
        }
        return call.event().isPresent() && run.failed().isEmpty() ? withoutFailures(run) : result(run, due);
    }

    /// After events, most of which concern nobody or were seen already. That an output which had failed is well again
    /// is left to the schedule to say: it would be a call for each batch.
    private Result withoutFailures(Run run) {
        Digest digest = Report.digest(run.outcomes(), run.occasion(), call.self());
        return new Result(digest, digest, List.of(), () -> {}, run.reach(Set.of(), true, unknown()), run::count);
    }

    private List<String> unknown() {
        return call.event().map(Changes::unknown).orElse(List.of());
    }

    private Result result(Run run, List<Output> due) {
        Recalled<Notified> recalled = failures.recall();
        Change change = change(run, due, recalled.value());
        boolean stored = recalled.unreachable().isEmpty() && !call.dryRun();
        boolean changed = recalled.isUnreadable() || !change.next().equals(recalled.value());
        Digest digest = Report.digest(run.outcomes(), run.occasion(), call.self());
        boolean partial = call.event().isPresent();
        Reach reach = run.reach(stored ? change.begun() : Set.of(), partial, unknown());
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
    private List<Output> due(Changes changes, ReadAhead ahead) {
        List<Output> unseen = config.outputs().stream()
                .filter(output -> changes.newestThatMayConcern(output).isPresent() && !recent.haveSeen(output, changes))
                .toList();
        recent.waitForNext(unseen);
        return unseen.stream().filter(output -> isDue(output, changes, ahead)).toList();
    }

    private boolean isDue(Output output, Changes changes, ReadAhead ahead) {
        Manifest last;
        try {
            last = switch (ahead.read(output)) {
                case Sink.Reading.Held(Optional<String> body, String token) ->
                    body.map(text -> ManifestJson.read(output.manifestKey(), text))
                            .orElse(Manifest.NONE);
                case Sink.Reading.Unreadable(String why) -> throw new IllegalStateException(why);
            };
        } catch (RuntimeException e) {
            // The run that is due says what is wrong.
            return true;
        }
        return changes.newestOf(output, last)
                .filter(newest -> !newest.isSeenBy(last.observedAt()))
                .isPresent();
    }
}
