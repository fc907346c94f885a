package dev.nightshift.stopper.act;

import dev.nightshift.kit.Settings.Reading;
import dev.nightshift.stopper.act.Outcome.Kind;
import dev.nightshift.stopper.act.Outcome.Result;
import dev.nightshift.stopper.model.Failure;
import dev.nightshift.stopper.model.Finding;
import dev.nightshift.stopper.model.Finding.Urgency;
import dev.nightshift.stopper.model.Place;
import dev.nightshift.stopper.plan.Verdict;
import dev.nightshift.stopper.plan.Wanted;
import dev.nightshift.stopper.settings.Policy;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/// One run that is over, in all places.
///
/// @param at the instant it decided for
/// @param dryRun whether nothing was really done
/// @param findings what this run alone has to say beside any place
/// @param daily what the look of once a day found beside any place
public record Run(
        StopperConfig config,
        Instant at,
        boolean dryRun,
        List<PlaceRun> places,
        List<Finding> findings,
        List<Finding> daily) {
    /// What a problem's subject ends with when the machine is down for so long that this is critical.
    public static final String LATE = ", late";

    private static final String OUT_OF_REACH = " out of reach";

    /// Calls the visitor with each outcome and its place.
    public void forEach(BiConsumer<Place, Outcome> visitor) {
        places.forEach(run -> run.outcomes().forEach(outcome -> visitor.accept(run.place(), outcome)));
    }

    /// When its schedule starts again what is stopped; empty where it starts nothing.
    public Optional<Instant> resumes(Verdict.Stop stop) {
        return config.policies().get(config.scheduleOf(stop.instance())) instanceof Reading.Good<Policy>(Policy policy)
                ? Wanted.resumes(policy.schedule(), stop.window().end())
                : Optional.empty();
    }

    /// How many instances there are of each kind.
    public Map<Kind, Integer> counts() {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            counts.put(kind, 0);
        }
        forEach((place, outcome) -> counts.merge(outcome.kind(), 1, Integer::sum));
        return counts;
    }

    /// Every (instance, problem) that a person should know of, each as a line that stays the same
    /// while it lasts.
    public SortedSet<String> problems() {
        SortedSet<String> problems = new TreeSet<>();
        for (PlaceRun run : places) {
            Set<String> late = run.findings().stream()
                    .filter(finding -> finding.urgency() == Urgency.CRITICAL)
                    .map(Finding::subject)
                    .collect(Collectors.toCollection(TreeSet::new));
            boolean idle = run.outcomes().stream().noneMatch(outcome -> outcome.kind() == Kind.STARTED);
            for (Outcome outcome : run.outcomes()) {
                String problem = problem(outcome, idle);
                if (!problem.isEmpty()) {
                    String id = outcome.instance().id();
                    problems.add(run.place() + " " + id + " " + problem + (late.remove(id) ? LATE : ""));
                }
            }
            run.findings().stream()
                    .filter(finding -> switch (finding.urgency()) {
                        case NOTE -> false;
                        case PROBLEM -> true;
                        case CRITICAL -> late.contains(finding.subject());
                    })
                    .forEach(finding -> problems.add(run.place() + " " + line(finding)));
            run.unreachable().ifPresent(why -> problems.add(run.place() + OUT_OF_REACH));
        }
        return problems;
    }

    /// @param idle whether the run started nothing there, so that nothing else reports what is left for the next run
    private static String problem(Outcome outcome, boolean idle) {
        return switch (outcome.kind()) {
            // What is about the account and region is one fault of theirs, not a problem of each instance.
            case FAILED -> {
                Failure failure = ((Result.Failed) outcome.result()).failure();
                yield failure.isUnreachable() ? "" : failure.code();
            }
            case HELD -> "brake";
            // A stop that does not happen is what the pause is for; a start that does not is somebody's morning.
            case PAUSED -> outcome.verdict() instanceof Verdict.Start ? "paused" : "";
            case STARTED_AGAIN -> "does not start";
            case REFUSED -> outcome.verdict().reason();
            case DEFERRED -> idle && outcome.verdict() instanceof Verdict.Start ? "deferred" : "";
            case STOPPED, STARTED, KEPT, SETTLED -> "";
        };
    }

    /// What is told once, in the same way.
    public SortedSet<String> notes() {
        SortedSet<String> notes = new TreeSet<>();
        places.forEach(run -> run.findings().stream()
                .filter(finding -> finding.urgency() == Urgency.NOTE)
                .forEach(finding -> notes.add(run.place() + " " + line(finding))));
        return notes;
    }

    /// The same with those notes alone that people have not heard yet.
    public Run telling(Set<String> notes) {
        List<PlaceRun> shown = places.stream()
                .map(run -> run.with(run.findings().stream()
                        .filter(finding ->
                                finding.urgency() != Urgency.NOTE || notes.contains(run.place() + " " + line(finding)))
                        .toList()))
                .toList();
        return new Run(config, at, dryRun, shown, findings, daily);
    }

    /// What the look of once a day found, in the same way.
    public SortedSet<String> dailyProblems() {
        SortedSet<String> problems = new TreeSet<>();
        places.forEach(run -> run.daily().forEach(finding -> problems.add(run.place() + " " + line(finding))));
        daily.forEach(finding -> problems.add(line(finding)));
        return problems;
    }

    /// What was changed, or would have been, in the same way.
    public SortedSet<String> changes() {
        SortedSet<String> changes = new TreeSet<>();
        forEach((place, outcome) -> {
            if (outcome.kind() == Kind.STOPPED || outcome.kind() == Kind.STARTED) {
                changes.add(place + " " + outcome.instance().id() + " " + outcome.kind());
            }
        });
        return changes;
    }

    /// Whether some machine should have been up two hours ago and still is not.
    public boolean isLate() {
        return places.stream()
                .flatMap(run -> run.findings().stream())
                .anyMatch(finding -> finding.urgency() == Urgency.CRITICAL);
    }

    /// The faults that fail the run in which they begin: what could not be read or acted on, and brakes. By a subject
    /// that stays the same while the fault lasts, each with the reason.
    public SortedMap<String, String> faults() {
        SortedMap<String, String> faults = new TreeMap<>(outOfReach());
        Map<Place, Integer> held = new TreeMap<>();
        forEach((place, outcome) -> {
            if (outcome.kind() == Kind.HELD) {
                held.merge(place, 1, Integer::sum);
            }
        });
        held.forEach((place, stops) -> faults.put(
                place + " brake",
                "the brake holds in " + place + ": " + stops
                        + " instances were to be stopped; raise brake.maxStopsPerRegion or change their tags"));
        return faults;
    }

    /// What could not be read or acted on, each with the reason.
    public List<String> unreached() {
        return List.copyOf(outOfReach().values());
    }

    private SortedMap<String, String> outOfReach() {
        SortedMap<String, String> faults = new TreeMap<>();
        places.forEach(run ->
                run.unreachable().ifPresent(why -> faults.put(run.place() + OUT_OF_REACH, run.place() + ": " + why)));
        forEach((place, outcome) -> {
            if (outcome.result() instanceof Result.Failed(Failure failure) && failure.isUnreachable()) {
                faults.putIfAbsent(
                        place + " " + failure.code(), place + ": " + failure.code() + ": " + failure.message());
            }
        });
        return faults;
    }

    /// Whether no place could be looked at.
    public boolean isBlind() {
        return places.stream().allMatch(run -> run.unreachable().isPresent());
    }

    /// Whether the run could have seen that a problem is over.
    public boolean isLookedAt(String subject) {
        return places.stream()
                .filter(run -> run.unreachable().isPresent())
                .noneMatch(run -> subject.startsWith(run.place() + " ") && !subject.equals(run.place() + OUT_OF_REACH));
    }

    /// The same where people may hear for a second time what they know.
    public Run afterLoss(String why) {
        Finding lost =
                Finding.of("state", "what people were notified of is not known, so they may hear it again: " + why);
        return new Run(config, at, dryRun, places, List.of(lost), daily);
    }

    private static String line(Finding finding) {
        return finding.subject() + " " + finding.text();
    }
}
