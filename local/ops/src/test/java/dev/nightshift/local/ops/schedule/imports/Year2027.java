package dev.nightshift.local.ops.schedule.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.Settings;
import dev.nightshift.kit.Settings.Reading;
import dev.nightshift.local.ops.Ops;
import dev.nightshift.schedule.Edge;
import dev.nightshift.schedule.Schedule;
import dev.nightshift.schedule.State;
import dev.nightshift.site.SiteFile;
import dev.nightshift.stopper.settings.Policy;
import dev.nightshift.stopper.settings.StopperConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// Imported schedules held against a second implementation of the scheduler they come from, at every quarter of an
/// hour of 2027 in the schedule's zone.
final class Year2027 {
    /// A local time and its offset, which tells the two hours apart when clocks go back.
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("MM-dd HH:mm xxx", Locale.ENGLISH);

    private static final int EDGES_AT_ONCE = 64;

    private Year2027() {}

    /// What the command prints for a file, as schedules.
    ///
    /// @param errors gets what it says on standard error
    static Map<String, Schedule> imported(Path folder, StringWriter errors, String... arguments) throws IOException {
        StringWriter out = new StringWriter();
        Ops.execute(new PrintWriter(out), new PrintWriter(errors), arguments);
        Path ours = Files.writeString(folder.resolve("ours.yaml"), out.toString());
        Map<String, Reading<Policy>> policies =
                Settings.read("ours.yaml", SiteFile.read(ours), root -> StopperConfig.policies(root, ZoneOffset.UTC));
        Map<String, Schedule> schedules = new LinkedHashMap<>();
        policies.forEach((name, reading) -> {
            assertThat(reading).as(name).isInstanceOf(Reading.Good.class);
            if (reading instanceof Reading.Good<Policy>(Policy policy)) {
                schedules.put(name, policy.schedule());
            }
        });
        return schedules;
    }

    /// What a schedule wants at each instant asked for, in their order.
    static Function<Instant, State> states(Schedule schedule) {
        Deque<Edge> edges = new ArrayDeque<>();
        State[] now = new State[1];
        Instant[] knownUntil = new Instant[] {Instant.MIN};
        return at -> {
            if (!at.isBefore(knownUntil[0])) {
                edges.clear();
                edges.addAll(schedule.nextEdges(at, EDGES_AT_ONCE));
                now[0] = schedule.state(at);
                knownUntil[0] = edges.size() < EDGES_AT_ONCE
                        ? Instant.MAX
                        : edges.getLast().at();
            }
            while (!edges.isEmpty() && !edges.getFirst().at().isAfter(at)) {
                now[0] = edges.removeFirst().after();
            }
            return now[0];
        };
    }

    /// The quarters at which the two do not want the same, as spans: `10-31 02:00 +01:00, 2 quarters: STOPPED,
    /// RUNNING`.
    static List<String> differences(ZoneId zone, Function<Instant, ?> ours, Function<ZonedDateTime, ?> theirs) {
        List<String> differences = new ArrayList<>();
        Instant end = LocalDate.of(2028, 1, 1).atStartOfDay(zone).toInstant();
        String open = "";
        int length = 0;
        ZonedDateTime start = LocalDate.of(2027, 1, 1).atStartOfDay(zone);
        ZonedDateTime since = start;
        // Who only acts now and then has done so before the year begins.
        Instant early = start.minusDays(8).toInstant();
        for (Instant at = early; !at.isAfter(end); at = at.plus(Duration.ofMinutes(15))) {
            ZonedDateTime local = at.atZone(zone);
            String our = Objects.toString(at.equals(end) ? "" : ours.apply(at));
            String their = Objects.toString(at.equals(end) ? "" : theirs.apply(local));
            String difference = our.equals(their) || local.isBefore(start) ? "" : our + ", " + their;
            if (!difference.equals(open)) {
                if (!open.isEmpty()) {
                    differences.add("%s, %d quarters: %s".formatted(since.format(MOMENT), length, open));
                }
                open = difference;
                since = local;
                length = 0;
            }
            length++;
        }
        return differences;
    }
}
