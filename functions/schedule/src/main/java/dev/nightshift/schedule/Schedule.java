package dev.nightshift.schedule;

import dev.nightshift.kit.Parsers;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.Settings.Reading;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// When things are to run and when they are to be stopped, in a zone of its own: stop windows or running periods,
/// holidays, and a lead for starts.
///
/// All answers are for instants of the years 0 to 9999, cost microseconds, and never fail.
public final class Schedule {
    /// How far an answer looks, forward and back: 42 years. The longest that a period of the
    /// calendar can stay away is 40 years (29 February on a given weekday, over a century's year
    /// without one), so what is not found is never.
    public static final int HORIZON_DAYS = 42 * 366;

    private static final Duration LONGEST_LEAD = Duration.ofHours(12);

    private final String name;
    private final Timeline timeline;
    private final Holidays holidays;

    private Schedule(String name, Timeline timeline, Holidays holidays) {
        this.name = name;
        this.timeline = timeline;
        this.holidays = holidays;
    }

    /// Reads the keys `zone`, `stop`, `run` or `start`, `holidays` and `startLead`; others are for the
    /// caller to read.
    ///
    /// @param name what the schedule is called
    /// @param settings where its keys are; what is wrong with them is noted there
    /// @param defaultZone for a schedule without a zone of its own
    /// @param calendars the holidays by the names that `holidays` gives
    public static Schedule from(
            String name, Settings settings, ZoneId defaultZone, Map<String, Reading<Holidays>> calendars) {
        ZoneId zone = settings.at("zone").orElse(defaultZone, Parsers::zone);
        Holidays holidays = holidays(settings.at("holidays"), calendars);
        Duration lead = settings.at("startLead").orElse(Duration.ZERO, Schedule::leadOf);
        Timeline timeline = new Timeline(rule(settings, holidays), new LocalClock(zone), lead);
        if (!settings.hasProblems()) {
            Sense.check(settings, timeline);
        }
        return new Schedule(name, timeline, holidays);
    }

    /// What it is called.
    public String name() {
        return name;
    }

    /// The zone of its local times.
    public ZoneId zone() {
        return timeline.clock().zone();
    }

    /// How long before its periods begin it wants things to be started.
    public Duration startLead() {
        return timeline.startLead();
    }

    /// Its special days.
    public Holidays holidays() {
        return holidays;
    }

    /// What it comes to, holidays and clock changes aside.
    public Outline outline() {
        return Outline.of(timeline);
    }

    /// What it wants at the instant.
    public State state(Instant at) {
        return timeline.from(at, 0).getFirst().state();
    }

    /// The stopped span that holds the instant, if it is stopped then.
    public Optional<Window> window(Instant at) {
        List<Segment> now = timeline.from(at, 1);
        if (now.getFirst().state() != State.STOPPED) {
            return Optional.empty();
        }
        Instant end = now.size() > 1 ? now.get(1).start() : Window.FOREVER;
        return Optional.of(new Window(timeline.stoppedSince(at), end));
    }

    /// As [#state(Instant)], but an edge that is over still counts for a while: where the schedule
    /// has no opinion at the instant, this is what it last wanted, if it began to want that at
    /// most `catchUp` before.
    ///
    /// For callers that ask at intervals: `until: 23:50` alone stops from 23:50 to midnight only,
    /// which a run every 15 minutes misses. Where the schedule has an opinion at the instant, that
    /// alone counts.
    public State state(Instant at, Duration catchUp) {
        return lastOpinion(at, catchUp).map(Edge::after).orElseGet(() -> state(at));
    }

    /// As [#window(Instant)]; where [#state(Instant, Duration)] is `STOPPED` for an edge that is
    /// over, this is the stopped span that began with that edge. It ends at or before the instant.
    public Optional<Window> window(Instant at, Duration catchUp) {
        return lastOpinion(at, catchUp)
                .filter(edge -> edge.after() == State.STOPPED)
                .flatMap(edge -> window(edge.at()))
                .or(() -> window(at));
    }

    /// The last edge to an opinion at most `catchUp` before the instant, if it has none then.
    private Optional<Edge> lastOpinion(Instant at, Duration catchUp) {
        Optional<Edge> last = Optional.empty();
        Instant from = at.minus(catchUp).minusNanos(1);
        while (state(at) == State.NO_OPINION) {
            List<Edge> next = nextEdges(from, 1);
            if (next.isEmpty() || next.getFirst().at().isAfter(at)) {
                return last;
            }
            last = next.getFirst().after() == State.NO_OPINION ? last : Optional.of(next.getFirst());
            from = next.getFirst().at();
        }
        return last;
    }

    /// The next `n` changes after the instant, or fewer where it never changes again.
    public List<Edge> nextEdges(Instant from, int n) {
        List<Segment> states = timeline.from(from, n);
        List<Edge> edges = new ArrayList<>(states.size());
        for (int i = 1; i < states.size(); i++) {
            edges.add(new Edge(
                    states.get(i).start(),
                    states.get(i - 1).state(),
                    states.get(i).state()));
        }
        return edges;
    }

    /// Why the state is what it is, for people: the windows or periods that hold, a holiday, the
    /// start lead.
    public String reason(Instant at) {
        LocalDate day = timeline.clock().dayOf(at);
        State state = state(at);
        if (state != timeline.withoutLead().from(at, 0).getFirst().state()) {
            return "start lead";
        }
        LocalClock clock = timeline.clock();
        Set<String> sources = new LinkedHashSet<>();
        for (Span span : timeline.spans(day)) {
            boolean holds = !at.isBefore(clock.at(day, span.start())) && at.isBefore(clock.at(day, span.end()));
            if (holds && span.state() == state) {
                sources.add(span.source());
            }
        }
        return sources.isEmpty() ? timeline.rule().otherwiseReason() : String.join(", ", sources);
    }

    private static Rule rule(Settings settings, Holidays holidays) {
        Settings stop = settings.at("stop");
        Settings run = settings.at("run");
        Settings start = settings.at("start");
        long kinds = Stream.of(stop, run, start).filter(Settings::present).count();
        if (kinds != 1) {
            settings.problem("expected one of stop windows (stop), running periods (run) and start times (start)");
        }
        if (stop.isText(Always.WORD) || run.isText(Always.WORD)) {
            return new Always(run.present() ? State.RUNNING : State.STOPPED, holidays);
        }
        if (start.present()) {
            return StartTimes.from(start, holidays);
        }
        if (!run.present()) {
            return StopWindows.from(stop, holidays);
        }
        holidays.undecidedWorkday()
                .ifPresent(day -> settings.at("holidays")
                        .problem("the workday " + day + " is a " + title(day) + "; expected it to say which weekday's"
                                + " periods it has, as in " + day + " as Mon"));
        return RunningPeriods.from(run, holidays);
    }

    private static Holidays holidays(Settings settings, Map<String, Reading<Holidays>> calendars) {
        Holidays all = Holidays.NONE;
        for (Settings item : settings.isScalar() ? List.of(settings) : settings.items()) {
            switch (calendars.get(item.text())) {
                case Reading.Good<Holidays>(Holidays named) -> all = all.and(named);
                case Reading.Bad<Holidays> _ -> item.problem("these holidays have problems of their own");
                case null -> item.problem("no such holidays; known: " + String.join(", ", calendars.keySet()));
            }
        }
        return all;
    }

    private static String title(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY ? "Saturday" : "Sunday";
    }

    private static Duration leadOf(String text) {
        Duration lead = Parsers.duration(text);
        if (lead.compareTo(LONGEST_LEAD) > 0) {
            throw new IllegalArgumentException("expected up to 12 hours, as in 15 minutes");
        }
        return lead;
    }
}
