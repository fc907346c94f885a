package dev.nightshift.stopper;

import dev.nightshift.stopper.Fleet.Failure;
import dev.nightshift.stopper.Marker.Did;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A verdict and what became of it.
///
/// @param failure why it could not be carried out
record Outcome(Verdict verdict, Optional<Failure> failure) {
    /// What a reader sorts outcomes by, most important first.
    enum Kind {
        FAILED,
        STOPPED,
        STARTED,
        STARTED_AGAIN,
        REFUSED,
        KEPT,
        SETTLED
    }

    Kind kind() {
        if (failure.isPresent()) {
            return Kind.FAILED;
        }
        return switch (verdict) {
            case Verdict.Stop stop -> Kind.STOPPED;
            case Verdict.Start start -> start.again() ? Kind.STARTED_AGAIN : Kind.STARTED;
            case Verdict.Refuse refuse -> Kind.REFUSED;
            case Verdict.Keep keep -> Kind.KEPT;
            case Verdict.Leave leave -> Kind.SETTLED;
        };
    }

    /// What is done to several instances at once.
    ///
    /// @param pool zone and type of what is started: where capacity for one is short, EC2 starts none of the
    ///     request
    private record Change(Marker marker, String pool) {}

    /// Carries out the verdicts; the outcomes are in their order.
    static List<Outcome> of(Fleet fleet, List<Verdict> verdicts, Instant now) {
        Map<Change, List<String>> changes = new LinkedHashMap<>();
        for (Verdict verdict : verdicts) {
            change(verdict, now)
                    .ifPresent(change -> changes.computeIfAbsent(change, c -> new ArrayList<>())
                            .add(verdict.instance().id()));
        }
        Map<String, Failure> failures = new HashMap<>();
        changes.forEach((change, ids) -> failures.putAll(carryOut(fleet, change.marker(), ids)));
        return verdicts.stream()
                .map(verdict -> new Outcome(
                        verdict,
                        Optional.ofNullable(failures.get(verdict.instance().id()))))
                .toList();
    }

    /// The marker comes before the call that it speaks of. What cannot be marked is not stopped, because
    /// nobody would start it again; it is started all the same, because somebody needs it.
    private static Map<String, Failure> carryOut(Fleet fleet, Marker marker, List<String> ids) {
        Map<String, Failure> unmarked = fleet.mark(ids, marker);
        return switch (marker.did()) {
            case STOP -> {
                Map<String, Failure> failures = new HashMap<>(unmarked);
                failures.putAll(fleet.stop(
                        ids.stream().filter(id -> !unmarked.containsKey(id)).toList()));
                yield failures;
            }
            case START -> fleet.start(ids);
        };
    }

    private static Optional<Change> change(Verdict verdict, Instant now) {
        return switch (verdict) {
            case Verdict.Stop stop -> Optional.of(new Change(new Marker(Did.STOP, stop.window(), now), ""));
            case Verdict.Start start ->
                Optional.of(new Change(
                        new Marker(Did.START, start.window(), now),
                        start.instance().zone() + " " + start.instance().type()));
            case Verdict.Keep keep -> Optional.empty();
            case Verdict.Leave leave -> Optional.empty();
            case Verdict.Refuse refuse -> Optional.empty();
        };
    }
}
