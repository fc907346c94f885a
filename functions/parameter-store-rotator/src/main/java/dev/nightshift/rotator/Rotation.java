package dev.nightshift.rotator;

import dev.nightshift.rotator.Outcome.Kind;
import dev.nightshift.rotator.SetAndAsked.Fate;
import dev.nightshift.rotator.StateTable.Facts;
import dev.nightshift.rotator.Target.Retirement;
import dev.nightshift.rotator.Verdict.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Brings the rotation of one parameter as far as it can get in this run: it looks, takes the step that the
/// [StateTable] names, and looks again.
///
/// It deletes no pending value: that is done when people have been told.
final class Rotation {
    /// What a run gives each rotation.
    ///
    /// @param time what is left of the run
    /// @param paused why no rotation may begin, if that is so; one that has begun is finished all the same,
    ///     because half of it is a lock-out
    record Conditions(
            Instant now, Remaining time, boolean soleActor, Optional<String> paused, Pace pace, Attempts attempts) {}

    /// What is left of a run.
    @FunctionalInterface
    interface Remaining {
        Duration left();
    }

    /// Enough to set a value at the target, to test it and to publish it: no such step begins
    /// with less.
    static final Duration STEP = Duration.ofSeconds(90);

    /// What one more write and its confirmation take.
    private static final Duration LAST_WRITE = Duration.ofSeconds(15);

    private static final String WRITTEN_SINCE = "somebody wrote it since it was listed";

    // A value that is set and not published locks people out: this is worth two minutes of the run.
    private static final List<Duration> PAUSES =
            Stream.of(1, 2, 4, 8, 15, 30, 60).map(Duration::ofSeconds).toList();

    private final ParameterStore store;
    private final Target target;
    private final Parameter parameter;
    private final Strategy strategy;
    private final Conditions conditions;
    private final LoginBudget budget;
    private final AskedLogins asked;

    private final OthersEdits others;

    private Holdings held;
    private Optional<Long> replaced = Optional.empty();
    private Optional<String> refused = Optional.empty();
    private final List<String> notes = new ArrayList<>();

    /// Looks.
    ///
    /// @throws Target.Unsuitable when it cannot be rotated as it is
    ///
    /// @param budget what its user may still be sent
    Rotation(
            ParameterStore store,
            Target target,
            Parameter parameter,
            Strategy strategy,
            Conditions conditions,
            LoginBudget budget) {
        this.store = store;
        this.target = target;
        this.parameter = parameter;
        this.strategy = strategy;
        this.conditions = conditions;
        this.others = new OthersEdits(store, parameter.name(), target::merged);
        this.held = others.takenInto(Holdings.read(store, parameter.name()));
        this.budget = budget;
        this.asked = new AskedLogins(store, target, parameter.name(), () -> held, budget);
    }

    /// The live value.
    Secret live() {
        return held.live().secret();
    }

    /// Takes step after step until one is the last of this run.
    ///
    /// @param origin of a new value, if the parameter is due; nothing to finish what is under way
    Outcome run(Optional<Origin> origin) {
        try {
            return steps(origin);
        } catch (CallException e) {
            return outcome(Kind.FAILED, e.what());
        } catch (Target.Unsuitable e) {
            return outcome(Kind.REFUSED, e.why());
        }
    }

    /// Begins with a version before the live one, which the target refuses, or goes on with what is pending.
    ///
    /// @param refusedNow whether it was asked in this run
    /// @param paused why no rotation may begin, if that is so
    Outcome heal(boolean refusedNow, Supplier<Optional<String>> paused) {
        if (held.live().version() != parameter.version()) {
            return outcome(Kind.DEFERRED, WRITTEN_SINCE);
        }
        if (refusedNow) {
            asked.refusedJustNow();
        }
        if (held.pending().isPresent()) {
            return run(Optional.empty());
        }
        return paused.get()
                .map(why -> outcome(
                                Kind.DEFERRED,
                                "the target refuses the live credential" + asked.refusal() + "; no rotation begins: "
                                        + why)
                        .live(Answer.NO))
                .orElseGet(() -> run(Optional.of(Origin.NEW)));
    }

    private Outcome steps(Optional<Origin> origin) {
        while (true) {
            Step step = StateTable.next(facts(origin.filter(this::mayBegin).isPresent()), asked);
            Optional<Outcome> end = take(step, origin.orElse(Origin.NEW));
            if (end.isPresent()) {
                return end.get();
            }
        }
    }

    private Optional<Outcome> take(Step step, Origin origin) {
        boolean changesMuch = step == Step.BEGIN || step == Step.SET;
        if (changesMuch && conditions.time().left().compareTo(STEP) < 0) {
            return end(Kind.DEFERRED, "there was no time left to finish it");
        }
        return switch (step) {
            case REST -> end(Kind.DEFERRED, WRITTEN_SINCE);
            case BEGIN -> begin(origin);
            case SET -> set();
            case PUBLISH -> publish();
            case FINISH -> Optional.of(finish());
            case ABANDON -> Optional.of(abandon());
            case RETIRE -> Optional.of(retire(held.claim().orElseThrow()));
            case WAIT -> Optional.of(waiting());
            case FREEZE ->
                end(
                        Kind.FROZEN,
                        refused.orElseGet(() -> "the target refuses the live credential and every other that is kept"
                                + asked.refusal()));
        };
    }

    private void look() {
        held = others.takenInto(Holdings.read(store, parameter.name()));
    }

    private Facts facts(boolean due) {
        return new Facts(
                due && held.live().version() == parameter.version(),
                held.pending().isPresent(),
                held.isPublished(),
                held.hasMoved(),
                refused.isPresent(),
                held.pendingSince().plus(RotatorConfig.COOL_DOWN).isBefore(conditions.now()),
                conditions.soleActor(),
                held.claim().isPresent());
    }

    // The value before the live one needs nothing new at the target.
    private boolean mayBegin(Origin origin) {
        return origin == Origin.PREVIOUS || held.claim().isEmpty() || !target.endsOldFirst();
    }

    private Optional<Outcome> begin(Origin origin) {
        mustLetErr();
        Secret value = new NextValue(store, target, parameter).after(held.live(), origin);
        if (!store.begin(parameter, new Pending(parameter.name(), held.live().version(), value))) {
            return end(Kind.DEFERRED, "another run is at it, or was a moment ago");
        }
        Holdings begun = Holdings.read(store, parameter.name());
        if (!begun.isPending(value)) {
            throw new CallException("what was written down is not what is there");
        }
        held = others.takenInto(begun);
        if (origin == Origin.NEW) {
            asked.justMade();
        }
        return Optional.empty();
    }

    private void mustLetErr() {
        target.blockedAfter()
                .or(budget::blockedAfter)
                .filter(count -> count < 2)
                .ifPresent(count -> {
                    throw new Target.Unsuitable(
                            "its server blocks a user after " + count + " wrong password, so that nothing"
                                    + " could be asked after a fault: let it block after two or more, four being better");
                });
    }

    private Optional<Outcome> set() {
        SetAndAsked way = new SetAndAsked(target, asked, conditions.pace(), conditions.time());
        return switch (way.set(held.pendingValue())) {
            case Fate.Works() -> Optional.empty();
            case Fate.Refused(String why) -> {
                refused = Optional.of(why);
                yield Optional.empty();
            }
            case Fate.Open(String why) -> end(Kind.UNFINISHED, why);
            case Fate.Neither(String why) -> end(Kind.FROZEN, why);
        };
    }

    private Optional<Outcome> publish() {
        long before = held.live().version();
        if (held.hasMoved()) {
            notes.add(OthersEdits.replaced(before));
        }
        Iterator<Duration> pauses = PAUSES.iterator();
        while (true) {
            try {
                store.write(parameter, held.pendingValue());
                look();
                break;
            } catch (CallException e) {
                look();
                if (held.live().version() != before) {
                    break;
                } else if (e.isRefused() && target.isExclusive()) {
                    return Optional.of(setBack(e.what()));
                } else if (e.isRefused()
                        || !pauses.hasNext()
                        || conditions.time().left().compareTo(LAST_WRITE) < 0) {
                    throw e;
                }
                conditions.pace().rest(pauses.next());
            }
        }
        if (!held.isPublished() && (held.hasMoved() || replaced.isPresent())) {
            return end(Kind.UNFINISHED, "somebody else wrote it right after");
        }
        // What was edited right after and beside the credential is published once more, with the new one.
        replaced = Optional.of(before);
        return Optional.empty();
    }

    // Nothing was written and nothing will be: what is published has to work again.
    private Outcome setBack(String why) {
        try (Target.Change change = target.change(held.live().secret(), held.pendingValue())) {
            change.set();
            return switch (asked.liveNow()) {
                case YES -> outcome(Kind.REFUSED, why + "; the live credential was set back and works");
                case NO -> outcome(Kind.FAILED, why + "; the target refuses the live credential" + asked.refusal());
                case UNKNOWN ->
                    outcome(
                            Kind.FAILED,
                            why + "; the live credential was set back and cannot be asked" + asked.reason());
            };
        }
    }

    private void takeOver() {
        long since = replaced.orElse(held.pending().orElseThrow().base());
        others.overwrittenBy(held.live(), since).ifPresent(overwritten -> {
            notes.add(overwritten.note());
            overwritten.value().ifPresent(value -> {
                store.write(parameter, value);
                look();
            });
        });
    }

    private Outcome finish() {
        takeOver();
        notes.addFirst(
                replaced.isPresent()
                        ? "version " + held.live().version()
                        : "published " + held.live().modified());
        return outcome(Kind.ROTATED, String.join("; ", notes))
                .toClose()
                .publishedAt(held.live().modified());
    }

    private Outcome abandon() {
        return outcome(
                        Kind.GIVEN_UP,
                        refused.orElse(
                                "version " + held.live().version() + ", which somebody else wrote, works and stands"))
                .toClose();
    }

    private Outcome retire(Claim claim) {
        return switch (target.retire(claim, held.live(), conditions.now())) {
            case Retirement.Waits(String why) -> outcome(Kind.RETIRING, why);
            case Retirement.Open(String why) -> outcome(Kind.UNFINISHED, why);
            case Retirement.Over(String why) -> outcome(Kind.RETIRED, why);
        };
    }

    private Outcome waiting() {
        if (refused.isPresent()) {
            return outcome(Kind.REFUSED, refused.get());
        } else if (asked.spared().isPresent()) {
            return outcome(
                    Kind.FROZEN,
                    "the target refused as many of its values as may be sent within an hour" + asked.refusal()
                            + "; others are tried after " + asked.spared().get());
        } else if (!asked.isUnknown()) {
            return outcome(Kind.UNFINISHED, "what an earlier run sent may still take effect");
        }
        return target.downOnPurpose(held.live().secret(), conditions.now())
                .map(why -> outcome(Kind.TARGET_STOPPED, why))
                .orElseGet(() -> outcome(
                        Kind.UNFINISHED,
                        "the target cannot be asked" + asked.reason() + ": nothing is changed until it answers"));
    }

    private Optional<Outcome> end(Kind kind, String why) {
        return Optional.of(outcome(kind, why));
    }

    private Outcome outcome(Kind kind, String why) {
        return Outcome.of(kind, parameter, strategy.toString(), why)
                .with(bearing(kind))
                .live(asked.published());
    }

    // What was begun may have been set at the target: then the application is locked out until it is published.
    private Outcome.Bearing bearing(Kind kind) {
        boolean open = kind == Kind.UNFINISHED || kind == Kind.FAILED;
        boolean begun = open && held.pending().isPresent();
        if ((begun && !asked.isLiveWorking()) || ((open || kind == Kind.FROZEN) && asked.published() == Answer.NO)) {
            return Outcome.Bearing.LOCKED_OUT;
        }
        return begun ? Outcome.Bearing.OWED : Outcome.Bearing.NONE;
    }
}
