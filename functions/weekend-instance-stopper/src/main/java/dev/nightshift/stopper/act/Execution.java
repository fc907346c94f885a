package dev.nightshift.stopper.act;

import dev.nightshift.stopper.act.Outcome.Result;
import dev.nightshift.stopper.fleet.Fleet;
import dev.nightshift.stopper.model.Failure;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.plan.Marker;
import dev.nightshift.stopper.plan.Marker.Did;
import dev.nightshift.stopper.plan.StartOrder;
import dev.nightshift.stopper.plan.Verdict;
import dev.nightshift.stopper.settings.Pace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Carries out the verdicts of one place: starts before stops, each in its order, at the pace that EC2 allows.
public final class Execution {
    /// What follows the marker, in the order of a run: what is only marked waits for nothing.
    private enum Call {
        NONE,
        START,
        STOP
    }

    /// What is done to several instances at once.
    ///
    /// @param step the step of the order that starts follow and stops mirror
    /// @param pool zone and type of what is started: where room for one is short, EC2 starts none
    ///     of the request
    private record Change(Call call, Marker marker, int step, String pool, boolean hibernate) {
        private static final Comparator<Change> ORDER = Comparator.comparing(Change::call)
                .thenComparingInt(change -> change.call() == Call.START ? change.step() : -change.step())
                .thenComparing(change -> change.marker().value())
                .thenComparing(Change::pool)
                .thenComparing(Change::hibernate);
    }

    private final Fleet fleet;
    private final Pace stops;
    private final Pace starts;
    private final Instant now;
    private final Map<String, Result> results = new HashMap<>();
    private Optional<Result> over = Optional.empty();

    private Execution(Fleet fleet, Pace stops, Pace starts, Instant now) {
        this.fleet = fleet;
        this.stops = stops;
        this.starts = starts;
        this.now = now;
    }

    /// The outcomes, in the order of the verdicts.
    ///
    /// @param maxStops when more are to be stopped, none is
    public static List<Outcome> of(
            Fleet fleet, Pace stops, Pace starts, int maxStops, List<Verdict> verdicts, Instant now) {
        Execution execution = new Execution(fleet, stops, starts, now);
        execution.brake(verdicts, maxStops);
        Map<Change, List<String>> changes = new TreeMap<>(Change.ORDER);
        for (Verdict verdict : verdicts) {
            String id = verdict.instance().id();
            if (!execution.results.containsKey(id)) {
                execution
                        .change(verdict)
                        .ifPresent(change -> changes.computeIfAbsent(change, c -> new ArrayList<>())
                                .add(id));
            }
        }
        changes.forEach(execution::carryOut);
        return verdicts.stream()
                .map(verdict -> new Outcome(
                        verdict,
                        execution.results.getOrDefault(verdict.instance().id(), new Result.AsDecided())))
                .toList();
    }

    /// The outcomes while the function is paused: nothing is changed, not even a marker.
    static List<Outcome> paused(List<Verdict> verdicts, String why) {
        return verdicts.stream()
                .map(verdict -> switch (verdict) {
                    case Verdict.Stop _, Verdict.Start _ -> new Outcome(verdict, new Result.Paused(why));
                    case Verdict.Mark _, Verdict.Keep _, Verdict.Leave _, Verdict.Refuse _ ->
                        Outcome.asDecided(verdict);
                })
                .toList();
    }

    private void brake(List<Verdict> verdicts, int maxStops) {
        List<String> toStop = verdicts.stream()
                .filter(Verdict.Stop.class::isInstance)
                .map(verdict -> verdict.instance().id())
                .toList();
        if (toStop.size() > maxStops) {
            toStop.forEach(id -> results.put(id, new Result.Held(toStop.size(), maxStops)));
        }
    }

    /// What is written on the instance before its verdict is carried out.
    public static Optional<Marker> marker(Verdict verdict, Instant now) {
        return switch (verdict) {
            case Verdict.Stop stop -> Optional.of(new Marker(Did.STOP, stop.window(), now));
            case Verdict.Start start -> Optional.of(new Marker(Did.START, start.window(), now));
            case Verdict.Mark mark -> Optional.of(mark.marker());
            case Verdict.Keep _, Verdict.Leave _, Verdict.Refuse _ -> Optional.empty();
        };
    }

    private Optional<Change> change(Verdict verdict) {
        int step = StartOrder.step(verdict.instance()).orElse(0);
        return marker(verdict, now).map(marker -> switch (verdict) {
            case Verdict.Stop stop -> new Change(Call.STOP, marker, step, "", stop.hibernate());
            case Verdict.Start start -> {
                Instance instance = start.instance();
                yield new Change(
                        Call.START, marker, step, instance.zone() + " " + instance.type(), instance.hibernates());
            }
            case Verdict.Mark _, Verdict.Keep _, Verdict.Leave _, Verdict.Refuse _ ->
                new Change(Call.NONE, marker, 0, "", false);
        });
    }

    private void carryOut(Change change, List<String> ids) {
        for (int from = 0; from < ids.size(); from += Fleet.MAX_CHUNK) {
            List<String> chunk = ids.subList(from, Math.min(ids.size(), from + Fleet.MAX_CHUNK));
            if (over.isPresent()) {
                note(chunk, over.get());
            } else if (isAdmitted(change.call(), chunk.size())) {
                carryOutChunk(change, chunk);
            } else {
                note(chunk, new Result.Deferred());
                if (change.call() == Call.START) {
                    // The next run must still know that it is down because of us.
                    fleet.mark(chunk, change.marker());
                }
            }
        }
    }

    private boolean isAdmitted(Call call, int instances) {
        return switch (call) {
            case NONE -> true;
            case START -> starts.admits(instances);
            case STOP -> stops.admits(instances);
        };
    }

    /// The marker comes before the call that it speaks of. What cannot be marked is not stopped,
    /// because nobody would start it again; it is started all the same, because somebody needs
    /// it.
    private void carryOutChunk(Change change, List<String> chunk) {
        Map<String, Failure> unmarked = fleet.mark(chunk, change.marker());
        Map<String, Failure> failures = new HashMap<>();
        switch (change.call()) {
            case NONE -> unmarked.forEach((id, failure) -> results.put(id, new Result.Failed(failure)));
            case STOP -> {
                failures.putAll(unmarked);
                List<String> marked =
                        chunk.stream().filter(id -> !unmarked.containsKey(id)).toList();
                if (!marked.isEmpty()) {
                    failures.putAll(fleet.stop(marked, change.hibernate()));
                }
            }
            case START -> failures.putAll(fleet.start(chunk));
        }
        failures.forEach((id, failure) -> {
            results.put(id, new Result.Failed(failure));
            if (failure.scope() == Failure.Scope.PLACE) {
                over = Optional.of(new Result.Failed(failure));
            }
        });
    }

    private void note(List<String> ids, Result result) {
        ids.forEach(id -> results.put(id, result));
    }
}
