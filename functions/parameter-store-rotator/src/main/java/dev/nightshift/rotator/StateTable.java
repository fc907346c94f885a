package dev.nightshift.rotator;

/// What comes next, derived from what is there and from what the target says. No flag is kept anywhere, so that a crash
/// between any two steps leaves nothing to repair: the next run reads the same facts and goes on.
final class StateTable {
    private StateTable() {}

    /// What Parameter Store holds for one rotation.
    ///
    /// @param due whether the live value is old enough, or was asked to be replaced
    /// @param pending whether there is a pending value
    /// @param published whether the live value is the pending one
    /// @param moved whether the live parameter has another version than the pending value was
    ///     made from
    /// @param refused whether the target refused the pending value as such in this run
    /// @param coolDownOver whether everything that may have been under way when the pending value
    ///     was written is over
    /// @param soleActor whether no second invocation can be at it
    /// @param claimed whether a rotation left something behind that is still to be retired
    record Facts(
            boolean due,
            boolean pending,
            boolean published,
            boolean moved,
            boolean refused,
            boolean coolDownOver,
            boolean soleActor,
            boolean claimed) {}

    /// What the target says; asked only as far as the answer matters, because some count failed
    /// logins.
    interface Logins {
        Answer pending();

        Answer live();

        /// With one of the versions before the live one.
        Answer earlier();
    }

    static Step next(Facts facts, Logins logins) {
        if (!facts.pending()) {
            if (facts.due()) {
                return begin(logins);
            }
            return facts.claimed() ? Step.RETIRE : Step.REST;
        }
        if (facts.published()) {
            return Step.FINISH;
        }
        return switch (logins.pending()) {
            case YES -> facts.moved() ? superseded(facts, logins) : Step.PUBLISH;
            case NO -> notSet(facts, logins);
            case UNKNOWN -> Step.WAIT;
        };
    }

    // What cannot be reached or does not work is not touched: there would be no way back to a known state. A version
    // before that works is a way: somebody put an old value back at the target, or wrote a wrong one here.
    private static Step begin(Logins logins) {
        Answer works = logins.live() == Answer.NO ? logins.earlier() : logins.live();
        return switch (works) {
            case YES -> Step.BEGIN;
            case NO -> Step.FREEZE;
            case UNKNOWN -> Step.WAIT;
        };
    }

    // Both may work: with two users, or when somebody changed another field only.
    private static Step superseded(Facts facts, Logins logins) {
        return switch (logins.live()) {
            case YES -> giveUp(facts);
            case NO -> Step.PUBLISH;
            case UNKNOWN -> Step.WAIT;
        };
    }

    private static Step notSet(Facts facts, Logins logins) {
        return switch (logins.live()) {
            case YES -> facts.moved() || facts.refused() ? giveUp(facts) : Step.SET;
            case NO ->
                switch (logins.earlier()) {
                    case YES -> facts.refused() ? Step.FREEZE : Step.SET;
                    case NO -> Step.FREEZE;
                    case UNKNOWN -> Step.WAIT;
                };
            case UNKNOWN -> Step.WAIT;
        };
    }

    // A request that was sent before may still land and would make the pending value the only one
    // that works.
    private static Step giveUp(Facts facts) {
        if (!facts.coolDownOver()) {
            return Step.WAIT;
        }
        return facts.soleActor() ? Step.ABANDON : Step.FREEZE;
    }
}
