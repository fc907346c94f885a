package dev.nightshift.stopper;

import dev.nightshift.kit.Settings.Reading;
import dev.nightshift.schedule.Edge;
import dev.nightshift.schedule.Schedule;
import dev.nightshift.schedule.State;
import dev.nightshift.schedule.Window;
import dev.nightshift.stopper.Marker.Did;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Decides, purely and totally: exactly one verdict, with a reason, for every instance that was seen in one place.
///
/// A run is a level check, not an edge: deliveries can be repeated or missed, and the next run catches up.
public final class Plan {
    /// An instance that was launched this soon after our own start was started by us.
    static final Duration OUR_START = Duration.ofMinutes(10);

    /// A stop this soon after our marker may be our own: EC2 calls both
    /// `Client.UserInitiatedShutdown`.
    static final Duration OUR_STOP = Duration.ofMinutes(15);

    // Tag your Amazon EC2 resources, "Tag restrictions": 50 tags, those with the prefix "aws:"
    // not counted.
    private static final int MAX_TAGS = 50;

    private final StopperConfig config;
    private final StartOrder order;
    private final Instant now;

    private Plan(StopperConfig config, StartOrder order, Instant now) {
        this.config = config;
        this.order = order;
        this.now = now;
    }

    /// Verdicts in the order of the instances.
    public static List<Verdict> of(StopperConfig config, List<Instance> instances, Instant now) {
        Plan plan = new Plan(config, StartOrder.of(config, instances), now);
        return instances.stream().map(plan::verdict).toList();
    }

    /// Verdicts that start everything we stopped and leave the rest as it is.
    static List<Verdict> startAllStopped(StopperConfig config, List<Instance> instances, Instant now) {
        Plan plan = new Plan(config, StartOrder.of(config, instances), now);
        return instances.stream().map(plan::startIfOurs).toList();
    }

    private Verdict verdict(Instance instance) {
        if (!instance.has(config.tag())) {
            return orphan(instance, "it lost its tag " + config.tag());
        }
        String name = config.scheduleOf(instance);
        return switch (config.policies().get(name)) {
            case null ->
                orphan(
                        instance,
                        "its tag " + config.tag() + " is \"" + name + "\", which is no schedule; there are "
                                + String.join(", ", config.policies().keySet()));
            case Reading.Bad<Policy>(var problems) ->
                orphan(instance, "its schedule cannot be read: " + problems.getFirst());
            case Reading.Good<Policy>(Policy policy) -> verdict(instance, policy);
        };
    }

    private Verdict verdict(Instance instance, Policy policy) {
        Optional<Window> window = policy.schedule().window(now);
        if (window.isPresent()) {
            return instance.is("running")
                    ? inside(instance, policy, window.get())
                    : new Verdict.Leave(instance, "it is " + instance.state());
        }
        return policy.schedule().state(now) == State.RUNNING
                ? outside(instance, policy)
                : new Verdict.Leave(instance, "its schedule has no opinion now");
    }

    private Verdict inside(Instance instance, Policy policy, Window window) {
        if (instance.has(config.neverStopTag())) {
            return new Verdict.Keep(instance, "its tag " + config.neverStopTag() + " says so");
        }
        Optional<String> obstacle = obstacle(instance);
        if (obstacle.isPresent()) {
            return new Verdict.Refuse(instance, obstacle.get());
        }
        Optional<String> wish = wish(instance, policy, window);
        if (wish.isPresent()) {
            return new Verdict.Keep(instance, wish.get());
        }
        Instant due = window.start().plus(order.stopDelay(instance, instance.tag(config.tag())));
        if (now.isBefore(due)) {
            return new Verdict.Leave(instance, "its step of the stop order begins at " + due);
        }
        boolean hibernate = policy.hibernate() && instance.hibernates();
        return new Verdict.Stop(
                instance,
                window,
                hibernate,
                window.isBounded() ? "its window began at " + window.start() : "its schedule stops it all the time");
    }

    /// Why an instance must not be stopped.
    private static Optional<String> obstacle(Instance instance) {
        if (instance.localData() && !instance.has(StopperConfig.EPHEMERAL_OK_TAG)) {
            return Optional.of("it has instance-store volumes, which a stop empties; the tag "
                    + StopperConfig.EPHEMERAL_OK_TAG + " allows that");
        }
        if (!instance.has(StopperConfig.MARKER_TAG) && tagsInUse(instance) >= MAX_TAGS) {
            return Optional.of("it has 50 tags, no room for " + StopperConfig.MARKER_TAG);
        }
        return NeverStop.reason(instance);
    }

    /// Why an instance is kept: somebody wants it, or it has only just come up.
    private Optional<String> wish(Instance instance, Policy policy, Window window) {
        Optional<Instant> keepUntil = KeepTag.until(instance, policy.schedule().zone());
        if (keepUntil.isPresent() && now.isBefore(keepUntil.get())) {
            return Optional.of(
                    "its tag " + StopperConfig.KEEP_UNTIL_TAG + " says " + instance.tag(StopperConfig.KEEP_UNTIL_TAG));
        }
        Instant launched = instance.launchedAt();
        boolean person = launched.isAfter(window.start())
                && !Marker.of(instance)
                        .map(marker -> startedByUs(marker, instance))
                        .orElse(false);
        boolean allowed = policy.allowance()
                .map(allowance -> now.isBefore(launched.plus(allowance)))
                .orElse(true);
        if (person && allowed) {
            return Optional.of("somebody started it at " + launched + ", inside its window");
        }
        return launched.plus(config.minUptime()).isAfter(now)
                ? Optional.of("it was launched only at " + launched)
                : Optional.empty();
    }

    private Verdict outside(Instance instance, Policy policy) {
        if (!instance.is("stopped")) {
            return new Verdict.Leave(instance, "it is " + instance.state());
        }
        Optional<Marker> ours = Marker.of(instance);
        Verdict verdict =
                ours.isEmpty() ? new Verdict.Keep(instance, "it was not stopped by us") : restart(instance, ours.get());
        return verdict instanceof Verdict.Keep && policy.startAll()
                ? startAll(instance, policy.schedule(), verdict)
                : verdict;
    }

    /// Starts what we stopped, unless a person stopped it since.
    private Verdict restart(Instance instance, Marker last) {
        if (stoppedByPerson(instance, last)) {
            return new Verdict.Keep(instance, "somebody stopped it: " + instance.transition());
        }
        // A start that EC2 refused leaves the reason of the stop behind; one that did not hold,
        // its own.
        boolean again = last.did() == Did.START && !Transition.isPersons(instance.reasonCode());
        Instant end = last.window().end();
        Instant due = end.plus(order.startDelay(instance));
        // Before the recorded end the schedule was changed, and wants it now.
        if (!again && !now.isBefore(end) && now.isBefore(due)) {
            return new Verdict.Leave(instance, "its step of the start order begins at " + due);
        }
        String reason = again
                ? "our start at " + last.at() + " did not hold: " + instance.reasonCode()
                : "its window ended at " + end;
        return new Verdict.Start(instance, last.window(), again, reason);
    }

    /// Starts what stood still when its schedule last began to want it running; a stop after that
    /// is respected.
    private Verdict startAll(Instance instance, Schedule schedule, Verdict otherwise) {
        if (NeverStop.reason(instance).isPresent()) {
            return otherwise;
        }
        Instant stopped = Transition.at(instance.transition()).orElse(instance.launchedAt());
        for (Edge edge : schedule.nextEdges(stopped, 2)) {
            Instant due = edge.at().plus(order.startDelay(instance));
            if (edge.after() == State.RUNNING && !due.isAfter(now)) {
                return new Verdict.Start(
                        instance, new Window(stopped, edge.at()), false, "startAll wants every instance up");
            }
        }
        return otherwise;
    }

    /// What opted in no longer, or to nothing that can be used: if we stopped it, it is started
    /// when its window ends.
    private Verdict orphan(Instance instance, String why) {
        Optional<Marker> ours = Marker.of(instance).filter(marker -> instance.is("stopped"));
        if (ours.isPresent() && !now.isBefore(ours.get().window().end())) {
            return restart(instance, ours.get());
        }
        boolean down = ours.isPresent() && !stoppedByPerson(instance, ours.get());
        if (down) {
            return new Verdict.Refuse(
                    instance,
                    why + "; we stopped it and will start it at "
                            + ours.get().window().end());
        }
        return instance.has(config.tag()) ? new Verdict.Refuse(instance, why) : new Verdict.Leave(instance, why);
    }

    private Verdict startIfOurs(Instance instance) {
        return Marker.of(instance)
                .filter(marker -> instance.is("stopped") && !stoppedByPerson(instance, marker))
                .<Verdict>map(marker ->
                        new Verdict.Start(instance, marker.window(), false, "somebody asked to undo all our stops"))
                .orElse(new Verdict.Leave(instance, "it is " + instance.state() + ", and not by us"));
    }

    // A start of ours before the window's end undid our stop because a person asked for it: that
    // is the person's start.
    private static boolean startedByUs(Marker marker, Instance instance) {
        return marker.did() == Did.START
                && !marker.at().isBefore(marker.window().end())
                && !instance.launchedAt().isBefore(marker.at())
                && !instance.launchedAt().isAfter(marker.at().plus(OUR_START));
    }

    // What was launched after we marked it was stopped after that too: a shutdown from inside
    // leaves no time.
    private static boolean stoppedByPerson(Instance instance, Marker marker) {
        boolean later = Transition.at(instance.transition())
                .map(at -> at.isAfter(marker.at().plus(OUR_STOP)))
                .orElse(false);
        return Transition.isPersons(instance.reasonCode())
                && (later || !instance.launchedAt().isBefore(marker.at()));
    }

    private static long tagsInUse(Instance instance) {
        return instance.tags().keySet().stream()
                .filter(key -> !key.startsWith("aws:"))
                .count();
    }
}
