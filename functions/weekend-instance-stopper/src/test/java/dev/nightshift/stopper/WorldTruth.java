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
    private static final Duration CATCH_UP = Duration.ofHours(2);
    private static final Duration EVERY = Duration.ofMinutes(15);
    private static final Duration LATE = Duration.ofHours(2);

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

    private final Deque<String> history = new ArrayDeque<>();
    private @Nullable WorldSchedule schedule;
    private Down down = Down.NO;
    /// The window that we stopped it for and that no run saw it survive, as it was when we did.
    private Instant owedUntil = Instant.MIN;
    private boolean personsStart;
    /// Whether its schedule was changed since a run last saw it run outside its window.
    private boolean changed;
    private boolean timeless;
    private boolean tried;
    private Instant seenRunning = Instant.MIN;

    WorldTruth(WorldSchedule schedule) {
        this.schedule = schedule;
    }

    /// What its tag says from now on; none where it names no schedule.
    void follows(@Nullable WorldSchedule next, Instant now) {
        note(now, "follows " + next);
        schedule = next;
        changed = true;
        seenRunning = Instant.MIN;
    }

    boolean isOptedIn() {
        return schedule != null;
    }

    void personStarts(Instant now) {
        note(now, "a person starts it");
        // While it comes up it may still look like a start of ours that nobody has seen hold.
        down = down == Down.STARTING || down == Down.OURS ? Down.EITHER : Down.NO;
        personsStart = true;
        if (!isInside(now)) {
            owedUntil = Instant.MIN;
        }
    }

    void personStops(Instant now, boolean timed) {
        note(now, timed ? "a person stops it" : "a person shuts it down");
        boolean owed = owedUntil.isAfter(Instant.MIN);
        timeless = !timed;
        if (tried) {
            down = Down.EITHER;
        } else if (owed && now.isBefore(owedUntil) && isInside(now)) {
            down = Down.OURS;
        } else if (owed && (changed || !timed)) {
            down = Down.EITHER;
        } else {
            down = Down.PERSONS;
        }
        seenRunning = Instant.MIN;
    }

    void hostFails(Instant now) {
        note(now, "its host fails");
        down = Down.EITHER;
        seenRunning = Instant.MIN;
    }

    /// @param undone whether a person asked to undo all our stops
    void weStart(Instant now, boolean stayOff, boolean undone) {
        note(now, "we start it" + (undone ? " because a person asks" : ""));
        require(!stayOff, now, "it was started against its tag stay-off");
        require(mayBeOurs(), now, "it was started although somebody stopped it");
        down = undone ? Down.NO : Down.STARTING;
        personsStart = undone;
    }

    void startFails(Instant now) {
        note(now, "its start fails");
        down = personsStart ? Down.EITHER : Down.OURS;
    }

    /// We say that we will stop it, and may not come to it.
    void weTry() {
        tried = true;
    }

    /// @param at the instant that the run decided for
    void weStop(Instant at, Instant launched, boolean held, boolean enforced) {
        note(at, "we stop it");
        require(schedule != null, at, "it was stopped without having opted in");
        require(!held, at, "it was stopped against a tag");
        Instant asked = edge(at);
        require(!asked.equals(Instant.MIN), at, "it was stopped outside its window");
        boolean inside = isInside(at);
        require(inside || !launched.isAfter(asked), at, "it was stopped for an edge that is over, and started since");
        require(
                enforced || changed || !personsStart || !launched.isAfter(asked),
                at,
                "a person's start was overridden");
        down = Down.OURS;
        tried = false;
        timeless = false;
        owedUntil = inside && schedule != null ? schedule.until(at) : at;
        changed = false;
        seenRunning = Instant.MIN;
    }

    /// A run that looked at everything is over.
    ///
    /// @param critical whether people know that the instance is down because of us
    /// @param excused whether a fault, a tag or this run's own start explains why nothing more happened
    void runEnds(Instant at, boolean running, Instant launched, boolean critical, boolean excused, int steps) {
        if (running && !isInside(at)) {
            owedUntil = Instant.MIN;
            changed = false;
            tried = false;
            down = Down.NO;
        }
        if (critical) {
            note(at, "reported as critical");
            boolean early = down != Down.EITHER && !changed && !timeless && at.isBefore(owedUntil.plus(LATE));
            require(!early && mayBeOurs(), at, "it was reported as down because of us for two hours, and is not");
        }
        if (schedule == null) {
            return;
        }
        State state = schedule.at(at);
        Instant since = schedule.since(at);
        boolean overdue =
                state == State.RUNNING && !at.isBefore(since.plus(LATE)) && !at.isBefore(owedUntil.plus(LATE));
        require(
                running || excused || down == Down.EITHER || !mayBeOurs() || !overdue || critical || changed,
                at,
                "it has been down because of us for two hours, and nobody was told");
        boolean settled = !at.isBefore(since.plus(EVERY.multipliedBy(steps)));
        boolean due = state == State.STOPPED && !launched.isAfter(since) && settled;
        require(
                !running || !due || excused || seenRunning.isBefore(since),
                at,
                "it ran through a whole interval of its window");
        seenRunning = running && !excused ? at : Instant.MIN;
    }

    private boolean mayBeOurs() {
        return down == Down.OURS || down == Down.STARTING || down == Down.EITHER;
    }

    private boolean isInside(Instant at) {
        return schedule != null && schedule.at(at) == State.STOPPED;
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
            if (probe.isBefore(at.minus(Duration.ofDays(7)))) {
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
            throw new AssertionError(at + ": " + broken + "\n" + String.join("\n", history) + "\n" + schedule);
        }
    }
}
