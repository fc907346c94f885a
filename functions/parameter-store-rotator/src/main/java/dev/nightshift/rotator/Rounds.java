package dev.nightshift.rotator;

import dev.nightshift.rotator.Outcome.Kind;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Carries out a plan, one parameter after the other, behind a [Breaker]. What is half done and what somebody asked for
/// goes past it.
final class Rounds {
    private final ParameterStore store;
    private final Targets targets;
    private final RandomRotation random;
    private final Rotation.Conditions conditions;
    private final Pace pace;
    private final Breaker breaker;
    private SharedUsers users;

    Rounds(ParameterStore store, Targets targets, RandomRotation random, Rotation.Conditions conditions, Pace pace) {
        this.store = store;
        this.targets = targets;
        this.random = random;
        this.conditions = conditions;
        this.pace = pace;
        this.breaker = new Breaker(conditions.attempts());
        this.users = new SharedUsers(store, targets, List.of());
    }

    /// One outcome for each verdict, in the same order. What is known to be broken comes last, so that it is no canary.
    List<Outcome> of(List<Verdict> verdicts) {
        IdentityHashMap<Verdict, Outcome> outcomes = new IdentityHashMap<>();
        users = new SharedUsers(store, targets, verdicts);
        Attempts attempts = conditions.attempts();
        verdicts.stream()
                .sorted(Comparator.comparing(
                        verdict -> attempts.isKnown(verdict.parameter().name(), Kind.FROZEN)
                                || attempts.isKnown(verdict.parameter().name(), Kind.FAILED)))
                .forEach(verdict -> outcomes.put(verdict, of(verdict)));
        return verdicts.stream()
                .map(verdict -> Objects.requireNonNull(outcomes.get(verdict)))
                .toList();
    }

    private Outcome of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Rotate rotate ->
                conditions
                        .paused()
                        .map(why -> deferred(rotate.parameter(), rotate.strategy(), why))
                        .orElseGet(() -> begun(rotate));
            case Verdict.Resume resume -> carriedOut(resume.parameter(), resume.strategy(), Optional.empty());
            case Verdict.Leave leave -> left(leave);
            case Verdict.Refuse refuse -> refused(refuse);
        };
    }

    /// What a plan would come to, without any of it being done.
    static List<Outcome> wouldBe(List<Verdict> verdicts) {
        return verdicts.stream()
                .map(verdict -> switch (verdict) {
                    case Verdict.Rotate rotate ->
                        Outcome.of(
                                Kind.ROTATED,
                                rotate.parameter(),
                                rotate.strategy().toString(),
                                "due since " + rotate.since());
                    case Verdict.Resume resume ->
                        Outcome.of(
                                Kind.UNFINISHED,
                                resume.parameter(),
                                resume.strategy().toString(),
                                "an earlier run began it");
                    case Verdict.Leave leave -> left(leave);
                    case Verdict.Refuse refuse -> refused(refuse);
                })
                .toList();
    }

    private Outcome begun(Verdict.Rotate rotate) {
        if (rotate.demanded()) {
            return carriedOut(rotate.parameter(), rotate.strategy(), Optional.of(rotate));
        }
        Optional<String> held = breaker.holds(rotate.parameter().name(), rotate.strategy());
        if (held.isPresent()) {
            return deferred(rotate.parameter(), rotate.strategy(), held.get()).with(Outcome.Bearing.BRAKE);
        }
        Outcome outcome = carriedOut(rotate.parameter(), rotate.strategy(), Optional.of(rotate));
        breaker.after(rotate.strategy(), outcome);
        return outcome;
    }

    private Outcome carriedOut(Parameter parameter, Strategy strategy, Optional<Verdict.Rotate> rotate) {
        pace.await(strategy.writes());
        if (strategy == Strategy.RANDOM && rotate.isPresent()) {
            return random.run(parameter, rotate.get().origin(), conditions);
        }
        try {
            Target target = targets.of(parameter, strategy);
            LoginBudget budget = new LoginBudget(
                    conditions.attempts().book(),
                    parameter.name(),
                    rotate.filter(Verdict.Rotate::demanded).isPresent());
            Rotation rotation = new Rotation(store, target, parameter, strategy, conditions, budget);
            Optional<String> shared = rotate.isEmpty()
                    ? Optional.empty()
                    : users.refusal(parameter, strategy, target.users(rotation.live()));
            return shared.isPresent()
                    ? Outcome.of(Kind.REFUSED, parameter, strategy.toString(), shared.get())
                    : rotation.run(rotate.map(Verdict.Rotate::origin));
        } catch (Target.Unsuitable e) {
            return Outcome.of(Kind.REFUSED, parameter, strategy.toString(), e.why());
        } catch (CallException e) {
            return Outcome.of(Kind.FAILED, parameter, strategy.toString(), e.what());
        }
    }

    private static Outcome deferred(Parameter parameter, Strategy strategy, String why) {
        return Outcome.of(Kind.DEFERRED, parameter, strategy.toString(), why);
    }

    private static Outcome left(Verdict.Leave leave) {
        return Outcome.of(Kind.NOT_DUE, leave.parameter(), leave.strategy().toString(), "until " + leave.until());
    }

    private static Outcome refused(Verdict.Refuse refuse) {
        return Outcome.of(Kind.REFUSED, refuse.parameter(), "", refuse.why());
    }
}
