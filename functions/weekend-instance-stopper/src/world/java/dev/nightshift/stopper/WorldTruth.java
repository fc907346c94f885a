package dev.nightshift.stopper;

import dev.nightshift.schedule.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What really happened to one instance, by whom, and what may be done to it: the promises, without a marker and
/// without a word of the plan.
final class WorldTruth {
    static final Duration CATCH_UP = Duration.ofHours(1);
    static final Duration LATE = Duration.ofHours(2);
    // The specification: a launch so soon after our own start counts as ours.
    private static final Duration OURS_FOR = Duration.ofMinutes(10);

    /// Why an instance is down.
    private enum Down {
        /// It is up, or nobody we care for stopped it.
        NO,
        /// We stopped it, or our start failed; whatever happened since, inside the window.
        OURS,
        /// We stopped it and started it again; nobody has seen it run since.
        STARTING,
        /// Somebody stopped it outside a window.
        PERSONS,
        /// Not even EC2 knows which of both.
        EITHER
    }

    /// What a run left behind.
    ///
    /// @param critical whether people heard by this run that the instance is down because of us
    /// @param reported when people last heard that
    /// @param reportedSince when they were last due to hear it again
    /// @param known whether people take it for down now
    /// @param held whether a tag, the brake, a pause or a refusal explains that it still runs
    /// @param waits whether a tag, a pause or a refusal explains that it was not started
    record After(
            Instant at,
            WorldMachine machine,
            boolean critical,
            Instant reported,
            Instant reportedSince,
            boolean known,
            boolean held,
            boolean waits,
            boolean startedNow) {
        boolean isRunning() {
            return machine.is("running");
        }

        boolean isStayOff() {
            return machine.isStayOff(at);
        }
    }

    private final Deque<String> history = new ArrayDeque<>();
    private final Duration every;
    private @Nullable WorldSchedule schedule;
    private Down down = Down.NO;
    /// The end of the window that we stopped it for and that no run saw it survive, as it was when we did.
    private Instant owedUntil = Instant.MIN;
    private boolean personsStart;
    /// Whether its schedule was changed since a run last saw it run outside its window.
    private boolean changed;
    private boolean timeless;
    private boolean tried;
    private Instant ourStart = Instant.MIN;
    private Instant stoppedAt = Instant.MIN;
    private Instant seenRunning = Instant.MIN;
    private Instant seenStopped = Instant.MIN;

    WorldTruth(@Nullable WorldSchedule schedule, Duration every) {
        this.schedule = schedule;
        this.every = every;
    }

    @Nullable
    WorldSchedule schedule() {
        return schedule;
    }

    /// What its tag says from now on; none where it names no schedule.
    void follows(@Nullable WorldSchedule next, Instant now) {
        note(now, "follows " + next);
        schedule = next;
        changed = true;
        // Without a time nobody can tell whether it was inside the window that there is now.
        down = down == Down.PERSONS && timeless ? Down.EITHER : down;
        seenRunning = Instant.MIN;
        seenStopped = Instant.MIN;
    }

    void personStarts(Instant now) {
        note(now, "a person starts it");
        // While it comes up it may still look like a start of ours that nobody has seen hold.
        down = down == Down.STARTING || down == Down.OURS ? Down.EITHER : Down.NO;
        personsStart = true;
        if (!isOwed(now)) {
            owedUntil = Instant.MIN;
        }
    }

    void personStops(Instant now, boolean timed) {
        note(now, timed ? "a person stops it" : "a person shuts it down");
        boolean owed = owedUntil.isAfter(Instant.MIN);
        timeless = !timed;
        if (tried) {
            down = Down.EITHER;
        } else if (owed && now.isBefore(owedUntil) && isOwed(now)) {
            down = Down.OURS;
        } else if (owed && (changed || !timed)) {
            down = Down.EITHER;
        } else {
            down = Down.PERSONS;
        }
        goesDown(now);
    }

    void hostFails(Instant now) {
        note(now, "its host fails");
        down = Down.EITHER;
        timeless = true;
        goesDown(now);
    }

    /// We say that we will start it: from now on it is down because of us, at least. Where its schedule was changed,
    /// its window ends now.
    ///
    /// @param undone whether a person asked to undo all our stops
    void weMeanToStart(Instant at, boolean stayOff, boolean optedOut, boolean undone) {
        require(!stayOff, at, "it was started against its tag stay-off");
        require(
                mayBeOurs() || (!optedOut && (isEnforced(at) || isWantedByAll(at) || isFirstRunOfAll(at))),
                at,
                "it was started although somebody stopped it");
        boolean cutShort = !undone && schedule != null && schedule.at(at) == State.RUNNING && at.isBefore(owedUntil);
        if (down == Down.NO || down == Down.PERSONS) {
            owedUntil = at;
            down = Down.STARTING;
        } else if (owedUntil.equals(Instant.MIN) || cutShort) {
            owedUntil = at;
        }
    }

    /// We could not say so: while it comes up, nobody can tell whose start it is.
    void isUnmarked() {
        down = Down.EITHER;
    }

    /// @param undone whether a person asked to undo all our stops
    void weStart(Instant at, boolean stayOff, boolean optedOut, boolean undone) {
        note(at, "we start it" + (undone ? " because a person asks" : ""));
        weMeanToStart(at, stayOff, optedOut, undone);
        // A start inside the window counts as the person's; one outside it is ours until it holds.
        personsStart = undone && (isInside(at) || at.isBefore(owedUntil));
        if (undone && schedule != null && isInside(at)) {
            owedUntil = schedule.until(at);
        }
        down = personsStart ? Down.NO : down == Down.EITHER ? down : Down.STARTING;
        ourStart = personsStart ? ourStart : at;
    }

    void startFails(Instant now) {
        note(now, "its start fails");
        // What we stopped for a window is down because of us, whoever tried to start it inside the window.
        boolean unclear = down == Down.EITHER || personsStart;
        down = unclear && !now.isBefore(owedUntil) ? Down.EITHER : Down.OURS;
        goesDown(now);
    }

    private void goesDown(Instant now) {
        stoppedAt = now;
        seenRunning = Instant.MIN;
        seenStopped = Instant.MIN;
    }

    /// We say that we will stop it, and may not come to it.
    void weTry() {
        tried = true;
    }

    /// @param at the instant that the run decided for
    /// @param held whether something keeps it running
    void weStop(Instant at, Instant launched, boolean held) {
        note(at, "we stop it");
        WorldSchedule known = schedule;
        if (known == null) {
            throw broken(at, "it was stopped without having opted in");
        }
        require(!held, at, "it was stopped although something keeps it running");
        Instant asked = edge(at);
        require(!asked.equals(Instant.MIN), at, "it was stopped outside its window");
        boolean inside = isInside(at);
        require(inside || !launched.isAfter(asked), at, "it was stopped for an edge that is over, and started since");
        boolean ours = !personsStart || !launched.isAfter(ourStart.plus(OURS_FOR));
        Duration allowance = known.allowance;
        boolean allowed = allowance != null && !at.isBefore(launched.plus(allowance));
        require(ours || allowed || !launched.isAfter(asked), at, "a person's start was overridden");
        down = Down.OURS;
        tried = false;
        timeless = false;
        owedUntil = inside ? known.until(at) : at;
        changed = false;
        goesDown(at);
    }

    /// A run that looked at everything and could notify people is over.
    void runEnds(After after) {
        Instant at = after.at();
        boolean running = after.isRunning();
        if (running && !isOwed(at) && !after.waits()) {
            owedUntil = Instant.MIN;
            changed = false;
            tried = false;
            down = Down.NO;
        }
        if (after.critical()) {
            note(at, "reported as critical");
            boolean early = down != Down.EITHER && !changed && !timeless && at.isBefore(owedUntil.plus(LATE));
            require(
                    !early && mayBeOurs() && !after.isStayOff(),
                    at,
                    "it was reported as down because of us, and is not");
        }
        boolean told =
                after.startedNow() || after.isStayOff() || !after.reported().isBefore(after.reportedSince());
        require(
                running || told || down == Down.EITHER || !mayBeOurs() || !isOverdue(at),
                at,
                "it has been down because of us for two hours, and nobody was told");
        require(
                !running || !after.known() || !after.machine().launched.isBefore(at),
                at,
                "it runs again, and nobody was told");
        checkStops(after, running);
        checkStarts(after);
    }

    private boolean isOverdue(Instant at) {
        WorldSchedule known = schedule;
        boolean wanted = known == null
                || (known.at(at) == State.RUNNING
                        && !at.isBefore(known.since(at).plus(LATE)));
        return wanted && !at.isBefore(owedUntil.plus(LATE)) && !at.isBefore(stoppedAt.plus(LATE));
    }

    /// Whatever ran through one whole interval of its window is stopped.
    private void checkStops(After after, boolean running) {
        Instant at = after.at();
        Instant asked = edge(at);
        WorldSchedule known = schedule;
        Duration allowance = known == null ? null : known.allowance;
        Instant from = after.machine().launched.isAfter(asked) && allowance != null
                ? after.machine().launched.plus(allowance)
                : after.machine().launched.isAfter(asked) ? Instant.MAX : asked;
        boolean due = !asked.equals(Instant.MIN)
                && from.isBefore(Instant.MAX)
                && !at.isBefore(from.plus(every.multipliedBy(2)));
        require(
                !running || !due || after.held() || seenRunning.isBefore(from),
                at,
                "it ran through a whole interval of its window");
        seenRunning = running && !after.held() ? at : Instant.MIN;
    }

    /// Whatever is down because of us, or that its schedule wants up whoever stopped it, is started when it is time.
    private void checkStarts(After after) {
        Instant at = after.at();
        WorldSchedule known = schedule;
        boolean wanted = known == null ? !at.isBefore(owedUntil) : known.at(at) == State.RUNNING;
        Instant from = known == null ? owedUntil : wanted ? known.since(at) : Instant.MAX;
        boolean due = (down == Down.OURS && !timeless)
                || (!after.machine().isOptedOut() && (isEnforced(at) || (isWantedByAll(at) && !timeless)));
        boolean waiting = after.machine().is("stopped") && wanted && due && !after.waits() && !after.startedNow();
        require(
                !waiting || seenStopped.isBefore(from) || at.isBefore(from.plus(every.multipliedBy(2))),
                at,
                "it was not started when its schedule wanted it");
        seenStopped = waiting ? at : Instant.MIN;
    }

    private boolean mayBeOurs() {
        return down == Down.OURS || down == Down.STARTING || down == Down.EITHER;
    }

    private boolean isInside(Instant at) {
        return schedule != null && schedule.at(at) == State.STOPPED;
    }

    /// Whether the window that we stopped it for still lasts: that of its schedule, or the recorded one where it has
    /// no schedule any more.
    private boolean isOwed(Instant at) {
        return schedule == null ? at.isBefore(owedUntil) : isInside(at);
    }

    private boolean isEnforced(Instant at) {
        return schedule != null && schedule.startsToo && schedule.at(at) == State.RUNNING;
    }

    /// Whether it stood still when its schedule began to want all its instances.
    private boolean isWantedByAll(Instant at) {
        return schedule != null
                && schedule.startAll
                && schedule.at(at) == State.RUNNING
                && !stoppedAt.isAfter(schedule.since(at));
    }

    /// Whether nobody can tell if it stood still when its schedule began to want all its instances: it was shut down
    /// without a time between that and this run.
    private boolean isFirstRunOfAll(Instant at) {
        return schedule != null
                && schedule.startAll
                && timeless
                && schedule.at(at) == State.RUNNING
                && at.isBefore(schedule.since(at).plus(every));
    }

    /// The edge that wants it stopped at the instant: the beginning of its window, or of one that is over for a short
    /// time and was followed by no opinion.
    private Instant edge(Instant at) {
        WorldSchedule known = schedule;
        if (known == null) {
            return Instant.MIN;
        }
        Instant probe = at;
        while (known.at(probe) == State.NO_OPINION) {
            probe = known.since(probe).minusSeconds(1);
            if (probe.isBefore(at.minus(CATCH_UP))) {
                return Instant.MIN;
            }
        }
        Instant since = known.since(probe);
        boolean late = known.at(at) == State.NO_OPINION && since.isBefore(at.minus(CATCH_UP));
        return known.at(probe) == State.STOPPED && !late ? since : Instant.MIN;
    }

    void note(Instant at, String what) {
        history.add(at + " " + what);
        if (history.size() > 40) {
            history.remove();
        }
    }

    private void require(boolean holds, Instant at, String broken) {
        if (!holds) {
            throw broken(at, broken);
        }
    }

    private AssertionError broken(Instant at, String broken) {
        return new AssertionError(at + ": " + broken + "\n" + String.join("\n", history) + "\n" + schedule + " " + down
                + ", owed until " + owedUntil + (changed ? ", changed" : "") + (timeless ? ", timeless" : ""));
    }
}
