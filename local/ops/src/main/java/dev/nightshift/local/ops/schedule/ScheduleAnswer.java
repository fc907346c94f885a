package dev.nightshift.local.ops.schedule;

import dev.nightshift.kit.Zones;
import dev.nightshift.schedule.Edge;
import dev.nightshift.schedule.Schedule;
import dev.nightshift.schedule.State;
import dev.nightshift.schedule.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a schedule says about one instant.
///
/// @param since the first instant of the state, if it has one within the schedule's horizon
/// @param reason the windows or periods that hold
record ScheduleAnswer(
        String name, ZoneId zone, Instant at, State state, Optional<Instant> since, String reason, List<Edge> next) {
    private static final int EDGES = 4;
    private static final List<Integer> DAYS_BACK = List.of(8, 400, Schedule.HORIZON_DAYS);
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm", Locale.ENGLISH);

    static ScheduleAnswer of(Schedule schedule, Instant at) {
        return new ScheduleAnswer(
                schedule.name(),
                schedule.zone(),
                at,
                schedule.state(at),
                since(schedule, at),
                schedule.reason(at),
                schedule.nextEdges(at, EDGES));
    }

    /// `running`, `stopped` or `no-opinion`.
    static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String local(Instant at, ZoneId zone) {
        return at.atZone(zone).format(LOCAL);
    }

    /// A few lines for people.
    String text() {
        StringBuilder text =
                new StringBuilder("%s (%s), %s (%s):%n".formatted(name, Zones.name(zone), local(at, zone), at));
        text.append("  ").append(word(state));
        since.ifPresent(start -> text.append(" since ").append(local(start, zone)));
        text.append(": ").append(reason).append('\n');
        for (Edge edge : next) {
            text.append("  %-10s from %s (%s)%n".formatted(word(edge.after()), local(edge.at(), zone), edge.at()));
        }
        return text.append(next.isEmpty() ? "  and never changes\n" : "").toString();
    }

    /// The same for programs.
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schedule", name);
        json.put("zone", Zones.name(zone));
        json.put("tzdata", Zones.version());
        json.put("at", at.toString());
        json.put("state", word(state));
        since.ifPresent(start -> json.put("since", start.toString()));
        json.put("reason", reason);
        List<Object> edges = new ArrayList<>();
        for (Edge edge : next) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("at", edge.at().toString());
            one.put("local", edge.at().atZone(zone).toLocalDateTime().toString());
            one.put("state", word(edge.after()));
            edges.add(one);
        }
        json.put("next", edges);
        return json;
    }

    private static Optional<Instant> since(Schedule schedule, Instant at) {
        Optional<Window> window = schedule.window(at);
        if (window.isPresent()) {
            return window.map(Window::start).filter(start -> start.isAfter(Window.SINCE_EVER));
        }
        for (int days : DAYS_BACK) {
            Instant from = at.minus(Duration.ofDays(days));
            Instant start =
                    Interval.of(schedule, from, at.plusNanos(1)).getLast().start();
            if (start.isAfter(from)) {
                return Optional.of(start);
            }
        }
        return Optional.empty();
    }
}
