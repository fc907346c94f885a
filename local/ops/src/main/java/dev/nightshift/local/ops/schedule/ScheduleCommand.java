package dev.nightshift.local.ops.schedule;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.Problem;
import dev.nightshift.kit.Zones;
import dev.nightshift.local.ops.terminal.ExitStatus;
import dev.nightshift.local.ops.terminal.Failure;
import dev.nightshift.local.ops.terminal.TextFile;
import dev.nightshift.local.ops.terminal.TextTable;
import dev.nightshift.schedule.Schedule;
import dev.nightshift.schedule.Window;
import dev.nightshift.site.SiteFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows what schedules do, at an instant or over a range.
@Command(
        name = "schedule",
        description = {
            "Shows what the schedules of a file do: now, at an instant, or over a range.",
            "A range's ends are instants, or dates in each schedule's zone; the last date is within it."
        })
public final class ScheduleCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";
    private static final int WEEKS_SHOWN = 5;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "FILE", description = "A site file, or one with schedules only.")
    private Path file = Path.of("");

    @Option(names = "--name", paramLabel = "NAME", description = "Only this schedule.")
    private @Nullable String name;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "Such as 2026-11-20T17:00:00Z; now by default. With - each line of standard input is one, and"
                    + " each answer a line of JSON.")
    private @Nullable String at;

    @Option(names = "--from", paramLabel = "START", description = "The range's start; this week's Monday by default.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "END", description = "The range's end; five weeks by default.")
    private @Nullable String to;

    @Option(names = "--json", description = "Print a line of JSON for each schedule.")
    private boolean json;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw the range as an image.")
    private @Nullable Path svg;

    @Option(names = "--html", paramLabel = "FILE", description = "Draw the range as a page.")
    private @Nullable Path html;

    @Override
    public Integer call() throws IOException {
        boolean isRange = from != null || to != null || svg != null || html != null;
        if (isRange && at != null) {
            throw new ParameterException(spec.commandLine(), "--at is an instant; expected it or a range, not both");
        }
        ScheduleFile read = ScheduleFile.read(file);
        List<Schedule> schedules = chosen(read);
        if (isRange) {
            showRange(schedules);
        } else if (STANDARD_INPUT.equals(at)) {
            answerLines(schedules);
        } else {
            Instant instant =
                    at == null ? Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS) : instant("--at", at);
            schedules.forEach(schedule -> show(ScheduleAnswer.of(schedule, instant)));
        }
        if (!json && !STANDARD_INPUT.equals(at)) {
            out().println("by time zone data " + Zones.version());
        }
        schedules.forEach(schedule -> schedule.holidays()
                .verifiedUntil()
                .ifPresent(last -> spec.commandLine()
                        .getErr()
                        .println("ops: the holidays of schedule " + schedule.name() + " after " + last
                                + " were compared with no second source")));
        schedules.stream()
                .map(Schedule::zone)
                .distinct()
                .flatMap(zone -> Zones.warning(zone).stream())
                .forEach(warning -> spec.commandLine().getErr().println("ops: " + warning));
        read.problems().forEach(problem -> spec.commandLine().getErr().println("ops: " + file + ": " + problem));
        return read.problems().isEmpty() ? ExitStatus.FINE : ExitStatus.FINDINGS;
    }

    private List<Schedule> chosen(ScheduleFile read) {
        if (name == null) {
            return List.copyOf(read.schedules().values());
        }
        Schedule schedule = read.schedules().get(name);
        if (schedule == null) {
            List<String> why = read.problems().stream()
                    .filter(problem -> (problem.path() + ".").contains("schedules." + name + "."))
                    .map(Problem::toString)
                    .toList();
            if (!why.isEmpty()) {
                throw new Failure(file + ": " + String.join(System.lineSeparator() + "ops: " + file + ": ", why));
            }
            throw new Failure("%s has no schedule \"%s\" that can be used; %s"
                    .formatted(
                            file,
                            name,
                            read.schedules().isEmpty()
                                    ? "it has no other either"
                                    : "there are "
                                            + String.join(", ", read.schedules().keySet())));
        }
        return List.of(schedule);
    }

    private void show(ScheduleAnswer answer) {
        out().print(json ? Json.write(answer.json()) + "\n" : answer.text());
    }

    private void answerLines(List<Schedule> schedules) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank()) {
                Instant instant = instant("standard input", line.strip());
                schedules.forEach(schedule -> out().println(
                                Json.write(ScheduleAnswer.of(schedule, instant).json())));
            }
        }
    }

    private void showRange(List<Schedule> schedules) throws IOException {
        if (svg == null && html == null) {
            for (Schedule schedule : schedules) {
                Instant start = start(schedule.zone());
                show(schedule, start, end(schedule.zone(), start));
            }
            return;
        }
        if (schedules.isEmpty()) {
            throw new Failure(file + ": there is no schedule that can be drawn");
        }
        // One time axis: in the zone of the first.
        ZoneId zone = schedules.getFirst().zone();
        Instant start = start(zone);
        RangePicture picture = RangePicture.of(
                schedules,
                new RangePicture.Setting(
                        start, end(zone, start), Clock.systemUTC().instant(), SiteFile.holidayNames(file)));
        if (svg != null) {
            TextFile.write(svg, PictureImage.of(picture));
        }
        if (html != null) {
            TextFile.write(html, PicturePage.of(picture));
        }
    }

    private void show(Schedule schedule, Instant start, Instant end) {
        List<Interval> intervals = Interval.of(schedule, start, end);
        Duration stopped = Interval.stopped(intervals, start, end);
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("schedule", schedule.name());
            line.put("zone", Zones.name(schedule.zone()));
            line.put("tzdata", Zones.version());
            line.put("stoppedMinutes", stopped.toMinutes());
            line.put("intervals", intervals.stream().map(ScheduleCommand::json).toList());
            out().println(Json.write(line));
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (Interval interval : intervals) {
            rows.add(List.of(
                    ScheduleAnswer.word(interval.state()),
                    ScheduleAnswer.local(interval.start(), schedule.zone()),
                    ScheduleAnswer.local(interval.end(), schedule.zone()),
                    RangePicture.hours(Duration.between(interval.start(), interval.end())),
                    schedule.reason(interval.start())));
        }
        out().println("%s (%s): stopped %s"
                .formatted(schedule.name(), Zones.name(schedule.zone()), RangePicture.hours(stopped)));
        out().print(TextTable.of(rows));
    }

    private static Map<String, Object> json(Interval interval) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("start", interval.start().toString());
        json.put("end", interval.end().toString());
        json.put("state", ScheduleAnswer.word(interval.state()));
        return json;
    }

    private Instant start(ZoneId zone) {
        if (from != null) {
            return instantOrDate("--from", from, zone, 0);
        }
        LocalDate today = Clock.system(zone).instant().atZone(zone).toLocalDate();
        return today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .atStartOfDay(zone)
                .toInstant();
    }

    private Instant end(ZoneId zone, Instant start) {
        Instant end =
                to == null ? start.atZone(zone).plusWeeks(WEEKS_SHOWN).toInstant() : instantOrDate("--to", to, zone, 1);
        if (!start.isBefore(end)) {
            throw new ParameterException(spec.commandLine(), "--to " + end + " is not after --from " + start);
        }
        return end;
    }

    private Instant instantOrDate(String option, String text, ZoneId zone, int daysAfter) {
        try {
            return text.length() == "2026-11-20".length()
                    ? LocalDate.parse(text)
                            .plusDays(daysAfter)
                            .atStartOfDay(zone)
                            .toInstant()
                    : instant(option, text);
        } catch (DateTimeException e) {
            throw new ParameterException(
                    spec.commandLine(), option + ": \"" + text + "\": expected a date such as 2026-11-20", e);
        }
    }

    private Instant instant(String option, String text) {
        try {
            Instant instant = Instant.parse(text);
            if (instant.isAfter(Window.FOREVER) || instant.isBefore(Window.SINCE_EVER)) {
                throw new DateTimeException("outside the years 0 to 9999");
            }
            return instant;
        } catch (DateTimeException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + ": \"" + text + "\": expected an instant such as 2026-11-20T17:00:00Z",
                    e);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
