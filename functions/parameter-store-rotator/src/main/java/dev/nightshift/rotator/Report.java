package dev.nightshift.rotator;

import dev.nightshift.kit.Digest;
import dev.nightshift.kit.Digest.Section;
import dev.nightshift.kit.Digest.Severity;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.rotator.Outcome.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/// Writes a run down for people. It never saw a value.
final class Report {
    private static final List<String> COLUMNS = List.of("parameter", "strategy", "why");
    private static final List<String> CONSUMER_COLUMNS = List.of("consumer", "state", "why");

    private static final Set<Kind> SETTLED =
            EnumSet.of(Kind.ROTATED, Kind.RECOVERED, Kind.RETIRED, Kind.RETIRING, Kind.TARGET_STOPPED, Kind.NOT_DUE);

    private Report() {}

    /// The digest of the given kinds of outcome, most important first.
    ///
    /// @param ended findings that are over, and since when they had lasted
    /// @param lost why people may hear what they know
    static Digest digest(
            Run run, Set<Kind> kinds, Map<String, Instant> ended, Optional<String> lost, FunctionArn self) {
        List<Section> sections = new ArrayList<>();
        run.unread()
                .ifPresent(why -> sections.add(new Section(
                        "Could not be listed", List.of("what", "why"), List.of(List.of("parameters", why)))));
        for (Kind kind : Kind.values()) {
            List<List<String>> rows = run.outcomes().stream()
                    .filter(outcome -> outcome.kind() == kind)
                    .map(outcome -> List.of(outcome.what(), outcome.strategy(), outcome.why()))
                    .toList();
            if (kinds.contains(kind) && !rows.isEmpty()) {
                sections.add(new Section(title(kind, run.dryRun()), COLUMNS, rows));
            }
        }
        if (!run.consumers().isEmpty()) {
            sections.add(new Section("Consumers", CONSUMER_COLUMNS, consumers(run)));
        }
        if (!run.unasked().isEmpty()) {
            sections.add(new Section(
                    "Not checked",
                    List.of("parameter", "why"),
                    run.unasked().entrySet().stream()
                            .map(one -> List.of(one.getKey(), one.getValue()))
                            .toList()));
        }
        if (!ended.isEmpty()) {
            sections.add(new Section(
                    "Over",
                    List.of("what", "since"),
                    ended.entrySet().stream()
                            .map(over -> List.of(over.getKey(), over.getValue().toString()))
                            .toList()));
        }
        lost.ifPresent(why -> sections.add(new Section(
                "State", List.of("why"), List.of(List.of("what was reported before is not known: " + why)))));
        return new Digest(
                self.function(),
                self.account(),
                self.region(),
                run.at(),
                run.config().zone(),
                run.dryRun(),
                severity(run),
                verdict(run),
                sections);
    }

    private static String verdict(Run run) {
        StringJoiner parts = new StringJoiner(", ");
        parts.setEmptyValue("nothing to do");
        run.unread().ifPresent(why -> parts.add("parameters could not be listed"));
        run.counts().forEach((kind, count) -> {
            if (count > 0 && Rotator.TOLD.contains(kind)) {
                parts.add(count + " " + words(kind, run.dryRun()));
            }
        });
        for (ConsumerOutcome.Kind kind : ConsumerOutcome.Kind.values()) {
            long count = run.consumers(kind);
            if (count > 0) {
                parts.add(count + (count == 1 ? " consumer " : " consumers ") + words(kind));
            }
        }
        return parts.toString();
    }

    private static List<List<String>> consumers(Run run) {
        return run.consumers().stream()
                .sorted(Comparator.comparing(ConsumerOutcome::kind))
                .map(outcome -> List.of(outcome.consumer(), words(outcome.kind()), outcome.why()))
                .toList();
    }

    private static Severity severity(Run run) {
        Map<Kind, Integer> counts = run.counts();
        if (counts.getOrDefault(Kind.FROZEN, 0) > 0 || run.isAnyLockedOut()) {
            return Severity.CRITICAL;
        }
        boolean settled = counts.entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .allMatch(count -> SETTLED.contains(count.getKey()));
        settled &= run.consumers().size() == run.consumers(ConsumerOutcome.Kind.REACHED);
        settled &= run.unread().isEmpty();
        return settled ? Severity.INFO : Severity.WARNING;
    }

    private static String words(Kind kind, boolean dryRun) {
        return switch (kind) {
            case FROZEN -> "frozen";
            case FAILED -> "failed";
            case REFUSED -> "refused";
            case ROTATED -> dryRun ? "would be rotated" : "rotated";
            case UNFINISHED -> "unfinished";
            case RETIRED -> "retired";
            case GIVEN_UP -> "given up";
            case DEFERRED -> "deferred";
            case EXPIRING -> "expiring";
            case UNCHECKED -> "unchecked";
            case RECOVERED -> "working again";
            case RETIRING -> "retiring";
            case TARGET_STOPPED -> "not rotated while the target is stopped";
            case NOT_DUE -> "not due";
        };
    }

    private static String words(ConsumerOutcome.Kind kind) {
        return switch (kind) {
            case FAILED -> "failed";
            case REFUSED -> "refused";
            case WAITING -> "waiting";
            case REACHED -> "reached";
        };
    }

    private static String title(Kind kind, boolean dryRun) {
        String words = words(kind, dryRun);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
