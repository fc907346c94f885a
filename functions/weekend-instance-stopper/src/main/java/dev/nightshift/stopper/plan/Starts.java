package dev.nightshift.stopper.plan;

import dev.nightshift.schedule.State;
import dev.nightshift.schedule.Window;
import dev.nightshift.stopper.model.Finding;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.model.OpsCommand;
import dev.nightshift.stopper.model.UntilTag;
import dev.nightshift.stopper.plan.Marker.Did;
import dev.nightshift.stopper.plan.StartOrder.Draft;
import dev.nightshift.stopper.plan.StartOrder.Turn;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;

/// Decides for instances that are outside their stop window, and for orphans.
///
/// @param now the instant to decide for
public record Starts(StopperConfig config, Instant now) {
    /// A machine that should have been up for so long and is not, is somebody's broken morning.
    static final Duration LATE = Duration.ofHours(2);

    /// Closes the marker of what runs: whoever stops it from now on is not us.
    Draft settled(Instance instance, Wanted wants) {
        Verdict leave = new Verdict.Leave(instance, "it is " + instance.state());
        return Marker.of(instance)
                .map(marker -> settled(instance, marker, wants, leave))
                .orElse(Draft.of(leave));
    }

    private Draft settled(Instance instance, Marker last, Wanted wants, Verdict leave) {
        Verdict verdict = last.did() == Did.CLOSED
                ? leave
                : new Verdict.Mark(instance, last.closed(now), "it runs, and its window is over");
        return last.did() == Did.STOP || last.at().isBefore(last.window().end())
                ? Draft.of(verdict)
                : Draft.of(verdict, turn(instance, last, Optional.of(wants)));
    }

    /// Starts what is down because of us.
    Draft outside(Instance instance, Wanted wants) {
        return onceDown(
                instance, new Verdict.Leave(instance, "it is " + instance.state()), () -> ofStopped(instance, wants));
    }

    /// What is decided once the instance stands still. While it is stopping, what a later run could not tell is noted.
    private static Draft onceDown(Instance instance, Verdict otherwise, Supplier<Draft> stopped) {
        if (instance.is("stopped")) {
            return stopped.get();
        }
        if (!instance.is("stopping")) {
            return Draft.of(otherwise);
        }
        Draft draft = stopped.get();
        return Draft.of(
                draft.verdict() instanceof Verdict.Mark mark
                        ? mark
                        : draft.waiting().orElse(otherwise));
    }

    private Draft ofStopped(Instance instance, Wanted wants) {
        Draft draft = restart(instance, Optional.of(wants));
        if (!(draft.verdict() instanceof Verdict.Keep) || isOptedOut(instance, wants)) {
            return draft;
        }
        if (wants.policy().enforcesStarts()) {
            Window window = new Window(earlier(instance.launchedAt(), now), now);
            return Draft.of(new Verdict.Start(instance, window, false, "its schedule is enforced"));
        }
        return wants.policy().startAll() ? startAll(instance, wants, draft) : draft;
    }

    /// Whether nothing but what we stopped ourselves may be started.
    private boolean isOptedOut(Instance instance, Wanted wants) {
        return instance.has(config.neverStopTag())
                || NeverStop.reason(instance).isPresent()
                || stayOff(instance, Optional.of(wants)).isPresent();
    }

    /// Leaves what is down where the schedule has no opinion now, so that a later run still knows whose stop it was.
    Draft undecided(Instance instance, Wanted wants) {
        Verdict leave = new Verdict.Leave(instance, "its schedule has no opinion now");
        return Draft.of(
                instance.isDown()
                                && Down.of(instance, Optional.of(wants), config, now) instanceof Down.Ours ours
                                && ours.timeless()
                        ? confirm(instance, ours.last().window())
                        : leave);
    }

    /// What opted in no longer, or to nothing that can be used: if we stopped it, it is started
    /// when its window ends.
    Draft orphan(Instance instance, String why) {
        Verdict otherwise =
                instance.has(config.tag()) ? new Verdict.Refuse(instance, why) : new Verdict.Leave(instance, why);
        Optional<Marker> last = Marker.of(instance);
        boolean over = last.map(marker -> !now.isBefore(marker.window().end())).orElse(false);
        if (over && instance.is("running") && last.get().did() != Did.CLOSED) {
            return Draft.of(new Verdict.Mark(instance, last.get().closed(now), why));
        }
        if (over) {
            return onceDown(instance, otherwise, () -> {
                Draft draft = restart(instance, Optional.empty());
                return draft.verdict() instanceof Verdict.Keep && instance.has(config.tag())
                        ? Draft.of(otherwise)
                        : draft;
            });
        }
        if (!instance.is("stopped")) {
            return Draft.of(otherwise);
        }
        if (Down.of(instance, Optional.empty(), config, now) instanceof Down.Ours ours
                && stayOff(instance, Optional.empty()).isEmpty()) {
            return Draft.of(new Verdict.Refuse(
                    instance,
                    why + "; we stopped it and will start it at "
                            + ours.last().window().end()));
        }
        return Draft.of(otherwise);
    }

    /// Starts what is down because of us, because a person asked to undo all our stops.
    Verdict undo(Instance instance, Optional<Wanted> wants) {
        if (!instance.is("stopped")) {
            return new Verdict.Leave(instance, "it is " + instance.state());
        }
        Optional<String> stayOff = stayOff(instance, wants);
        if (stayOff.isPresent()) {
            return new Verdict.Keep(instance, stayOff.get());
        }
        if (!(Down.of(instance, wants, config, now) instanceof Down.Ours)) {
            return new Verdict.Leave(instance, "it is stopped, and not by us");
        }
        return asked(instance, wants, "somebody asked to undo all our stops");
    }

    /// Starts it because a person asked for that, whoever stopped it.
    public Verdict asked(Instance instance, Optional<Wanted> wants, String why) {
        // The window that holds now makes it a start inside a window, hence the person's.
        Optional<Window> current = wants.flatMap(Wanted::window).filter(window -> window.contains(now));
        Window window = current.orElseGet(() -> Down.of(instance, wants, config, now) instanceof Down.Ours ours
                ? ours.last().window()
                : new Window(earlier(instance.launchedAt(), now), now));
        return new Verdict.Start(instance, window, false, why);
    }

    /// Reports what is down because of us for so long that somebody misses it.
    Optional<Finding> late(Instance instance, Optional<Wanted> wants) {
        boolean expected = wants.map(known -> known.state() == State.RUNNING).orElse(true);
        boolean down = instance.is("stopped") || instance.is("stopping") || instance.is("pending");
        if (!expected || !down || stayOff(instance, wants).isPresent()) {
            return Optional.empty();
        }
        return switch (Down.of(instance, wants, config, now)) {
            case Down.Ours ours -> late(instance, ours.last(), wants);
            case Down.Unknown(Marker last)
            when instance.is("stopped") ->
                Optional.of(Finding.critical(
                        instance,
                        "it stays down: " + OpsCommand.start(instance) + ", or " + OpsCommand.keepOff(instance)));
            case Down.Unknown _, Down.Persons _, Down.NotOurs _ -> Optional.empty();
        };
    }

    private Optional<Finding> late(Instance instance, Marker last, Optional<Wanted> wants) {
        Instant begin = begin(last, wants).orElse(Window.FOREVER);
        boolean persons = instance.is("pending")
                && !last.isStartOf(instance)
                && now.isBefore(instance.launchedAt().plus(LATE));
        return persons || now.isBefore(begin.plus(LATE))
                ? Optional.empty()
                : Optional.of(Finding.critical(
                        instance, "it is " + instance.state() + " because of us, and should run since " + begin));
    }

    /// Starts what is down because of us, in its order.
    private Draft restart(Instance instance, Optional<Wanted> wants) {
        return switch (Down.of(instance, wants, config, now)) {
            case Down.NotOurs _ -> Draft.of(new Verdict.Keep(instance, "it was not stopped by us"));
            case Down.Persons(String how) -> Draft.of(new Verdict.Keep(instance, how));
            case Down.Unknown(Marker last) -> Draft.of(new Verdict.Keep(instance, unknown(instance, last)));
            case Down.Ours ours -> restart(instance, ours, wants);
        };
    }

    private Draft restart(Instance instance, Down.Ours ours, Optional<Wanted> wants) {
        Marker last = ours.last();
        Optional<String> stayOff = stayOff(instance, wants);
        if (stayOff.isPresent()) {
            return Draft.of(
                    ours.timeless() ? confirm(instance, last.window()) : new Verdict.Keep(instance, stayOff.get()));
        }
        Window window = last.window();
        if (now.isBefore(window.end())) {
            // The schedule was changed. What is started now is no start inside a window.
            return Draft.of(new Verdict.Start(
                    instance,
                    new Window(earlier(window.start(), now), now),
                    ours.again(),
                    "its schedule wants it now"));
        }
        if (ours.again()) {
            return Draft.of(new Verdict.Start(
                    instance, window, true, "our start at " + last.at() + " did not hold: " + instance.reasonCode()));
        }
        String why = last.isStartAfterWindow()
                ? "our start at " + last.at() + " was refused or left for this run"
                : "its window ended at " + window.end();
        Verdict start = new Verdict.Start(instance, window, false, why);
        return new Draft(
                start,
                Optional.of(turn(instance, last, wants)),
                ours.timeless() ? Optional.of(confirm(instance, last.window())) : Optional.empty());
    }

    /// Notes that it is still down because of us, as a later run could not tell.
    private Verdict confirm(Instance instance, Window window) {
        return new Verdict.Mark(
                instance, new Marker(Did.STOP, window, now), "it is down since its window, and will be started");
    }

    /// Starts what stood still when its schedule last began to want it running; a stop after that
    /// is respected. Where EC2 tells no time, only the first run after that edge knows that it stood still then.
    private Draft startAll(Instance instance, Wanted wants, Draft otherwise) {
        Optional<Instant> known = Transition.at(instance.transition());
        Optional<Instant> edge = known.isPresent()
                ? wants.nextStart(known.get())
                : wants.nextStart(now.minus(config.every())).filter(instance.launchedAt()::isBefore);
        if (edge.filter(at -> !at.isAfter(now)).isEmpty()) {
            return otherwise;
        }
        Instant since = known.orElse(instance.launchedAt());
        return new Draft(
                // It is down because of us only if this start fails.
                new Verdict.Start(instance, new Window(since, now), false, "startAll wants every instance up"),
                Optional.of(new Turn(config.scheduleOf(instance), Did.START, edge.get(), wants.nextStop())),
                known.isPresent() ? Optional.empty() : Optional.of(confirm(instance, new Window(since, edge.get()))));
    }

    private Turn turn(Instance instance, Marker last, Optional<Wanted> wants) {
        return new Turn(
                config.scheduleOf(instance),
                Did.START,
                begin(last, wants).orElse(last.window().end()),
                wants.map(Wanted::nextStop).orElse(Window.FOREVER));
    }

    /// When what was stopped for the marker's window should be started.
    private static Optional<Instant> begin(Marker last, Optional<Wanted> wants) {
        Instant end = last.window().end();
        return wants.map(known -> known.resumes(end)).orElse(Optional.of(end));
    }

    /// Why it is to stay down.
    public Optional<String> stayOff(Instance instance, Optional<Wanted> wants) {
        ZoneId zone = wants.map(known -> known.schedule().zone()).orElse(config.zone());
        return UntilTag.STAY_OFF.reason(instance, zone, now);
    }

    private static String unknown(Instance instance, Marker last) {
        return Transition.words(instance) + ", before or after its window's end at "
                + last.window().end();
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
