package dev.nightshift.stopper.hand;

import dev.nightshift.schedule.State;
import dev.nightshift.schedule.Window;
import dev.nightshift.stopper.act.Execution;
import dev.nightshift.stopper.hand.Decision.Change;
import dev.nightshift.stopper.hand.Decision.Refused;
import dev.nightshift.stopper.hand.Decision.TagValue;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.model.OpsCommand;
import dev.nightshift.stopper.model.UntilTag;
import dev.nightshift.stopper.plan.Stops;
import dev.nightshift.stopper.plan.Verdict;
import dev.nightshift.stopper.plan.Wanted;
import dev.nightshift.stopper.settings.Policy;
import dev.nightshift.stopper.settings.StopperConfig;
import dev.nightshift.stopper.settings.TagKeys;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Decides whether a person's stop of one instance is carried out as the function's own.
///
/// Inside a stop window it is the window's stop, and the window's end starts the instance. Outside there is no such
/// end: until the instant that the person names, or for ever, the tag `nightshift:stay-off` keeps runs from starting
/// at once what they would take for a stop of a window that is no longer in the schedule.
record HandStop(HandPlan hand, Wish.Stop wish) {
    private static final DateTimeFormatter EC2_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    Decision decision() {
        return obstacle().<Decision>map(Refused::new).orElseGet(this::stop);
    }

    /// What the function would refuse, for its reasons.
    private Optional<String> obstacle() {
        Instance instance = hand.instance();
        if (!instance.is("running")) {
            String more = instance.isDown() ? "; " + OpsCommand.keepOff(instance) + " keeps it down" : "";
            return Optional.of("it is " + instance.state() + ": only what is running can be stopped" + more);
        }
        Stops stops = new Stops(hand.config(), hand.now());
        return Stream.of(
                        hand.plan().unscheduled(instance),
                        stops.neverStop(instance),
                        Stops.obstacle(instance),
                        UntilTag.KEEP
                                .reason(instance, hand.zone(), hand.now())
                                .map(why -> why + "; " + OpsCommand.endKeep(instance) + " ends that"),
                        Optional.of("the function changes nothing (dryRun or enabled in its settings), and would not"
                                        + " start it again: expected --stay-off")
                                .filter(_ -> !hand.acts() && !wish.stayOff()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Decision stop() {
        Optional<Window> window = hand.window();
        if (window.isEmpty() && wish.until().isEmpty() && !wish.stayOff()) {
            return new Refused("it is outside its stop windows, so that no window's end would start it again: expected"
                    + " --until TIME, when it is started again, or --stay-off, until somebody starts it");
        }
        Optional<Instant> end = window.map(Window::end);
        if (wish.until().isPresent() && end.filter(wish.until().get()::isBefore).isPresent()) {
            return new Refused("it is inside its stop window, which ends at " + OpsCommand.text(end.get(), hand.zone())
                    + " and starts it then: expected no --until, or a later one");
        }
        boolean longer = wish.stayOff()
                || wish.until().filter(until -> !end.equals(Optional.of(until))).isPresent();
        if (!longer) {
            return wish.why().isEmpty()
                    ? change(window.orElseThrow(), Optional.empty())
                    : new Refused("no tag is written that could hold the reason: expected --why with --until or"
                            + " --stay-off alone");
        }
        Instant start = window.map(Window::start).orElse(hand.now());
        String value = UntilTag.STAY_OFF.value(wish.until(), hand.zone(), wish.why());
        return change(
                new Window(start, resumes(start).orElse(Window.FOREVER)),
                Optional.of(new TagValue(UntilTag.STAY_OFF.key(), value)));
    }

    /// When it is started again: when its schedule wants it to run, and a run comes in time to see that.
    private Optional<Instant> resumes(Instant end) {
        Wanted wants = hand.wanted().orElseThrow();
        return wish.stayOff()
                ? Optional.empty()
                : wants.resumes(wish.until().orElse(end)).flatMap(start -> {
                    Instant run = nextRun(start);
                    return wants.schedule().state(run) == State.RUNNING ? Optional.of(start) : wants.resumes(run);
                });
    }

    private Instant nextRun(Instant from) {
        long every = hand.config().every().toSeconds();
        return Instant.ofEpochSecond(Math.ceilDiv(from.getEpochSecond(), every) * every);
    }

    private Decision change(Window span, Optional<TagValue> tag) {
        Instance instance = hand.instance();
        if (tag.isPresent()
                && !TagKeys.hasRoom(
                        instance.tagged(StopperConfig.MARKER_TAG, ""), tag.get().key())) {
            return new Refused("it has no room for the tags " + StopperConfig.MARKER_TAG + " and "
                    + tag.get().key());
        }
        Policy policy = hand.wanted().orElseThrow().policy();
        Verdict stop = Stops.stop(instance, policy, span, "somebody asked for it");
        Instance marked = instance.tagged(
                StopperConfig.MARKER_TAG,
                Execution.marker(stop, hand.now()).orElseThrow().value());
        Instance tagged = tag.map(one -> marked.tagged(one.key(), one.value())).orElse(marked);
        String time = EC2_TIME.format(LocalDateTime.ofInstant(hand.now(), ZoneOffset.UTC));
        Instance stopped = tagged.after(
                "stopped", instance.launchedAt(), "Client.UserInitiatedShutdown", "User initiated (" + time + " GMT)");
        Optional<Instant> resumes = resumes(span.end());
        List<String> next = new ArrayList<>(hand.next(
                stopped, Stream.concat(Stream.of(hand.now()), resumes.stream()).toList()));
        if (resumes.isEmpty()) {
            String how = wish.stayOff() ? OpsCommand.endKeepOff(instance) : OpsCommand.start(instance);
            next.add("nothing starts it again but a person: " + how);
        }
        return new Change(tag, Optional.of(stop), next);
    }
}
