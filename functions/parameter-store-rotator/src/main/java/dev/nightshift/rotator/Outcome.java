package dev.nightshift.rotator;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What became of one parameter in a run.
///
/// @param what the parameter's name
/// @param strategy empty when it is not known
/// @param why the end of a sentence; never a value nor anything of one
/// @param open whether its pending value is still to be deleted, once people were told
/// @param live what the target says to what is published, as far as this run knows
/// @param published since when its live value is one that we wrote, if it was looked at
record Outcome(
        Kind kind,
        String what,
        String strategy,
        String why,
        Bearing bearing,
        boolean open,
        Answer live,
        Optional<Instant> published) {
    /// What it means for the run.
    enum Bearing {
        /// Nothing besides its kind.
        NONE,
        /// A rotation is half done: it cannot wait until tomorrow.
        OWED,
        /// The same, and nobody knows that the live value logs in: it cannot wait, and people should look.
        LOCKED_OUT,
        /// The failure of others held it back.
        BRAKE
    }

    /// What a reader sorts outcomes by, most important first.
    enum Kind {
        /// Neither the live nor the pending credential works: a person has to look.
        FROZEN,
        /// A call went wrong; the next run goes on from there.
        FAILED,
        /// It cannot be rotated as it is.
        REFUSED,
        /// It has a new value.
        ROTATED,
        /// It has one, and something is still to be done.
        UNFINISHED,
        /// What was replaced is gone, and with it the last of a rotation.
        RETIRED,
        /// The value that somebody else wrote stands.
        GIVEN_UP,
        /// It is due and had to wait.
        DEFERRED,
        /// It is not due, and a policy of its own deletes it soon.
        EXPIRING,
        /// Whether its value works has not been known for too long.
        UNCHECKED,
        /// Its value was refused and works again.
        RECOVERED,
        /// It has a new value; what was replaced is given its time.
        RETIRING,
        /// It is due, and its target is down on purpose: nobody need look.
        TARGET_STOPPED,
        /// It is not due.
        NOT_DUE
    }

    private static final Set<Kind> WORKS = EnumSet.of(Kind.ROTATED, Kind.RECOVERED, Kind.GIVEN_UP);

    static Outcome of(Kind kind, Parameter parameter, String strategy, String why) {
        String warning = kind == Kind.ROTATED ? Expiry.warning(parameter) : "";
        Answer live = WORKS.contains(kind) ? Answer.YES : Answer.UNKNOWN;
        return new Outcome(
                kind, parameter.name(), strategy, why + warning, Bearing.NONE, false, live, Optional.empty());
    }

    /// The same, with another bearing.
    Outcome with(Bearing other) {
        return new Outcome(kind, what, strategy, why, other, open, live, published);
    }

    /// The same, with its pending value to be deleted.
    Outcome toClose() {
        return new Outcome(kind, what, strategy, why, bearing, true, live, published);
    }

    /// The same, with what the target says to what is published.
    Outcome live(Answer answer) {
        return answer == Answer.UNKNOWN
                ? this
                : new Outcome(kind, what, strategy, why, bearing, open, answer, published);
    }

    /// Whether an application cannot log in with what is published, or may not.
    boolean isLockedOut() {
        return live == Answer.NO || bearing == Bearing.LOCKED_OUT;
    }

    /// The same, with the instant from which on its live value could be read.
    Outcome publishedAt(Instant at) {
        return new Outcome(kind, what, strategy, why, bearing, open, live, Optional.of(at));
    }
}
