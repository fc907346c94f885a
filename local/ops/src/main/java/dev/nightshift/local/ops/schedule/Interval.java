package dev.nightshift.local.ops.schedule;

import dev.nightshift.schedule.Edge;
import dev.nightshift.schedule.Schedule;
import dev.nightshift.schedule.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A state of a schedule from an instant until before another.
record Interval(Instant start, Instant end, State state) {
    private static final int EDGES_AT_ONCE = 64;

    /// What a schedule wants from one instant until another, without gaps.
    static List<Interval> of(Schedule schedule, Instant from, Instant to) {
        List<Interval> intervals = new ArrayList<>();
        Instant start = from;
        while (start.isBefore(to)) {
            List<Edge> edges = schedule.nextEdges(start, EDGES_AT_ONCE);
            for (Edge edge : edges) {
                if (start.isBefore(to)) {
                    intervals.add(new Interval(start, earlier(edge.at(), to), edge.before()));
                    start = edge.at();
                }
            }
            if (edges.size() < EDGES_AT_ONCE && start.isBefore(to)) {
                intervals.add(new Interval(start, to, schedule.state(start)));
                start = to;
            }
        }
        return intervals;
    }

    /// How long things are stopped from one instant until another.
    static Duration stopped(List<Interval> intervals, Instant from, Instant to) {
        Duration stopped = Duration.ZERO;
        for (Interval interval : intervals) {
            Instant start = later(interval.start, from);
            Instant end = earlier(interval.end, to);
            if (interval.state == State.STOPPED && start.isBefore(end)) {
                stopped = stopped.plus(Duration.between(start, end));
            }
        }
        return stopped;
    }

    static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
