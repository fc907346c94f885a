package dev.nightshift.stopper.hand;

import dev.nightshift.schedule.Window;
import dev.nightshift.stopper.act.Execution;
import dev.nightshift.stopper.hand.Decision.Change;
import dev.nightshift.stopper.hand.Decision.Refused;
import dev.nightshift.stopper.hand.Decision.TagValue;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.model.OpsCommand;
import dev.nightshift.stopper.model.UntilTag;
import dev.nightshift.stopper.plan.Down;
import dev.nightshift.stopper.plan.Marker;
import dev.nightshift.stopper.plan.Plan;
import dev.nightshift.stopper.plan.Starts;
import dev.nightshift.stopper.plan.Verdict;
import dev.nightshift.stopper.plan.Wanted;
import dev.nightshift.stopper.settings.StopperConfig;
import dev.nightshift.stopper.settings.TagKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Decides what a person asks for one instance, by the rules of the function's own runs. Pure.
///
/// @param acts whether runs of the function change anything, hence would start again what is stopped now
public record HandPlan(StopperConfig config, boolean acts, Instance instance, Instant now) {

    /// The answer.
    public Decision of(Wish wish) {
        if (!config.isConcerned(instance) && Marker.of(instance).isEmpty()) {
            return new Refused("it has no tag " + config.tag() + ": it did not opt in, and nothing stops or starts it");
        }
        return switch (wish) {
            case Wish.Keep(Instant until, String why) ->
                keep(until, UntilTag.KEEP.value(Optional.of(until), zone(), why));
            case Wish.EndKeep _ -> end(UntilTag.KEEP);
            case Wish.KeepOff(Optional<Instant> until, String why) ->
                tag(UntilTag.STAY_OFF, UntilTag.STAY_OFF.value(until, zone(), why), starts(until));
            case Wish.EndKeepOff _ -> end(UntilTag.STAY_OFF);
            case Wish.Stop stop -> new HandStop(this, stop).decision();
            case Wish.Start _ -> start();
        };
    }

    /// The zone of its local times: its schedule's.
    ZoneId zone() {
        return wanted().map(wants -> wants.schedule().zone()).orElse(config.zone());
    }

    Plan plan() {
        return new Plan(config, List.of(instance), now);
    }

    Optional<Wanted> wanted() {
        return plan().wanted(instance);
    }

    /// The stop window that holds now.
    Optional<Window> window() {
        return wanted().flatMap(Wanted::window).filter(window -> window.contains(now));
    }

    private Decision keep(Instant until, String value) {
        Optional<String> unscheduled = plan().unscheduled(instance);
        if (unscheduled.isPresent()) {
            return new Refused(unscheduled.get() + ": nothing stops it");
        }
        Instant begins = window().isPresent() ? now : wanted().orElseThrow().nextStop();
        List<Instant> looks = begins.isBefore(until) ? List.of(begins, until) : List.of(until, begins);
        Decision decision = tag(UntilTag.KEEP, value, looks);
        if (!(decision instanceof Change change) || !instance.isDown()) {
            return decision;
        }
        List<String> next = new ArrayList<>(change.next());
        boolean ours = Down.of(instance, wanted(), config, now) instanceof Down.Ours;
        next.add((ours ? "it is down because of us, and the" : "the") + " tag alone does not start it: "
                + OpsCommand.start(instance));
        return new Change(change.tag(), Optional.empty(), next);
    }

    /// When runs would start it: at the end of the window that holds now, and after the instant.
    private List<Instant> starts(Optional<Instant> until) {
        return Stream.concat(window().map(Window::end).stream(), until.stream())
                .flatMap(end -> wanted().flatMap(wants -> wants.resumes(end)).stream())
                .sorted()
                .toList();
    }

    private Decision end(UntilTag tag) {
        return instance.has(tag.key())
                ? tag(tag, tag.value(Optional.of(now), zone(), ""), starts(Optional.empty()))
                : new Refused("it has no tag " + tag.key());
    }

    private Decision tag(UntilTag tag, String value, List<Instant> looks) {
        if (!TagKeys.hasRoom(instance, tag.key())) {
            return new Refused("it has " + TagKeys.MAX_TAGS + " tags, no room for " + tag.key());
        }
        List<Instant> all = new ArrayList<>(List.of(now));
        all.addAll(looks);
        return new Change(
                Optional.of(new TagValue(tag.key(), value)),
                Optional.empty(),
                next(instance.tagged(tag.key(), value), all));
    }

    private Decision start() {
        Optional<Wanted> wants = wanted();
        Starts starts = new Starts(config, now);
        Optional<String> stayOff = starts.stayOff(instance, wants);
        if (!instance.is("stopped")) {
            return new Refused("it is " + instance.state() + ": only what is stopped can be started");
        }
        if (stayOff.isPresent()) {
            return new Refused(stayOff.get() + "; " + OpsCommand.endKeepOff(instance) + " ends that");
        }
        Verdict start = starts.asked(instance, wants, "somebody asked for it");
        Instance started = instance.after("running", now, "", "")
                .tagged(
                        StopperConfig.MARKER_TAG,
                        Execution.marker(start, now).orElseThrow().value());
        return new Change(Optional.empty(), Optional.of(start), afterStart(started, wants));
    }

    /// What becomes of it after its start; and how to keep it where its schedule does not leave that to people.
    private List<String> afterStart(Instance started, Optional<Wanted> wants) {
        Optional<Window> window = window();
        if (wants.isEmpty() || window.isEmpty()) {
            return wants.isEmpty()
                    ? List.of()
                    : next(started, List.of(wants.get().nextStop()));
        }
        Duration allowance = wants.get().policy().allowance().orElse(Duration.ZERO);
        Instant later = now.plus(allowance.compareTo(config.minUptime()) > 0 ? allowance : config.minUptime());
        List<String> next =
                new ArrayList<>(next(started, List.of(now, later, window.get().end())));
        if (window.get().contains(later) && verdict(started, later) instanceof Verdict.Stop) {
            next.add("to keep it: "
                    + OpsCommand.keep(
                            started,
                            OpsCommand.keptUntil(new Window(now, window.get().end())),
                            zone()));
        }
        return next;
    }

    private Verdict verdict(Instance then, Instant at) {
        return Plan.of(config, List.of(then), at).getFirst();
    }

    /// What runs at these instants will do, in their order; nothing more once one has changed the instance.
    List<String> next(Instance then, List<Instant> instants) {
        List<String> next = new ArrayList<>();
        String before = "";
        for (Instant at : instants) {
            if (!at.isBefore(Window.FOREVER)) {
                break;
            }
            Verdict verdict = verdict(then, at);
            String when = at.equals(now) ? "from now on" : "from " + OpsCommand.text(at, zone()) + " on";
            if (!words(verdict).equals(before)) {
                next.add(when + " it is " + words(verdict));
            }
            before = words(verdict);
            if (verdict instanceof Verdict.Stop || verdict instanceof Verdict.Start) {
                break;
            }
        }
        return next;
    }

    private static String words(Verdict verdict) {
        return switch (verdict) {
                    case Verdict.Stop _ -> "stopped: ";
                    case Verdict.Start _ -> "started: ";
                    case Verdict.Mark _, Verdict.Keep _, Verdict.Leave _, Verdict.Refuse _ -> "left alone: ";
                }
                + verdict.reason();
    }
}
