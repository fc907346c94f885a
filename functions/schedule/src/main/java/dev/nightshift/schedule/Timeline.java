package dev.nightshift.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// A rule laid out over instants, one local day after the other.
///
/// Each day's span is cut at the instants where the day's windows and periods begin and end, so that a clock change
/// moves, shortens or lengthens an occurrence and never doubles one.
record Timeline(Rule rule, LocalClock clock, Duration startLead) {

    /// The state at `from` and up to `changes` states that follow it within the horizon, each
    /// unlike the one before.
    List<Segment> from(Instant from, int changes) {
        List<Segment> found = new ArrayList<>();
        List<Segment> ofDay = new ArrayList<>();
        State last = null;
        LocalDate day = clock.dayOf(from);
        LocalDate horizon = day.plusDays(Schedule.HORIZON_DAYS);
        for (; day.isBefore(horizon); day = day.plusDays(1)) {
            if (found.size() > changes && !mayMove(found.get(changes), day)) {
                return found.subList(0, changes + 1);
            }
            if (last == null || last != rule.wholeDay(day)) {
                ofDay.clear();
                layOut(day, from, ofDay);
                for (Segment segment : ofDay) {
                    if (segment.state() != last) {
                        append(segment, found, from);
                    }
                    last = segment.state();
                }
            }
        }
        return found.subList(0, Math.min(found.size(), changes + 1));
    }

    /// The first instant of the stopped span that the instant lies in.
    Instant stoppedSince(Instant at) {
        List<Segment> ofDay = new ArrayList<>();
        LocalDate day = clock.dayOf(at);
        LocalDate horizon = day.minusDays(Schedule.HORIZON_DAYS);
        for (; day.isAfter(horizon); day = day.minusDays(1)) {
            if (rule.wholeDay(day) == State.STOPPED) {
                continue;
            }
            ofDay.clear();
            layOut(day, Instant.MIN, ofDay);
            Instant end = clock.startOf(day.plusDays(1));
            for (Segment segment : ofDay.reversed()) {
                if (segment.state() != State.STOPPED && !segment.start().isAfter(at)) {
                    return end;
                }
                end = segment.start();
            }
        }
        return Window.SINCE_EVER;
    }

    /// Every span that may reach into the day.
    List<Span> spans(LocalDate day) {
        List<Span> spans = new ArrayList<>();
        rule.addSpans(day, clock, spans);
        return spans;
    }

    /// The same without the lead.
    Timeline withoutLead() {
        return new Timeline(rule, clock, Duration.ZERO);
    }

    /// Whether a start on the day or later could still, by its lead, come before the segment.
    private boolean mayMove(Segment segment, LocalDate day) {
        return !clock.startOf(day).minus(startLead).isAfter(segment.start());
    }

    /// The states of the day, or of what is left of it, each from its first instant; none for a
    /// day that the zone skips.
    private void layOut(LocalDate day, Instant notBefore, List<Segment> segments) {
        Instant end = clock.startOf(day.plusDays(1));
        Instant at = clock.startOf(day);
        at = at.isBefore(notBefore) ? notBefore : at;
        State wholeDay = rule.wholeDay(day);
        List<Span> spans = wholeDay == null ? spans(day) : List.of();
        while (at.isBefore(end)) {
            State state = wholeDay == null ? rule.otherwise() : wholeDay;
            Instant next = end;
            for (Span span : spans) {
                if (span.contains(at)) {
                    state = state == rule.otherwise() || span.state() == State.RUNNING ? span.state() : state;
                    next = earlier(next, span.end());
                } else if (span.start().isAfter(at)) {
                    next = earlier(next, span.start());
                }
            }
            segments.add(new Segment(at, state));
            at = next;
        }
    }

    /// Adds a state; a start comes by its lead earlier, over whatever it meets there.
    private void append(Segment segment, List<Segment> found, Instant from) {
        Instant start = segment.start();
        if (segment.state() == State.RUNNING) {
            start = start.minus(startLead);
            while (!found.isEmpty() && !found.getLast().start().isBefore(start)) {
                found.removeLast();
            }
            start = start.isBefore(from) ? from : start;
        }
        if (found.isEmpty() || found.getLast().state() != segment.state()) {
            found.add(new Segment(start, segment.state()));
        }
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
