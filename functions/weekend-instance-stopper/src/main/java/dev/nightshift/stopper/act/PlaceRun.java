package dev.nightshift.stopper.act;

import dev.nightshift.schedule.Window;
import dev.nightshift.stopper.act.Outcome.Kind;
import dev.nightshift.stopper.fleet.Fleet;
import dev.nightshift.stopper.model.Failure;
import dev.nightshift.stopper.model.Finding;
import dev.nightshift.stopper.model.Finding.Urgency;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.model.Place;
import dev.nightshift.stopper.plan.Findings;
import dev.nightshift.stopper.plan.Plan;
import dev.nightshift.stopper.plan.Verdict;
import dev.nightshift.stopper.settings.Pace;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;

/// What one run saw and did in one place.
///
/// @param findings what is wrong with tags there
/// @param daily what a look that is taken once a day found: instances that could not be started again
/// @param upcoming what will be stopped soon, if people are to be told before
/// @param unreachable why the place could not be looked at
public record PlaceRun(
        Place place,
        List<Outcome> outcomes,
        List<Finding> findings,
        List<Finding> daily,
        List<Verdict.Stop> upcoming,
        Optional<String> unreachable) {

    /// What a run is to do, the same in every place.
    ///
    /// @param at the instant to decide for
    /// @param startAllStopped whether to undo our stops instead
    /// @param daily whether to take the look of once a day
    /// @param notice the span in which windows begin that people are to be told of now
    /// @param paused why nothing may be changed, if that is so; asked only when something would be
    public record Order(
            Instant at,
            boolean startAllStopped,
            boolean daily,
            Optional<Window> notice,
            Supplier<Optional<String>> paused) {}

    /// Looks, decides, and carries out. A place that cannot be looked at is an answer, so that it
    /// holds up no other.
    ///
    /// @param site the settings as they are everywhere
    public static PlaceRun of(StopperConfig site, Place place, Fleet fleet, Pace stops, Pace starts, Order order) {
        StopperConfig config = site.in(place.account());
        List<Instance> instances;
        try {
            instances = config.untagged().isPresent() ? fleet.lookAtAll() : fleet.look(config.tag());
        } catch (SdkException e) {
            return unreachable(place, Failure.of(e).words());
        }
        Plan plan = new Plan(config, instances, order.at());
        List<Verdict> verdicts =
                order.startAllStopped() ? Plan.startAllStopped(config, instances, order.at()) : plan.verdicts();
        Map<String, String> unstartable = unstartable(fleet, verdicts, order.daily());
        List<Verdict> safe = withoutUnstartable(verdicts, unstartable);
        List<Outcome> outcomes = paused(safe, order)
                .map(why -> Execution.paused(safe, why))
                .orElseGet(() -> Execution.of(fleet, stops, starts, config.maxStops(), safe, order.at()));
        List<Finding> findings = new ArrayList<>(Findings.ofTags(config, instances, order.at()));
        findings.addAll(standing(plan.findings(), outcomes));
        return new PlaceRun(
                place,
                outcomes,
                findings,
                order.daily() ? daily(outcomes, unstartable) : List.of(),
                order.notice().map(span -> upcoming(config, instances, span)).orElse(List.of()),
                Optional.empty());
    }

    private static Optional<String> paused(List<Verdict> verdicts, Order order) {
        return verdicts.stream().anyMatch(Verdict::changes) ? order.paused().get() : Optional.empty();
    }

    /// All that was found beside the outcomes.
    public Stream<Finding> all() {
        return Stream.concat(findings.stream(), daily.stream());
    }

    /// The same with other findings.
    PlaceRun with(List<Finding> others) {
        return new PlaceRun(place, outcomes, others, daily, upcoming, unreachable);
    }

    /// A place that could not be worked on.
    public static PlaceRun unreachable(Place place, String why) {
        return new PlaceRun(place, List.of(), List.of(), List.of(), List.of(), Optional.of(why));
    }

    /// Why instances could not be started again: of those that are to be stopped, or of all that run.
    private static Map<String, String> unstartable(Fleet fleet, List<Verdict> verdicts, boolean all) {
        List<String> ids = verdicts.stream()
                .filter(verdict -> verdict instanceof Verdict.Stop
                        || (all && verdict.instance().is("running")))
                .map(verdict -> verdict.instance().id())
                .toList();
        try {
            return ids.isEmpty() ? Map.of() : fleet.unstartable(ids);
        } catch (SdkException e) {
            String why = "it is not known whether it could be started again: "
                    + Failure.of(e).words();
            return ids.stream().collect(Collectors.toMap(id -> id, id -> why));
        }
    }

    /// Refuses to stop what could not be started again.
    private static List<Verdict> withoutUnstartable(List<Verdict> verdicts, Map<String, String> reasons) {
        List<Verdict> safe = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            String reason = reasons.get(verdict.instance().id());
            safe.add(
                    reason != null && verdict instanceof Verdict.Stop
                            ? new Verdict.Refuse(verdict.instance(), reason)
                            : verdict);
        }
        return safe;
    }

    private static List<Finding> daily(List<Outcome> outcomes, Map<String, String> unstartable) {
        List<Finding> findings = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            String reason = unstartable.get(outcome.instance().id());
            if (reason != null) {
                findings.add(Finding.of(outcome.instance(), reason));
            }
        }
        return findings;
    }

    /// A machine that this run started for the first time is no longer down.
    private static List<Finding> standing(List<Finding> findings, List<Outcome> outcomes) {
        Set<String> started = outcomes.stream()
                .filter(outcome -> outcome.kind() == Kind.STARTED)
                .map(outcome -> outcome.instance().id())
                .collect(Collectors.toSet());
        return findings.stream()
                .filter(finding -> finding.urgency() != Urgency.CRITICAL || !started.contains(finding.subject()))
                .toList();
    }

    private static List<Verdict.Stop> upcoming(StopperConfig config, List<Instance> instances, Window span) {
        return new Plan(config, instances, span.end())
                .stops().stream()
                        .filter(stop -> stop.window().start().isAfter(span.start()))
                        .toList();
    }
}
