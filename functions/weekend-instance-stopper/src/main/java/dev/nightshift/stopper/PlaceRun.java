package dev.nightshift.stopper;

import dev.nightshift.schedule.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/// What one run saw and did in one place.
///
/// @param findings what is wrong with tags there
/// @param daily what a look that is taken once a day found: instances that could not be started again
/// @param upcoming what will be stopped soon, if people are to be told before
/// @param unreachable why the place could not be looked at
record PlaceRun(
        Place place,
        List<Outcome> outcomes,
        List<Finding> findings,
        List<Finding> daily,
        List<Verdict.Stop> upcoming,
        Optional<String> unreachable) {

    /// What a run is to do, the same in every place.
    ///
    /// @param at the instant to decide for
    /// @param startAllStopped whether to undo our stops instead
    /// @param daily whether to take the look of once a day
    /// @param notice the span in which windows begin that people are to be told of now
    record Order(Instant at, boolean startAllStopped, boolean daily, Optional<Window> notice) {}

    /// Looks, decides, and carries out. A place that cannot be looked at is an answer, so that it
    /// holds up no other.
    static PlaceRun of(StopperConfig config, Place place, Fleet fleet, Pace stops, Pace starts, Order order) {
        List<Instance> instances;
        try {
            instances = fleet.look(config.tag());
        } catch (SdkException e) {
            return unreachable(place, String.valueOf(e.getMessage()));
        }
        List<Verdict> verdicts = order.startAllStopped()
                ? Plan.startAllStopped(config, instances, order.at())
                : Plan.of(config, instances, order.at());
        List<Finding> daily = order.daily() ? unstartable(fleet, instances) : List.of();
        List<Outcome> outcomes =
                Execution.of(fleet, stops, starts, config.maxStops(), withoutUnstartable(fleet, verdicts), order.at());
        return new PlaceRun(
                place,
                outcomes,
                Findings.ofTags(config, instances, order.at()),
                daily,
                order.notice().map(span -> upcoming(config, instances, span)).orElse(List.of()),
                Optional.empty());
    }

    /// A place that could not be worked on.
    static PlaceRun unreachable(Place place, String why) {
        return new PlaceRun(place, List.of(), List.of(), List.of(), List.of(), Optional.of(why));
    }

    /// Refuses to stop what could not be started again.
    private static List<Verdict> withoutUnstartable(Fleet fleet, List<Verdict> verdicts) {
        List<Instance> toStop = verdicts.stream()
                .filter(Verdict.Stop.class::isInstance)
                .map(Verdict::instance)
                .toList();
        Map<String, String> reasons = reasons(fleet, toStop);
        List<Verdict> safe = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            String reason = reasons.get(verdict.instance().id());
            safe.add(reason == null ? verdict : new Verdict.Refuse(verdict.instance(), reason));
        }
        return safe;
    }

    private static List<Finding> unstartable(Fleet fleet, List<Instance> instances) {
        List<Instance> running =
                instances.stream().filter(instance -> instance.is("running")).toList();
        Map<String, String> reasons = reasons(fleet, running);
        List<Finding> findings = new ArrayList<>();
        for (Instance instance : running) {
            String reason = reasons.get(instance.id());
            if (reason != null) {
                findings.add(Finding.of(instance, reason));
            }
        }
        return findings;
    }

    private static Map<String, String> reasons(Fleet fleet, List<Instance> instances) {
        if (instances.isEmpty()) {
            return Map.of();
        }
        List<String> ids = instances.stream().map(Instance::id).toList();
        try {
            return fleet.unstartable(ids);
        } catch (SdkException e) {
            Map<String, String> unknown = new HashMap<>();
            ids.forEach(id -> unknown.put(id, "nobody knows whether it could be started again: " + e.getMessage()));
            return unknown;
        }
    }

    private static List<Verdict.Stop> upcoming(StopperConfig config, List<Instance> instances, Window span) {
        List<Verdict.Stop> stops = new ArrayList<>();
        for (Verdict verdict : Plan.of(config, instances, span.end())) {
            if (verdict instanceof Verdict.Stop stop && stop.window().start().isAfter(span.start())) {
                stops.add(stop);
            }
        }
        return stops;
    }
}
