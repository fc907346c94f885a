package dev.nightshift.stopper;

import dev.nightshift.kit.Digest;
import dev.nightshift.kit.Digest.Section;
import dev.nightshift.kit.Digest.Severity;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.stopper.Outcome.Kind;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/// Writes a run down for people.
final class Report {
    private static final List<String> COLUMNS = List.of("id", "name", "type", "why");
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

    private final Run run;
    private final Map<Kind, Integer> counts;

    private Report(Run run) {
        this.run = run;
        this.counts = run.counts();
    }

    /// The digest of the given kinds of outcome, most important first.
    static Digest digest(Run run, Set<Kind> kinds, FunctionArn self) {
        Report report = new Report(run);
        List<Section> sections = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (kinds.contains(kind) && report.count(kind) > 0) {
                sections.add(new Section(report.title(kind), COLUMNS, report.rows(kind)));
            }
        }
        return new Digest(
                self.function(),
                self.account(),
                self.region(),
                run.at(),
                run.config().zone(),
                run.dryRun(),
                report.severity(),
                report.verdict(),
                sections);
    }

    private int count(Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    private String verdict() {
        String would = run.dryRun() ? "would be " : "";
        StringJoiner parts = new StringJoiner(", ");
        parts.setEmptyValue("nothing to do");
        add(parts, Kind.STOPPED, would + "stopped");
        add(parts, Kind.STARTED, would + "started");
        add(parts, Kind.STARTED_AGAIN, would + "started again");
        add(parts, Kind.FAILED, "failed");
        add(parts, Kind.REFUSED, count(Kind.REFUSED) == 1 ? "needs a look" : "need a look");
        return parts.toString();
    }

    private void add(StringJoiner parts, Kind kind, String what) {
        if (count(kind) > 0) {
            parts.add(count(kind) + " " + what);
        }
    }

    private Severity severity() {
        boolean startFailed = run.outcomes().stream()
                .anyMatch(outcome -> outcome.kind() == Kind.FAILED && outcome.verdict() instanceof Verdict.Start);
        if (startFailed || run.isLate()) {
            return Severity.CRITICAL;
        }
        return count(Kind.FAILED) + count(Kind.STARTED_AGAIN) + count(Kind.REFUSED) > 0
                ? Severity.WARNING
                : Severity.INFO;
    }

    private String title(Kind kind) {
        return switch (kind) {
            case FAILED -> "Failed";
            case STOPPED -> run.dryRun() ? "Would be stopped" : "Stopped";
            case STARTED -> run.dryRun() ? "Would be started" : "Started";
            case STARTED_AGAIN -> run.dryRun() ? "Would be started again" : "Started again";
            case REFUSED -> "Needs a look";
            case KEPT -> "Left alone";
            case SETTLED -> "As scheduled";
        };
    }

    private List<List<String>> rows(Kind kind) {
        return run.outcomes().stream()
                .filter(outcome -> outcome.kind() == kind)
                .map(outcome -> {
                    Instance instance = outcome.verdict().instance();
                    return List.of(instance.id(), instance.name(), instance.type(), why(outcome));
                })
                .toList();
    }

    private String why(Outcome outcome) {
        return outcome.failure()
                .map(failure -> call(outcome.verdict()) + failure.code() + ": " + failure.message())
                .orElseGet(() -> switch (outcome.verdict()) {
                    case Verdict.Stop stop -> "until " + local(stop.window().end());
                    case Verdict.Start start -> start.reason();
                    case Verdict.Keep keep -> keep.reason();
                    case Verdict.Leave leave -> leave.reason();
                    case Verdict.Refuse refuse -> refuse.reason();
                });
    }

    private static String call(Verdict verdict) {
        return verdict instanceof Verdict.Start ? "start: " : "stop: ";
    }

    private String local(Instant instant) {
        return LOCAL.format(instant.atZone(run.config().zone()));
    }
}
