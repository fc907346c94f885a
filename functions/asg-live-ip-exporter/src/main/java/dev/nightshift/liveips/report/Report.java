package dev.nightshift.liveips.report;

import dev.nightshift.kit.Digest;
import dev.nightshift.kit.Digest.Section;
import dev.nightshift.kit.Digest.Severity;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.liveips.act.Outcome;
import dev.nightshift.liveips.act.Publication;
import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.settings.Destination;
import dev.nightshift.liveips.settings.Occasion;
import dev.nightshift.liveips.settings.Output;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Stream;

/// Writes down for people what became of outputs: of one that has news, or of all that a run looked at.
public final class Report {
    private static final String NEEDS_A_LOOK = "Needs a look";
    private static final List<String> FINDING_COLUMNS = List.of("output", "what", "why");
    private static final String OVER = "Over";
    private static final List<String> OVER_COLUMNS = List.of("output", "what", "since");

    private final List<Outcome> outcomes;
    private final Occasion occasion;
    private final List<List<String>> added;
    private final List<List<String>> removed;
    private final List<List<String>> findings;

    private Report(List<Outcome> outcomes, Occasion occasion) {
        this.outcomes = outcomes;
        this.occasion = occasion;
        this.added = each(one -> one.added().stream().map(entry -> row(one, entry, entry.zone())));
        this.removed = each(one -> one.removed().stream()
                .map(removal -> row(one, removal.entry(), removal.reason().text())));
        this.findings =
                Stream.concat(failures(), each(Report::findings).stream()).toList();
    }

    /// The digest, what needs a look first.
    public static Digest digest(List<Outcome> outcomes, Occasion occasion, FunctionArn self) {
        Report report = new Report(outcomes, occasion);
        return report.digest(self, report.verdict(), report.sections());
    }

    /// The outputs that could not be brought up to date, and those that can be again.
    ///
    /// @param lost why people may hear it for the second time
    public static Digest failures(Run run, Map<String, Instant> ended, Optional<String> lost, FunctionArn self) {
        Report report = new Report(
                run.outcomes().stream()
                        .filter(outcome ->
                                run.failed().containsKey(outcome.output().name()))
                        .toList(),
                run.occasion());
        List<Section> sections = new ArrayList<>();
        add(sections, NEEDS_A_LOOK, FINDING_COLUMNS, report.findings);
        add(
                sections,
                OVER,
                OVER_COLUMNS,
                ended.entrySet().stream()
                        .map(over -> List.of(
                                over.getKey(),
                                "could not be brought up to date",
                                over.getValue().toString()))
                        .toList());
        lost.ifPresent(why -> sections.add(new Section(
                "State", List.of("why"), List.of(List.of("what was reported before is not known: " + why)))));
        StringJoiner parts = new StringJoiner(", ");
        count(parts, report.findings.size(), report.findings.size() == 1 ? "output failed" : "outputs failed");
        count(parts, ended.size(), ended.size() == 1 ? "output works again" : "outputs work again");
        return report.digest(self, parts.toString(), sections);
    }

    /// That a destination held what no run recorded, which is written over next.
    static Digest found(
            Output output, Destination destination, String generation, Occasion occasion, FunctionArn self) {
        Report report = new Report(List.of(), occasion);
        return report.digest(
                self,
                output.name() + ": found a list that no run recorded",
                List.of(new Section(
                        "Found",
                        List.of("output", "destination", "generation"),
                        List.of(List.of(output.name(), destination.toString(), generation)))));
    }

    private Digest digest(FunctionArn self, String verdict, List<Section> sections) {
        return new Digest(
                self.function(),
                self.account(),
                self.region(),
                occasion.now(),
                occasion.config().zone(),
                occasion.dryRun(),
                findings.isEmpty() ? Severity.INFO : Severity.WARNING,
                verdict,
                sections);
    }

    private String verdict() {
        String would = occasion.dryRun() ? "would be " : "";
        StringJoiner parts = new StringJoiner(", ", outcomes.size() == 1 ? name() + ": " : "", "");
        count(parts, added.size(), would + "added");
        count(parts, removed.size(), would + "removed");
        count(parts, findings.size(), findings.size() == 1 ? "needs a look" : "need a look");
        int over = each(Report::over).size();
        count(parts, over, "over");
        if (added.isEmpty() && removed.isEmpty() && findings.isEmpty() && over == 0) {
            parts.add(each(Report::published).isEmpty() ? "nothing to do" : "published as recorded");
        }
        return parts.toString();
    }

    private String name() {
        return outcomes.getFirst().output().name();
    }

    private static void count(StringJoiner parts, int number, String what) {
        if (number > 0) {
            parts.add(number + " " + what);
        }
    }

    private List<Section> sections() {
        String would = occasion.dryRun() ? "Would be " : "";
        List<Section> sections = new ArrayList<>();
        add(sections, NEEDS_A_LOOK, FINDING_COLUMNS, findings);
        add(sections, would + "Added", List.of("output", "address", "instance", "group", "zone"), added);
        add(sections, would + "Removed", List.of("output", "address", "instance", "group", "why"), removed);
        add(
                sections,
                would + "Published",
                List.of("output", "destination", "addresses", "generation"),
                each(Report::published));
        add(sections, OVER, OVER_COLUMNS, each(Report::over));
        add(sections, "Left out", List.of("output", "instance", "group", "why"), each(Report::leftOut));
        return sections;
    }

    private static void add(List<Section> sections, String title, List<String> columns, List<List<String>> rows) {
        if (!rows.isEmpty()) {
            sections.add(new Section(title, columns, rows));
        }
    }

    private List<List<String>> each(Function<Publication, Stream<List<String>>> rows) {
        return outcomes.stream()
                .flatMap(outcome -> outcome instanceof Outcome.Settled(Publication publication)
                        ? rows.apply(publication)
                        : Stream.empty())
                .toList();
    }

    private Stream<List<String>> failures() {
        return outcomes.stream().flatMap(outcome -> switch (outcome) {
            case Outcome.Settled settled -> Stream.empty();
            case Outcome.Unheard(Output output, String why) ->
                Stream.of(List.of(output.name(), "people", "could not be notified: " + why));
            case Outcome.Raced(Output output, String where) ->
                Stream.of(List.of(output.name(), where, "was written by others three times in a row"));
            case Outcome.Failed(Output output, String why) ->
                Stream.of(List.of(output.name(), output.manifestKey(), why));
        });
    }

    private static Stream<List<String>> findings(Publication one) {
        return one.findings().stream().map(finding -> List.of(one.output().name(), finding.subject(), finding.why()));
    }

    private static Stream<List<String>> over(Publication one) {
        return one.change().ended().entrySet().stream()
                .map(over -> List.of(
                        one.output().name(), over.getKey(), over.getValue().toString()));
    }

    private static Stream<List<String>> published(Publication one) {
        return one.deliveries().stream()
                .filter(delivery -> delivery.isCurrent()
                        && !delivery.copy()
                                .generation()
                                .equals(one.last().copy(delivery.destination()).generation()))
                .map(delivery -> List.of(
                        one.output().name(),
                        delivery.destination().toString(),
                        "" + one.decision().list().size(),
                        delivery.copy().generation()));
    }

    private static Stream<List<String>> leftOut(Publication one) {
        return one.decision().leftOut().stream()
                .map(out -> List.of(
                        one.output().name(),
                        out.instance(),
                        out.group(),
                        out.reason().text()));
    }

    private static List<String> row(Publication one, Entry entry, String last) {
        return List.of(one.output().name(), entry.address().toString(), entry.instance(), entry.group(), last);
    }
}
