package dev.nightshift.stopper;

import dev.nightshift.kit.Settings.Reading;
import dev.nightshift.schedule.Schedule;
import dev.nightshift.schedule.State;
import dev.nightshift.schedule.Window;
import dev.nightshift.stopper.Marker.Did;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Decides, purely and totally: exactly one verdict, with a reason, for every instance that was seen.
///
/// A run is a level check, not an edge: deliveries can be repeated or missed, and the next run catches up.
final class Plan {
    /// An instance that was launched this soon after our own start was started by us.
    static final Duration OUR_START = Duration.ofMinutes(10);

    /// A stop this soon after our marker may be our own: EC2 calls both `Client.UserInitiatedShutdown`.
    static final Duration OUR_STOP = Duration.ofMinutes(15);

    // Tag your Amazon EC2 resources, "Tag restrictions": 50 tags, those with the prefix "aws:" not counted.
    private static final int MAX_TAGS = 50;

    private final StopperConfig config;
    private final Instant now;

    private Plan(StopperConfig config, Instant now) {
        this.config = config;
        this.now = now;
    }

    /// Verdicts in the order of the instances.
    static List<Verdict> of(StopperConfig config, List<Instance> instances, Instant now) {
        Plan plan = new Plan(config, now);
        return instances.stream().map(plan::verdict).toList();
    }

    private Verdict verdict(Instance instance) {
        String name = instance.tag(config.tag());
        return switch (config.schedules().get(name)) {
            case null ->
                new Verdict.Refuse(
                        instance,
                        Instant.MIN,
                        "its tag " + config.tag() + " is \"" + name + "\", which is no schedule; there are "
                                + String.join(", ", config.schedules().keySet()));
            case Reading.Bad<Schedule>(var problems) ->
                new Verdict.Refuse(instance, Instant.MIN, "its schedule cannot be read: " + problems.getFirst());
            case Reading.Good<Schedule>(Schedule schedule) -> verdict(instance, schedule);
        };
    }

    private Verdict verdict(Instance instance, Schedule schedule) {
        Optional<Marker> marker = Marker.parse(instance.tag(StopperConfig.MARKER_TAG));
        Optional<Window> window = schedule.window(now);
        if (window.isPresent()) {
            return inside(instance, window.get(), marker);
        }
        return schedule.state(now) == State.RUNNING
                ? outside(instance, marker)
                : new Verdict.Leave(instance, "its schedule has no opinion now");
    }

    private Verdict inside(Instance instance, Window window, Optional<Marker> marker) {
        if (!instance.is("running")) {
            return new Verdict.Leave(instance, "it is " + instance.state());
        }
        if (!window.isBounded()) {
            return new Verdict.Refuse(instance, Instant.MIN, "its schedule never lets it run again");
        }
        if (instance.tags().containsKey(config.neverStopTag())) {
            return new Verdict.Keep(instance, "its tag " + config.neverStopTag() + " says so");
        }
        Optional<String> never = NeverStop.reason(instance);
        if (never.isPresent()) {
            return new Verdict.Refuse(instance, window.start(), never.get());
        }
        boolean person = instance.launchedAt().isAfter(window.start())
                && !marker.map(m -> startedByUs(m, instance)).orElse(false);
        if (person) {
            return new Verdict.Keep(
                    instance, "somebody started it at " + instance.launchedAt() + ", inside its window");
        }
        if (instance.launchedAt().plus(config.minUptime()).isAfter(now)) {
            return new Verdict.Keep(instance, "it was launched only at " + instance.launchedAt());
        }
        if (!instance.tags().containsKey(StopperConfig.MARKER_TAG) && tagsInUse(instance) >= MAX_TAGS) {
            return new Verdict.Refuse(
                    instance, window.start(), "it has 50 tags, no room for " + StopperConfig.MARKER_TAG);
        }
        return new Verdict.Stop(instance, window, "its window began at " + window.start());
    }

    private Verdict outside(Instance instance, Optional<Marker> marker) {
        if (!instance.is("stopped")) {
            return new Verdict.Leave(instance, "it is " + instance.state());
        }
        if (marker.isEmpty()) {
            return new Verdict.Keep(instance, "it was not stopped by us");
        }
        Marker last = marker.get();
        if (stoppedByPerson(instance, last)) {
            return new Verdict.Keep(instance, "somebody stopped it: " + instance.transition());
        }
        boolean again = last.did() == Did.START;
        String reason = again
                ? "our start at " + last.at() + " did not hold: " + instance.reasonCode()
                : "its window ended at " + last.window().end();
        return new Verdict.Start(instance, last.window(), again, reason);
    }

    private static boolean startedByUs(Marker marker, Instance instance) {
        return marker.did() == Did.START
                && !instance.launchedAt().isBefore(marker.at())
                && !instance.launchedAt().isAfter(marker.at().plus(OUR_START));
    }

    private static boolean stoppedByPerson(Instance instance, Marker marker) {
        return Transition.isPersons(instance.reasonCode())
                && Transition.at(instance.transition())
                        .map(at -> at.isAfter(marker.at().plus(OUR_STOP)))
                        .orElse(false);
    }

    private static long tagsInUse(Instance instance) {
        return instance.tags().keySet().stream()
                .filter(key -> !key.startsWith("aws:"))
                .count();
    }
}
