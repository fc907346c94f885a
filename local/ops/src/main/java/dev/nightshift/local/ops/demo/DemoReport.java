package dev.nightshift.local.ops.demo;

import dev.nightshift.local.aws.sns.Publication;
import dev.nightshift.local.ops.lambda.FunctionResult;
import dev.nightshift.local.ops.terminal.TextTable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A played weekend as text for a terminal of 100 columns.
final class DemoReport {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_TIME = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

    private final Chronicle chronicle;
    private final List<Fate> fates;
    private final StringBuilder text = new StringBuilder();

    private DemoReport(Chronicle chronicle) {
        this.chronicle = chronicle;
        this.fates = chronicle.fates();
    }

    static String of(Chronicle chronicle) {
        DemoReport report = new DemoReport(chronicle);
        report.introduction();
        report.story();
        report.fates(
                "Stopped", Fate.Kind.STOPPED, List.of("name", "type", "stopped", "started", "hours off", "remark"));
        report.fates("Opted in, and left alone", Fate.Kind.LEFT_ALONE, List.of("name", "type", "why"));
        report.fates("Not opted in, so never looked at", Fate.Kind.NOT_OPTED_IN, List.of("name", "type", "tags"));
        report.mails();
        report.sum();
        return report.text.toString();
    }

    private void introduction() {
        text.append("""
                A weekend of %d made-up instances, on a simulated clock. The packaged weekend-instance-stopper runs
                every 15 minutes under AWS's runtime interface client, with the event that Scheduler sends.
                  >  what a run did or newly found; the other runs found all as scheduled, or nothing new
                  ~  what people and AWS did meanwhile
                """.formatted(fates.size()));
    }

    private void story() {
        LocalDate day = LocalDate.MIN;
        Set<String> told = new HashSet<>();
        for (Chronicle.Entry entry : chronicle.entries()) {
            String words = words(entry, told);
            if (!words.isEmpty()) {
                LocalDate today = LocalDate.ofInstant(entry.at(), Weekend.ZONE);
                if (!today.equals(day)) {
                    text.append('\n').append(DAY.format(today)).append('\n');
                    day = today;
                }
                text.append(words);
            }
        }
    }

    /// Empty for a run that has nothing new.
    private static String words(Chronicle.Entry entry, Set<String> told) {
        String time = "  " + TIME.format(entry.at().atZone(Weekend.ZONE));
        return switch (entry) {
            case Chronicle.Happened happened -> TextTable.wrapped(time + "  ~ ", happened.what());
            case Chronicle.Ran ran -> {
                StringBuilder lines = new StringBuilder();
                for (FunctionResult.Section section : ran.result().sections()) {
                    List<String> names = news(section, told);
                    if (!names.isEmpty()) {
                        String beginning = (lines.isEmpty() ? time : " ".repeat(time.length())) + "  > ";
                        lines.append(TextTable.wrapped(
                                beginning,
                                section.title().toLowerCase(Locale.ROOT) + " (" + names.size() + "): "
                                        + String.join(", ", names)));
                    }
                }
                yield lines.toString();
            }
        };
    }

    private static List<String> news(FunctionResult.Section section, Set<String> told) {
        return switch (section.title()) {
            case "Stopped", "Started", "Started again" ->
                section.rows().stream().map(row -> row.getOrDefault("name", "")).toList();
            case "Failed", "Needs a look", "Left alone" ->
                section.rows().stream()
                        .filter(row -> told.add(section.title() + row.get("id") + row.get("why")))
                        .map(row -> row.getOrDefault("name", ""))
                        // What is no instance stands in the mails alone.
                        .filter(name -> !name.isEmpty())
                        .toList();
            default -> List.of();
        };
    }

    private void fates(String title, Fate.Kind kind, List<String> columns) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(columns);
        for (Fate fate : fates) {
            if (fate.kind() == kind) {
                rows.add(cells(fate));
            }
        }
        text.append("\n").append(title).append(" (").append(rows.size() - 1).append(")\n");
        text.append(TextTable.of(rows));
    }

    private static List<String> cells(Fate fate) {
        String type = fate.instance().type();
        return switch (fate.kind()) {
            case STOPPED ->
                List.of(
                        fate.name(),
                        type,
                        local(fate.stoppedByUs()),
                        local(fate.startedByUs()),
                        hours(fate.stopped()),
                        fate.remark());
            case LEFT_ALONE -> List.of(fate.name(), type, fate.remark());
            case NOT_OPTED_IN -> List.of(fate.name(), type, tags(fate));
        };
    }

    private static String tags(Fate fate) {
        return fate.instance().tags().entrySet().stream()
                .filter(tag -> !tag.getKey().equals("Name"))
                .map(tag -> tag.getKey() + " = " + tag.getValue())
                .collect(Collectors.joining(", "));
    }

    private void mails() {
        for (Publication mail : chronicle.mails()) {
            text.append("\nMail of ")
                    .append(DAY_TIME.format(mail.at().atZone(Weekend.ZONE)))
                    .append('\n');
            mail.mail().lines().forEach(line -> text.append(TextTable.wrapped("  | ", "  |       ", line)));
        }
    }

    private void sum() {
        List<Duration> took = chronicle.runs().stream().map(Chronicle.Ran::took).toList();
        List<Duration> warm = took.stream().skip(1).sorted().toList();
        Duration off = fates.stream().map(Fate::stopped).reduce(Duration.ZERO, Duration::plus);
        text.append("\n%d runs of the packaged function: the first %d ms from a cold start, the others %d ms (median)."
                .formatted(
                        took.size(),
                        took.getFirst().toMillis(),
                        warm.get(warm.size() / 2).toMillis()));
        text.append("\n%d instances, %d stopped by it, %s instance hours off, %d mails.\n"
                .formatted(
                        fates.size(),
                        fates.stream()
                                .filter(fate -> fate.kind() == Fate.Kind.STOPPED)
                                .count(),
                        hours(off),
                        chronicle.mails().size()));
    }

    private static String local(Optional<Instant> at) {
        return at.map(instant -> DAY_TIME.format(instant.atZone(Weekend.ZONE))).orElse("-");
    }

    private static String hours(Duration duration) {
        return "%.2f".formatted(duration.toMinutes() / 60.0);
    }
}
