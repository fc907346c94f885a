package dev.nightshift.stopper.plan;

import dev.nightshift.schedule.Window;
import dev.nightshift.stopper.model.Finding;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.model.OpsCommand;
import dev.nightshift.stopper.model.UntilTag;
import dev.nightshift.stopper.plan.Marker.Did;
import dev.nightshift.stopper.plan.StartOrder.Draft;
import dev.nightshift.stopper.plan.StartOrder.Turn;
import dev.nightshift.stopper.settings.Policy;
import dev.nightshift.stopper.settings.StopperConfig;
import dev.nightshift.stopper.settings.TagKeys;
import java.time.Instant;
import java.util.Optional;

/// Decides for instances that are inside their stop window.
///
/// @param now the instant to decide for
public record Stops(StopperConfig config, Instant now) {
    /// Stops what runs, unless somebody or something wants it up.
    Draft inside(Instance instance, Wanted wants, Window window) {
        Optional<String> never = neverStop(instance);
        if (never.isPresent()) {
            return Draft.of(new Verdict.Keep(instance, never.get()));
        }
        Optional<String> obstacle = obstacle(instance);
        if (obstacle.isPresent()) {
            // What opted in by nothing but being there is no mistake of anybody's.
            return Draft.of(
                    instance.has(config.tag())
                            ? new Verdict.Refuse(instance, obstacle.get())
                            : new Verdict.Keep(instance, obstacle.get()));
        }
        Optional<String> wish = wish(instance, wants.policy(), window);
        if (wish.isPresent()) {
            return Draft.of(new Verdict.Keep(instance, wish.get()));
        }
        String why =
                window.isBounded() ? "its window began at " + window.start() : "its schedule stops it all the time";
        return Draft.of(stop(instance, wants.policy(), window, why), turn(instance, window));
    }

    /// Stops it in the way that its schedule asks for.
    public static Verdict stop(Instance instance, Policy policy, Window window, String why) {
        return new Verdict.Stop(instance, window, policy.hibernate() && instance.hibernates(), why);
    }

    /// That a tag keeps it from ever being stopped.
    public Optional<String> neverStop(Instance instance) {
        return instance.has(config.neverStopTag())
                ? Optional.of("its tag " + config.neverStopTag() + " says so")
                : Optional.empty();
    }

    /// Leaves what is down. What we stopped for the window keeps its rank in the order.
    Draft down(Instance instance, Window window) {
        Verdict leave = new Verdict.Leave(instance, "it is " + instance.state());
        boolean ours = Marker.of(instance)
                .filter(marker ->
                        marker.did() == Did.STOP && marker.window().start().equals(window.start()))
                .isPresent();
        return ours ? Draft.of(leave, turn(instance, window)) : Draft.of(leave);
    }

    /// What a person stopped once more, after we had stopped it for the window: when it is started, and what prevents
    /// that.
    Optional<Finding> stoppedAgain(Instance instance, Wanted wants) {
        if (wants.window().isEmpty() || !(instance.is("stopped") || instance.is("stopping"))) {
            return Optional.empty();
        }
        Window window = wants.window().get();
        Optional<Instant> resumes = wants.resumes(window.end());
        boolean again = Down.of(instance, Optional.of(wants), config, now) instanceof Down.Ours ours
                && window.contains(ours.last().at())
                && isStoppedAgain(instance, ours.last());
        return resumes.filter(at -> again
                        && UntilTag.STAY_OFF
                                .reason(instance, wants.schedule().zone(), at)
                                .isEmpty())
                .map(at -> Finding.note(
                        instance,
                        Transition.words(instance) + ", inside its window: it is started at " + at
                                + "; to keep it down: " + OpsCommand.keepOff(instance) + ", or its tag "
                                + UntilTag.STAY_OFF.key()));
    }

    private static boolean isStoppedAgain(Instance instance, Marker last) {
        return Transition.isPersons(instance.reasonCode())
                && (instance.launchedAt().isAfter(last.at())
                        || Transition.at(instance.transition())
                                .map(at -> at.isAfter(last.at().plus(Plan.OUR_STOP)))
                                .orElse(Transition.isFromInside(instance.reasonCode())));
    }

    private Turn turn(Instance instance, Window window) {
        return new Turn(config.scheduleOf(instance), Did.STOP, window.start(), window.end());
    }

    /// Why an instance must not be stopped.
    public static Optional<String> obstacle(Instance instance) {
        if (instance.localData() != Instance.LocalData.NONE && !instance.has(StopperConfig.EPHEMERAL_OK_TAG)) {
            String what = instance.localData() == Instance.LocalData.SOME
                    ? "it has instance-store volumes, which a stop empties"
                    : "EC2 does not describe its type " + instance.type()
                            + ", so that it may have instance-store volumes, which a stop empties";
            return Optional.of(what + "; the tag " + StopperConfig.EPHEMERAL_OK_TAG + " allows that");
        }
        if (!TagKeys.hasRoom(instance, StopperConfig.MARKER_TAG)) {
            return Optional.of("it has 50 tags, no room for " + StopperConfig.MARKER_TAG);
        }
        return NeverStop.reason(instance);
    }

    /// Why an instance is kept: somebody wants it, or it has only just come up.
    private Optional<String> wish(Instance instance, Policy policy, Window window) {
        Optional<String> kept = UntilTag.KEEP.reason(instance, policy.schedule().zone(), now);
        if (kept.isPresent()) {
            return kept;
        }
        Instant launched = instance.launchedAt();
        boolean person = launched.isAfter(window.start())
                && !Marker.of(instance)
                        .map(marker -> marker.isStartOf(instance))
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
}
