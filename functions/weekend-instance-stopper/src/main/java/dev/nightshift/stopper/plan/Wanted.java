package dev.nightshift.stopper.plan;

import dev.nightshift.schedule.Edge;
import dev.nightshift.schedule.Schedule;
import dev.nightshift.schedule.State;
import dev.nightshift.schedule.Window;
import dev.nightshift.stopper.settings.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one schedule wants at the instant of a run, asked once for all the instances that name it.
public final class Wanted {
    // A schedule without an opinion for long may have many edges before it wants something to run.
    private static final int EDGES = 64;

    private final Policy policy;
    private final Instant now;
    private final State state;
    private final Optional<Window> window;
    private final Map<Instant, Optional<Instant>> resumes = new HashMap<>();
    private Optional<Instant> nextStop = Optional.empty();

    /// @param catchUp how long an edge counts that no run saw because the state after it was over
    Wanted(Policy policy, Instant now, Duration catchUp) {
        this.policy = policy;
        this.now = now;
        this.state = policy.schedule().state(now, catchUp);
        this.window = policy.schedule().window(now, catchUp);
    }

    public Policy policy() {
        return policy;
    }

    public Schedule schedule() {
        return policy.schedule();
    }

    /// What it wants now, or last wanted where it has no opinion now.
    State state() {
        return state;
    }

    /// The stopped span that counts now; one that is over where its edge is caught up.
    public Optional<Window> window() {
        return window;
    }

    /// When the schedule wants something to run that is stopped until the instant: then, or when it next has that
    /// opinion. Empty where it never does.
    public Optional<Instant> resumes(Instant end) {
        return resumes.computeIfAbsent(end, at -> resumes(schedule(), at));
    }

    /// As [#resumes(Instant)].
    public static Optional<Instant> resumes(Schedule schedule, Instant end) {
        if (!end.isBefore(Window.FOREVER)) {
            return Optional.empty();
        }
        return schedule.state(end) == State.RUNNING ? Optional.of(end) : nextEdge(schedule, end, State.RUNNING);
    }

    /// When a window that was recorded earlier ends by the schedule as it is now.
    Instant endOf(Window recorded) {
        Instant end = recorded.end();
        return end.isBefore(Window.FOREVER)
                ? schedule().window(end).map(Window::end).orElse(end)
                : end;
    }

    /// Whether one stopped span of the schedule as it is now holds both instants.
    boolean isOneWindow(Instant earlier, Instant later) {
        return schedule()
                .window(later)
                .filter(span -> !earlier.isBefore(span.start()))
                .isPresent();
    }

    /// When it first wants something to run that was not to run before, after the instant.
    Optional<Instant> nextStart(Instant from) {
        return nextEdge(schedule(), from, State.RUNNING);
    }

    /// When it next wants things to be stopped.
    public Instant nextStop() {
        if (nextStop.isEmpty()) {
            nextStop = Optional.of(nextEdge(schedule(), now, State.STOPPED).orElse(Window.FOREVER));
        }
        return nextStop.get();
    }

    private static Optional<Instant> nextEdge(Schedule schedule, Instant from, State after) {
        Instant at = from;
        for (int i = 0; i < EDGES; i++) {
            List<Edge> next = schedule.nextEdges(at, 1);
            if (next.isEmpty() || next.getFirst().after() == after) {
                return next.stream().map(Edge::at).findFirst();
            }
            at = next.getFirst().at();
        }
        return Optional.empty();
    }
}
