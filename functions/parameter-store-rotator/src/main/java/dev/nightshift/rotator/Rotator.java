package dev.nightshift.rotator;

import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.rotator.Outcome.Kind;
import dev.nightshift.rotator.Plan.Demand;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// One invocation after the other: look, plan, carry out, and, once people were notified, forget what was pending.
///
/// This order makes sure that somebody is told: a run that dies in between is made up for by the next, which still
/// finds the pending value.
record Rotator(
        RotatorConfig config,
        ParameterStore store,
        Targets targets,
        RandomRotation random,
        Pace pace,
        List<ConsumerRound> consumers) {
    /// What is told: a list of all that only waits for its day helps nobody.
    static final EnumSet<Kind> TOLD =
            EnumSet.complementOf(EnumSet.of(Kind.NOT_DUE, Kind.RETIRING, Kind.TARGET_STOPPED));

    private static final Duration DAY = Duration.ofDays(1);

    /// What a run is given.
    ///
    /// @param demand what somebody asks for now
    /// @param attempts what is tried again now
    /// @param paused why no rotation may begin, if that is so; asked only when one would
    /// @param checks which live values are asked
    /// @param rotated when earlier runs published values, by parameter; asked only when that decides something
    record Order(
            Instant now,
            boolean dryRun,
            Optional<Demand> demand,
            Rotation.Remaining time,
            FunctionArn self,
            Attempts attempts,
            Supplier<Optional<String>> paused,
            Checks checks,
            Supplier<Map<String, Instant>> rotated) {
        /// One that checks no live value and remembers nothing.
        Order(
                Instant now,
                boolean dryRun,
                Optional<Demand> demand,
                Rotation.Remaining time,
                FunctionArn self,
                Attempts attempts,
                Supplier<Optional<String>> paused) {
            this(now, dryRun, demand, time, self, attempts, paused, Checks.NONE, Map::of);
        }
    }

    /// Looks and decides, without any value.
    List<Verdict> plan(Order order) {
        return plan(order, rules(order));
    }

    private Plan rules(Order order) {
        return new Plan(config, "/" + order.self().function(), order.now(), order.demand(), order.rotated());
    }

    private List<Verdict> plan(Order order, Plan plan) {
        List<Verdict> verdicts = RotationPlan.verdicts(plan, store);
        order.demand().ifPresent(demand -> mustBeAmong(verdicts, demand));
        return verdicts.stream().map(order.attempts()::of).toList();
    }

    /// Whether something half done is to be tried again, which costs a call where nothing is.
    ///
    /// @throws CallException when it cannot be listed
    boolean isAnythingOwed(Attempts attempts) {
        return attempts.isTurnOfAConsumer()
                || attempts.isTurnOfARefused()
                || attempts.isTurnOfAFinding()
                || store.pendingSince().stream().anyMatch(attempts::isTurnOf);
    }

    /// A run up to the point where people are to be notified. Its end is [#close].
    Run work(Order order) {
        Plan plan = rules(order);
        List<Verdict> verdicts;
        try {
            verdicts = plan(order, plan);
        } catch (CallException e) {
            return new Run(
                    config,
                    order.now(),
                    order.dryRun(),
                    0,
                    List.of(),
                    List.of(),
                    order.checks().before(),
                    new TreeMap<>(),
                    Optional.of(e.what()));
        }
        Rotation.Conditions conditions = new Rotation.Conditions(
                order.now(), order.time(), config.soleActor(), paused(order, verdicts), pace, order.attempts());
        LiveChecks.Done done = order.dryRun()
                ? LiveChecks.Done.none(Rounds.wouldBe(verdicts))
                : checked(
                        order, conditions, verdicts, new Rounds(store, targets, random, conditions, pace).of(verdicts));
        List<Outcome> outcomes = Expiry.told(verdicts, done.outcomes(), order.now());
        long due = verdicts.stream()
                .filter(verdict -> verdict instanceof Verdict.Rotate rotate
                        && rotate.since().isAfter(order.now().minus(DAY)))
                .count();
        List<ConsumerOutcome> reached = reached(order, plan, verdicts, outcomes);
        return new Run(
                config,
                order.now(),
                order.dryRun(),
                due,
                outcomes,
                reached,
                done.next(),
                done.unasked(),
                Optional.empty());
    }

    private LiveChecks.Done checked(
            Order order, Rotation.Conditions conditions, List<Verdict> verdicts, List<Outcome> outcomes) {
        return order.demand().isPresent()
                ? LiveChecks.Done.none(outcomes)
                : new LiveChecks(store, targets, conditions, order.paused(), order.checks()).after(verdicts, outcomes);
    }

    private static Optional<String> paused(Order order, List<Verdict> verdicts) {
        return verdicts.stream().anyMatch(Verdict.Rotate.class::isInstance)
                ? order.paused().get()
                : Optional.empty();
    }

    /// Deletes the pending values of which people were notified.
    ///
    /// @throws CallException when one could not be deleted: the next run reports it again
    void close(Run run) {
        run.outcomes().stream().filter(Outcome::open).forEach(outcome -> store.end(outcome.what()));
        run.outcomes().stream()
                .filter(outcome -> outcome.kind() == Kind.RETIRED)
                .forEach(outcome -> store.release(outcome.what()));
    }

    private List<ConsumerOutcome> reached(Order order, Plan plan, List<Verdict> verdicts, List<Outcome> outcomes) {
        if (order.dryRun()) {
            return List.of();
        }
        Map<String, Instant> published = Publications.of(plan, verdicts, outcomes);
        return consumers.stream()
                .flatMap(round -> round.after(published, order.time()).stream())
                .toList();
    }

    private static void mustBeAmong(List<Verdict> verdicts, Demand demand) {
        if (verdicts.stream().noneMatch(verdict -> verdict.parameter().name().equals(demand.name()))) {
            throw new IllegalArgumentException(
                    "event: detail.%s: \"%s\": expected an opted-in parameter below the settings' paths"
                            .formatted(demand.key(), demand.name()));
        }
    }
}
