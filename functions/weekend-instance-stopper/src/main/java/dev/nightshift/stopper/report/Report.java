package dev.nightshift.stopper.report;

import dev.nightshift.kit.Digest;
import dev.nightshift.kit.Digest.Section;
import dev.nightshift.kit.Digest.Severity;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.stopper.act.Outcome;
import dev.nightshift.stopper.act.Outcome.Kind;
import dev.nightshift.stopper.act.Outcome.Result;
import dev.nightshift.stopper.act.PlaceRun;
import dev.nightshift.stopper.act.Run;
import dev.nightshift.stopper.model.Failure;
import dev.nightshift.stopper.model.Finding;
import dev.nightshift.stopper.model.Finding.Urgency;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.model.Place;
import dev.nightshift.stopper.plan.Verdict;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes a run down for people.
public final class Report {
    private static final List<String> SAVES_COLUMNS = List.of("type", "instances", "hours", "usd");
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

    private final Run run;
    private final Rows rows;
    private final Map<Kind, Integer> counts;
    private final Savings savings;

    private Report(Run run) {
        this.run = run;
        this.rows = new Rows(run.config(), run.places().size() > 1);
        this.counts = run.counts();
        this.savings = Savings.of(run);
    }

    /// The digest of the given kinds of outcome, most important first.
    ///
    /// @param ended problems that are over, and since when they had lasted
    public static Digest digest(Run run, Set<Kind> kinds, Map<String, Instant> ended, FunctionArn self) {
        Report report = new Report(run);
        List<Section> sections = new ArrayList<>();
        report.add(sections, "Out of reach", report.outOfReach());
        for (Kind kind : Kind.values()) {
            if (kinds.contains(kind)) {
                report.add(sections, report.title(kind), report.rows(kind));
            }
            if (kind == Kind.STOPPED && report.count(Kind.STOPPED) > 0) {
                sections.add(new Section(
                        run.dryRun() ? "Would save until then" : "Saves until then",
                        SAVES_COLUMNS,
                        report.savings.rows()));
            }
        }
        if (!ended.isEmpty()) {
            sections.add(new Section(
                    "Over",
                    List.of("what", "since"),
                    ended.entrySet().stream()
                            .map(over -> List.of(over.getKey(), report.local(over.getValue())))
                            .toList()));
        }
        return new Digest(
                self.function(),
                self.account(),
                self.region(),
                run.at(),
                run.config().zone(),
                run.dryRun(),
                report.severity(),
                report.verdict(ended.size()),
                sections);
    }

    private void add(List<Section> sections, String title, List<List<String>> found) {
        if (!found.isEmpty()) {
            sections.add(new Section(title, rows.columns(), found));
        }
    }

    private int count(Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    private String verdict(int ended) {
        String would = run.dryRun() ? "would be " : "";
        StringJoiner parts = new StringJoiner(", ");
        parts.setEmptyValue(
                ended == 0 ? "nothing to do" : ended + (ended == 1 ? " problem is over" : " problems are over"));
        int unreachable = outOfReach().size();
        add(parts, unreachable, unreachable == 1 ? "place out of reach" : "places out of reach");
        add(parts, count(Kind.STOPPED), would + "stopped");
        add(parts, count(Kind.STARTED), would + "started");
        add(parts, count(Kind.STARTED_AGAIN), would + "started again");
        add(parts, count(Kind.FAILED), "failed");
        add(parts, count(Kind.HELD), "held by the brake");
        add(parts, count(Kind.PAUSED), "held by the pause");
        add(parts, count(Kind.DEFERRED), "deferred");
        int look = rows(Kind.REFUSED).size();
        add(parts, look, look == 1 ? "needs a look" : "need a look");
        savings.usd().ifPresent(usd -> parts.add((run.dryRun() ? "would save " : "saves ") + Savings.dollars(usd)));
        return parts.toString();
    }

    private static void add(StringJoiner parts, int count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }

    private Severity severity() {
        if (run.isLate() || !outOfReach().isEmpty()) {
            return Severity.CRITICAL;
        }
        boolean anything = count(Kind.FAILED) + count(Kind.HELD) + count(Kind.STARTED_AGAIN) > 0;
        return anything || !rows(Kind.REFUSED).isEmpty() ? Severity.WARNING : Severity.INFO;
    }

    private String title(Kind kind) {
        return switch (kind) {
            case FAILED -> "Failed";
            case HELD -> "Held by the brake";
            case PAUSED -> "Held by the pause";
            case STOPPED -> run.dryRun() ? "Would be stopped" : "Stopped";
            case STARTED -> run.dryRun() ? "Would be started" : "Started";
            case STARTED_AGAIN -> run.dryRun() ? "Would be started again" : "Started again";
            case DEFERRED -> "Deferred";
            case REFUSED -> "Needs a look";
            case KEPT -> "Left alone";
            case SETTLED -> "As scheduled";
        };
    }

    private List<List<String>> outOfReach() {
        List<List<String>> found = new ArrayList<>();
        for (PlaceRun place : run.places()) {
            place.unreachable().ifPresent(why -> found.add(rows.row(place.place(), "", "", "", "", why)));
        }
        return found;
    }

    /// One row for each instance: what is found beside its outcome is added to the reason. What is left as it is, and
    /// has such a finding, needs a look.
    private List<List<String>> rows(Kind kind) {
        List<List<String>> found = new ArrayList<>();
        for (PlaceRun place : run.places()) {
            Map<String, List<Finding>> beside = beside(place);
            Map<String, List<Instance>> together = new LinkedHashMap<>();
            place.outcomes().forEach(outcome -> {
                List<Finding> more = beside.getOrDefault(outcome.instance().id(), List.of());
                Optional<String> why = outcome.kind() == Kind.SETTLED && !more.isEmpty()
                        ? Optional.empty()
                        : Optional.of(why(outcome));
                if (shownAs(outcome, more) != kind) {
                    return;
                }
                if (isOfPlace(outcome) && more.isEmpty()) {
                    together.computeIfAbsent(why(outcome), each -> new ArrayList<>())
                            .add(outcome.instance());
                } else {
                    found.add(rows.row(place.place(), outcome.instance(), why(why, more)));
                }
            });
            together.forEach((why, instances) -> found.add(rows.row(place.place(), instances, why)));
            if (kind == Kind.REFUSED) {
                Set<String> shown = place.outcomes().stream()
                        .map(outcome -> outcome.instance().id())
                        .collect(Collectors.toSet());
                place.all()
                        .filter(finding -> !shown.contains(finding.subject()))
                        .forEach(finding -> found.add(rows.row(place.place(), finding)));
            }
        }
        if (kind == Kind.REFUSED) {
            Place nowhere = new Place("", "");
            run.findings().forEach(finding -> found.add(rows.row(nowhere, finding)));
            run.daily().forEach(finding -> found.add(rows.row(nowhere, finding)));
        }
        return found;
    }

    private static Kind shownAs(Outcome outcome, List<Finding> beside) {
        boolean left = outcome.kind() == Kind.SETTLED || outcome.kind() == Kind.KEPT;
        return left && !beside.isEmpty() ? Kind.REFUSED : outcome.kind();
    }

    /// Whether the answer was about the account and region, or the request: one row says so for all instances.
    private static boolean isOfPlace(Outcome outcome) {
        return outcome.result() instanceof Result.Failed(Failure failure) && failure.isUnreachable();
    }

    /// What is found beside the outcomes, by instance.
    private static Map<String, List<Finding>> beside(PlaceRun place) {
        return place.all()
                .filter(finding -> finding.instance().isPresent())
                .distinct()
                .collect(Collectors.groupingBy(Finding::subject));
    }

    /// The most urgent comes first, as a long cell is cut.
    private static String why(Optional<String> outcome, List<Finding> beside) {
        Map<Boolean, List<String>> texts = beside.stream()
                .collect(Collectors.partitioningBy(
                        finding -> finding.urgency() == Urgency.CRITICAL,
                        Collectors.mapping(Finding::text, Collectors.toList())));
        return Stream.of(
                        texts.getOrDefault(true, List.of()).stream(),
                        outcome.stream(),
                        texts.getOrDefault(false, List.of()).stream())
                .flatMap(each -> each)
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private String why(Outcome outcome) {
        return switch (outcome.result()) {
            case Result.Failed(Failure failure) -> call(outcome.verdict()) + failure.code() + ": " + failure.message();
            case Result.Held(int stops, int most) ->
                stops + " were to be stopped here in one run, and brake.maxStopsPerRegion allows " + most;
            case Result.Paused(String why) -> call(outcome.verdict()) + why;
            case Result.Deferred _ -> call(outcome.verdict()) + "left for the next run: EC2 allows no more for now";
            case Result.AsDecided _ ->
                switch (outcome.verdict()) {
                    case Verdict.Stop stop ->
                        (stop.hibernate() ? "hibernates until " : "until ")
                                + run.resumes(stop).map(this::local).orElse("somebody starts it");
                    case Verdict.Start start -> start.reason();
                    case Verdict.Mark _, Verdict.Keep _, Verdict.Leave _, Verdict.Refuse _ ->
                        outcome.verdict().reason();
                };
        };
    }

    private static String call(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Start _ -> "start: ";
            case Verdict.Mark _ -> "mark: ";
            case Verdict.Stop _, Verdict.Keep _, Verdict.Leave _, Verdict.Refuse _ -> "stop: ";
        };
    }

    private String local(Instant instant) {
        return LOCAL.format(instant.atZone(run.config().zone()));
    }
}
