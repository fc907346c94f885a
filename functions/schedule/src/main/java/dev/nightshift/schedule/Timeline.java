package dev.nightshift.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// A rule laid out over instants, one local day after the other.
///
/// A day is cut in local minutes and each cut turned into its one instant, so that a clock change moves, shortens or
/// lengthens an occurrence and never doubles one; what falls into a gap as a whole leaves no trace.
record Timeline(Rule rule, LocalClock clock, Duration startLead) {
    /// A weekly rule that says nothing new in four weeks never does: a clock change can hide it in
    /// one of them.
    private static final int REPEATS_WITHIN_DAYS = 28;

    /// The state at `from` and up to `changes` states that follow it, each unlike the one before
    /// and within the horizon from it.
    List<Segment> from(Instant from, int changes) {
        List<Segment> found = new ArrayList<>();
        // What a lead swallows comes and goes in the list, and must not move the horizon for ever.
        int most = 0;
        State last = null;
        LocalDate day = clock.dayOf(from);
        LocalDate horizon = lastDay(day);
        for (; day.isBefore(horizon); day = day.plusDays(1)) {
            if (found.size() > changes && !mayMove(found.get(changes), day)) {
                break;
            }
            List<Span> spans = spans(day);
            for (int minute = 0; minute < LocalClock.DAY_MINUTES; minute = nextCut(spans, minute)) {
                State state = state(spans, minute);
                if (state != last && endsAfter(from, day, minute, nextCut(spans, minute))) {
                    append(new Segment(later(clock.at(day, minute), from), state), found, from);
                    last = state;
                }
                if (found.size() > most) {
                    most = found.size();
                    horizon = lastDay(day);
                }
            }
        }
        while (found.size() > 1 && mayMove(found.getLast(), day)) {
            found.removeLast();
        }
        return found.subList(0, Math.min(found.size(), changes + 1));
    }

    /// The first instant of the stopped span that the instant lies in.
    Instant stoppedSince(Instant at) {
        LocalDate day = clock.dayOf(at);
        LocalDate horizon = firstDay(day);
        for (; day.isAfter(horizon); day = day.minusDays(1)) {
            List<Span> spans = spans(day);
            Instant since = null;
            for (int minute = 0; minute < LocalClock.DAY_MINUTES; minute = nextCut(spans, minute)) {
                if (state(spans, minute) != State.STOPPED) {
                    Instant start = clock.at(day, minute);
                    Instant end = clock.at(day, nextCut(spans, minute));
                    since = start.isBefore(end) && !start.isAfter(at) ? end : since;
                }
            }
            if (since != null) {
                return since;
            }
        }
        return Window.SINCE_EVER;
    }

    /// What the rule says about parts of the day.
    List<Span> spans(LocalDate day) {
        List<Span> spans = new ArrayList<>();
        rule.addSpans(day, spans);
        return spans;
    }

    /// The same without the lead.
    Timeline withoutLead() {
        return new Timeline(rule, clock, Duration.ZERO);
    }

    /// Where a search from the day on ends.
    private LocalDate lastDay(LocalDate day) {
        LocalDate far = day.plusDays(Schedule.HORIZON_DAYS);
        LocalDate repeats = rule.holidays().latest(day).plusDays(REPEATS_WITHIN_DAYS);
        // A lead that swallows a night may not swallow the one that a clock change lengthens.
        return rule.isWeekly() && startLead.isZero() && repeats.isBefore(far) ? repeats : far;
    }

    /// Where a search back from the day ends.
    private LocalDate firstDay(LocalDate day) {
        LocalDate far = day.minusDays(Schedule.HORIZON_DAYS);
        LocalDate repeats = rule.holidays().earliest(day).minusDays(REPEATS_WITHIN_DAYS);
        return rule.isWeekly() && repeats.isAfter(far) ? repeats : far;
    }

    /// Whether a start on the day or later could still, by its lead, come before the segment.
    private boolean mayMove(Segment segment, LocalDate day) {
        return !clock.startOf(day).minus(startLead).isAfter(segment.start());
    }

    private State state(List<Span> spans, int minute) {
        State state = rule.otherwise();
        for (Span span : spans) {
            if (span.contains(minute) && (state == rule.otherwise() || span.state() == State.RUNNING)) {
                state = span.state();
            }
        }
        return state;
    }

    /// The next minute at which a span begins or ends, or the day does.
    private static int nextCut(List<Span> spans, int minute) {
        int next = LocalClock.DAY_MINUTES;
        for (Span span : spans) {
            if (span.start() > minute) {
                next = Math.min(next, span.start());
            } else if (span.end() > minute) {
                next = Math.min(next, span.end());
            }
        }
        return next;
    }

    /// Whether the part of the day has any instant from the given one on.
    private boolean endsAfter(Instant from, LocalDate day, int minute, int next) {
        Instant end = clock.at(day, next);
        return end.isAfter(from) && end.isAfter(clock.at(day, minute));
    }

    /// Adds a state; a start comes by its lead earlier, over whatever it meets there.
    private void append(Segment segment, List<Segment> found, Instant from) {
        Instant start = segment.start();
        if (segment.state() == State.RUNNING) {
            start = start.minus(startLead);
            while (!found.isEmpty() && !found.getLast().start().isBefore(start)) {
                found.removeLast();
            }
            start = later(start, from);
        }
        if (found.isEmpty() || found.getLast().state() != segment.state()) {
            found.add(new Segment(start, segment.state()));
        }
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
