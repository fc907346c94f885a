package dev.nightshift.rotator;

import dev.nightshift.rotator.Checked.Asked;
import dev.nightshift.rotator.Outcome.Kind;
import dev.nightshift.rotator.ParameterStore.Value;
import dev.nightshift.rotator.WrongPasswords.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Asks whether live values work of which this run asks nothing else, and begins a rotation where one is refused.
///
/// Values are read ten a call. One connection is open at a time, and closed at once. A random value opens nothing.
final class LiveChecks {
    // Enough for what other steps still have to do.
    private static final Duration RESERVE = Duration.ofMinutes(5);
    private static final int MOST_NAMES = 10;

    private final ParameterStore store;
    private final Targets targets;
    private final Rotation.Conditions conditions;
    private final Supplier<Optional<String>> paused;
    private final Checks checks;

    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
    private final Map<String, Candidate> candidates = new LinkedHashMap<>();
    private final SortedMap<String, Asked> next = new TreeMap<>();
    private final SortedMap<String, String> unasked = new TreeMap<>();

    private record Candidate(Parameter parameter, Strategy strategy) {}

    /// What became of the checks of a run.
    ///
    /// @param outcomes one for each verdict, in the same order
    /// @param next what the next run has to know
    /// @param unasked why values could not be asked, or are not, by parameter
    record Done(List<Outcome> outcomes, Checked next, SortedMap<String, String> unasked) {
        static Done none(List<Outcome> outcomes) {
            return new Done(outcomes, Checked.NOTHING, new TreeMap<>());
        }
    }

    /// @param paused why no rotation may begin, if that is so
    LiveChecks(
            ParameterStore store,
            Targets targets,
            Rotation.Conditions conditions,
            Supplier<Optional<String>> paused,
            Checks checks) {
        this.store = store;
        this.targets = targets;
        this.conditions = conditions;
        this.paused = paused;
        this.checks = checks;
    }

    /// Asks, after a run's rotations.
    Done after(List<Verdict> verdicts, List<Outcome> before) {
        for (int i = 0; i < verdicts.size(); i++) {
            outcomes.put(before.get(i).what(), before.get(i));
            Parameter parameter = verdicts.get(i).parameter();
            strategy(verdicts.get(i))
                    .filter(strategy -> strategy != Strategy.RANDOM)
                    .ifPresent(strategy -> takeIn(parameter, strategy));
        }
        List<String> refused = candidates.keySet().stream()
                .filter(conditions.attempts()::isKnownLockedOut)
                .toList();
        refused.forEach(this::again);
        if (!conditions.attempts().resuming()) {
            List<String> others = new ArrayList<>(candidates.keySet());
            others.removeAll(refused);
            List<String> turn = checks.turn(others);
            for (int from = 0; from < turn.size() && isTimeLeft(); from += MOST_NAMES) {
                ask(turn.subList(from, Math.min(turn.size(), from + MOST_NAMES)));
            }
            others.forEach(this::listed);
        }
        return new Done(
                List.copyOf(outcomes.values()),
                new Checked(next, checks.before().rotated()),
                unasked);
    }

    private static Optional<Strategy> strategy(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Rotate rotate -> Optional.of(rotate.strategy());
            case Verdict.Resume resume -> Optional.of(resume.strategy());
            case Verdict.Leave leave -> Optional.of(leave.strategy());
            case Verdict.Refuse refuse -> Optional.empty();
        };
    }

    private void takeIn(Parameter parameter, Strategy strategy) {
        Kind kind = outcome(parameter.name()).kind();
        next.put(
                parameter.name(),
                kind == Kind.ROTATED || kind == Kind.GIVEN_UP
                        ? new Asked(checks.today(), checks.today(), 0)
                        : checks.of(parameter.name()));
        // Of others a rotation has asked, or was held back because too many fail.
        boolean held = kind == Kind.DEFERRED && conditions.paused().isPresent();
        if (kind == Kind.NOT_DUE || kind == Kind.RETIRING || held) {
            candidates.put(parameter.name(), new Candidate(parameter, strategy));
        }
    }

    private boolean isTimeLeft() {
        return conditions.time().left().compareTo(RESERVE) >= 0;
    }

    // What people know to be refused stays a finding until it works.
    private void again(String name) {
        if (!conditions.attempts().isTurnOfRefused(name) || !isTimeLeft()) {
            lockedOut(Kind.FROZEN, name, "the target refused its value: it is not sent again before an hour is over");
            return;
        }
        ask(List.of(name));
    }

    private void ask(List<String> names) {
        Map<String, Value> values = new HashMap<>();
        try {
            values.putAll(store.read(names));
        } catch (CallException e) {
            if (names.size() > 1) {
                // One that cannot be decrypted fails the call for all.
                names.forEach(name -> ask(List.of(name)));
                return;
            }
            unknown(names.getFirst(), e.what());
        }
        names.stream()
                .filter(values::containsKey)
                .filter(name -> isTimeLeft())
                .forEach(name -> ask(name, Objects.requireNonNull(values.get(name))));
    }

    private void ask(String name, Value live) {
        Candidate one = candidate(name);
        if (live.version() != one.parameter().version()) {
            return;
        }
        try {
            Target target = targets.of(one.parameter(), one.strategy());
            if (isSpared(target, name, live) || isUnderWay(name)) {
                healed(name, false);
                return;
            }
            switch (looked(target, name, live)) {
                case LiveAnswer.Works() -> works(name);
                case LiveAnswer.Limited(int connections) -> limited(name, connections);
                case LiveAnswer.Refused() -> {
                    asked(name, true);
                    healed(name, true);
                }
                case LiveAnswer.Withdrawn(String why) -> {
                    asked(name, true);
                    lockedOut(Kind.FROZEN, name, why);
                }
                case LiveAnswer.Unknown(String why) ->
                    target.downOnPurpose(live.secret(), conditions.now())
                            .ifPresentOrElse(down -> down(name, down), () -> unknown(name, why));
            }
        } catch (Target.Unsuitable e) {
            unknown(name, e.why());
        } catch (CallException e) {
            unknown(name, e.what());
        }
    }

    // The answer is written down before anything else can fail; if anything speaks against the value, also that it is
    // about to be sent.
    private LiveAnswer looked(Target target, String name, Value live) {
        LoginBudget budget = budget(name);
        Refused one = budget.about(AskedLogins.name(live));
        boolean doubtful = noted(budget, one);
        LiveAnswer answer = target.look(live.secret());
        switch (answer) {
            case LiveAnswer.Works() -> budget.worked(one, target.blockedAfter());
            case LiveAnswer.Limited(int connections) -> budget.worked(one, target.blockedAfter());
            case LiveAnswer.Refused() -> budget.refused(one);
            case LiveAnswer.Withdrawn(String why) -> forget(budget, one, doubtful);
            case LiveAnswer.Unknown(String why) -> forget(budget, one, doubtful);
        }
        return answer;
    }

    private static void forget(LoginBudget budget, Refused one, boolean noted) {
        if (noted) {
            budget.forget(one);
        }
    }

    private static boolean noted(LoginBudget budget, Refused one) {
        try {
            boolean doubtful = budget.hasAnyRefused();
            if (doubtful) {
                budget.note(one);
            }
            return doubtful;
        } catch (WrongPasswordBook.Lost e) {
            throw new CallException(e.why());
        }
    }

    // What was refused within the hour is not sent again, nor while others have their turn. A key is never called with.
    private boolean isSpared(Target target, String name, Value live) {
        LoginBudget budget = budget(name);
        try {
            String value = AskedLogins.name(live);
            return budget.refusedAt(value).isPresent()
                    && (budget.wasRefused(value)
                            || budget.isSpent(target.blockedAfter(), false)
                            || (candidate(name).strategy() != Strategy.IAM_ACCESS_KEY
                                    && budget.isTurnOfOthers(value, AskedLogins.kept(live))));
        } catch (WrongPasswordBook.Lost e) {
            throw new CallException(e.why());
        }
    }

    // Of two values that may work the rotation knows which to ask first.
    private boolean isUnderWay(String name) {
        return conditions.attempts().isKnownLockedOut(name)
                && Holdings.read(store, name).pending().isPresent();
    }

    private LoginBudget budget(String name) {
        return new LoginBudget(conditions.attempts().book(), name, false);
    }

    // A version before that works is where a rotation can begin.
    private void healed(String name, boolean refusedNow) {
        Candidate one = candidate(name);
        try {
            Target target = targets.of(one.parameter(), one.strategy());
            Rotation rotation = new Rotation(store, target, one.parameter(), one.strategy(), conditions, budget(name));
            outcomes.put(name, rotation.heal(refusedNow, paused));
        } catch (Target.Unsuitable e) {
            lockedOut(Kind.REFUSED, name, e.why());
        } catch (CallException e) {
            lockedOut(Kind.FAILED, name, e.what());
        }
    }

    private void put(Kind kind, String name, String why) {
        Candidate one = candidate(name);
        outcomes.put(name, Outcome.of(kind, one.parameter(), one.strategy().toString(), why));
    }

    private void lockedOut(Kind kind, String name, String why) {
        put(kind, name, why);
        outcomes.computeIfPresent(name, (same, outcome) -> outcome.live(Answer.NO));
    }

    private void asked(String name, boolean answered) {
        Asked before = checks.of(name);
        next.put(name, new Asked(checks.today(), answered ? checks.today() : before.answered(), 0));
    }

    private void works(String name) {
        asked(name, true);
        outcomes.computeIfPresent(name, (same, outcome) -> outcome.live(Answer.YES));
        if (conditions.attempts().isKnownLockedOut(name)) {
            put(Kind.RECOVERED, name, "the target takes its value again");
        }
    }

    private void unknown(String name, String why) {
        asked(name, false);
        unasked.put(name, why);
        if (conditions.attempts().isKnownLockedOut(name)) {
            lockedOut(Kind.FROZEN, name, "the target refused its value and cannot be asked now: " + why);
        }
    }

    private void down(String name, String why) {
        asked(name, false);
        unasked.put(name, why);
        put(Kind.TARGET_STOPPED, name, why);
    }

    private void limited(String name, int connections) {
        next.put(name, new Asked(checks.today(), checks.today(), connections));
    }

    private void listed(String name) {
        Asked one = next.getOrDefault(name, checks.of(name));
        if (one.isLimited()) {
            unasked.put(
                    name,
                    "its user may have " + one.connections()
                            + " connections: it is not checked before its next rotation");
        } else if (checks.isOverdue(one) && outcome(name).kind() != Kind.TARGET_STOPPED) {
            put(
                    Kind.UNCHECKED,
                    name,
                    "nobody knows whether its value has worked since %s: %s"
                            .formatted(one.answered(), unasked.getOrDefault(name, "its turn did not come")));
        }
    }

    private Candidate candidate(String name) {
        return Objects.requireNonNull(candidates.get(name));
    }

    private Outcome outcome(String name) {
        return Objects.requireNonNull(outcomes.get(name));
    }
}
