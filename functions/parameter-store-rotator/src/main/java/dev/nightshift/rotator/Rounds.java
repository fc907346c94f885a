package dev.nightshift.rotator;

import dev.nightshift.rotator.Outcome.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Carries out a plan, one parameter after the other: the first of each strategy is the canary for the rest.
///
/// A strategy whose first rotation fails, or that fails twice in a row, is left alone for this run: what is wrong is
/// then likelier with the network or the settings than with one parameter, and each further try could lock a user.
final class Rounds {
    private static final Set<Kind> BAD = EnumSet.of(Kind.FROZEN, Kind.FAILED);
    private static final int MOST_IN_A_ROW = 2;

    private final ParameterStore store;
    private final Targets targets;
    private final RandomRotation random;
    private final Rotation.Conditions conditions;
    private final Pace pace;
    private final Map<Strategy, Integer> failuresInARow = new EnumMap<>(Strategy.class);
    private final Set<Strategy> canaryCameBack = EnumSet.noneOf(Strategy.class);

    Rounds(ParameterStore store, Targets targets, RandomRotation random, Rotation.Conditions conditions, Pace pace) {
        this.store = store;
        this.targets = targets;
        this.random = random;
        this.conditions = conditions;
        this.pace = pace;
    }

    /// One outcome for each verdict, in the same order.
    List<Outcome> of(List<Verdict> verdicts) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            outcomes.add(
                    switch (verdict) {
                        case Verdict.Rotate rotate ->
                            conditions
                                    .paused()
                                    .map(why -> deferred(rotate.parameter(), rotate.strategy(), why))
                                    .orElseGet(
                                            () -> guarded(rotate.parameter(), rotate.strategy(), Optional.of(rotate)));
                        case Verdict.Resume resume -> guarded(resume.parameter(), resume.strategy(), Optional.empty());
                        case Verdict.Leave leave -> left(leave);
                        case Verdict.Refuse refuse -> refused(refuse);
                    });
        }
        return outcomes;
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

    private Outcome guarded(Parameter parameter, Strategy strategy, Optional<Verdict.Rotate> rotate) {
        int inARow = failuresInARow.getOrDefault(strategy, 0);
        if (inARow >= (canaryCameBack.contains(strategy) ? MOST_IN_A_ROW : 1)) {
            return Outcome.of(
                            Kind.DEFERRED, parameter, strategy.toString(), "others of its strategy failed right before")
                    .with(Outcome.Bearing.BRAKE);
        }
        pace.await();
        Outcome outcome = carriedOut(parameter, strategy, rotate);
        if (BAD.contains(outcome.kind())) {
            failuresInARow.put(strategy, inARow + 1);
        } else {
            failuresInARow.remove(strategy);
            canaryCameBack.add(strategy);
        }
        return outcome;
    }

    private Outcome carriedOut(Parameter parameter, Strategy strategy, Optional<Verdict.Rotate> rotate) {
        if (strategy == Strategy.RANDOM && rotate.isPresent()) {
            return random.run(parameter, rotate.get().origin(), conditions);
        }
        try {
            Target target = targets.of(parameter, strategy);
            Rotation rotation = new Rotation(store, target, parameter, strategy, conditions);
            return rotation.run(rotate.map(Verdict.Rotate::origin));
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
