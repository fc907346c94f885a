package dev.nightshift.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.nightshift.kit.Zones;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Every clock change that the tz database knows, past and to come, in every zone, with windows and periods laid on it.
class ZoneTransitionsTest {
    private static final Instant LAST = Instant.parse("2042-01-01T00:00:00Z");
    private static final int DAYS_AROUND = 3;

    @Test
    void atEveryClockChangeOfEveryZoneEachOccurrenceIsOneInterval() {
        Set<List<Object>> seen = new HashSet<>();
        for (String id : Zones.names()) {
            ZoneId zone = Zones.of(id);
            Object before = id;
            for (ZoneOffsetTransition change : changes(zone.getRules())) {
                // The same change in another zone is the same test, unless another change is near.
                boolean alone = !(before instanceof ZoneOffsetTransition last)
                        || last.getInstant().isBefore(change.getInstant().minus(Duration.ofDays(2 * DAYS_AROUND)));
                if (seen.add(alone ? List.of(change) : List.of(before, change))) {
                    assertOneIntervalPerOccurrence(zone, change);
                }
                before = change;
            }
        }
        assertThat(seen).as("changes").hasSizeGreaterThan(9_000);
    }

    private static void assertOneIntervalPerOccurrence(ZoneId zone, ZoneOffsetTransition change) {
        LocalDateTime lower = earlier(change.getDateTimeBefore(), change.getDateTimeAfter());
        LocalTime begin = lower.toLocalTime().truncatedTo(ChronoUnit.MINUTES);
        LocalTime middle = lower.plus(change.getDuration().abs().dividedBy(2))
                .toLocalTime()
                .truncatedTo(ChronoUnit.MINUTES);
        LocalTime end = begin.plus(change.getDuration().abs());
        assertIntervals(zone, change, begin, end);
        assertIntervals(zone, change, middle, middle.plusHours(7));
        assertIntervals(zone, change, middle.minusHours(7), middle);
        assertIntervals(zone, change, LocalTime.MIDNIGHT, begin);
        assertIntervals(zone, change, end, LocalTime.MIDNIGHT);
    }

    private static void assertIntervals(ZoneId zone, ZoneOffsetTransition change, LocalTime from, LocalTime until) {
        LocalTime start = from.truncatedTo(ChronoUnit.MINUTES);
        LocalTime end = until.truncatedTo(ChronoUnit.MINUTES);
        if (start.equals(end)) {
            return;
        }
        Instant since = change.getInstant().minus(Duration.ofDays(DAYS_AROUND));
        List<Instant> expected = boundaries(zone, change, start, end, since);
        Schedule stop = Given.stop(zone, start + " -> " + end);
        Schedule run = Given.run(zone, "from " + start + "; until " + end);
        boolean right = edges(stop, expected, State.STOPPED, State.RUNNING)
                && edges(run, expected, State.RUNNING, State.STOPPED);
        for (int minutes = -1; minutes <= 1; minutes++) {
            Instant at = change.getInstant().plus(Duration.ofMinutes(minutes));
            boolean inside = expected.stream().filter(edge -> !edge.isAfter(at)).count() % 2 == 1;
            right &= (stop.state(at) == State.STOPPED) == inside && (run.state(at) == State.RUNNING) == inside;
        }
        if (!right) {
            fail(
                    "%s, %s, %s -> %s: expected edges %s, but stopped %s and running %s",
                    zone, change, start, end, expected, stop.nextEdges(since, 12), run.nextEdges(since, 12));
        }
    }

    /// Whether the edges from the first on are the expected ones, none lost and none too many.
    private static boolean edges(Schedule schedule, List<Instant> expected, State inside, State outside) {
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            edges.add(new Edge(expected.get(i), i % 2 == 0 ? outside : inside, i % 2 == 0 ? inside : outside));
        }
        return schedule.nextEdges(expected.getFirst().minusNanos(1), edges.size())
                .equals(edges);
    }

    /// Starts and ends of the occurrences around the change, worked out from the wall clock: a local time is the first
    /// instant at which the wall shows it or a later one.
    private static List<Instant> boundaries(
            ZoneId zone, ZoneOffsetTransition change, LocalTime start, LocalTime end, Instant since) {
        List<Instant> boundaries = new ArrayList<>();
        LocalDate first = change.getDateTimeBefore().toLocalDate().minusDays(DAYS_AROUND - 1);
        for (LocalDate day = first; day.isBefore(first.plusDays(2 * DAYS_AROUND)); day = day.plusDays(1)) {
            Instant from = firstShown(zone, day.atTime(start));
            Instant until = firstShown(zone, (end.isAfter(start) ? day : day.plusDays(1)).atTime(end));
            if (!from.isAfter(since) || !from.isBefore(until)) {
                continue;
            }
            if (!boundaries.isEmpty() && !from.isAfter(boundaries.getLast())) {
                boundaries.removeLast();
                boundaries.add(until);
            } else {
                boundaries.add(from);
                boundaries.add(until);
            }
        }
        return boundaries;
    }

    private static Instant firstShown(ZoneId zone, LocalDateTime wall) {
        ZoneRules rules = zone.getRules();
        Instant from = wall.toInstant(ZoneOffset.UTC).minus(Duration.ofHours(40));
        while (true) {
            Instant candidate = wall.toInstant(rules.getOffset(from));
            candidate = candidate.isBefore(from) ? from : candidate;
            ZoneOffsetTransition next = rules.nextTransition(from);
            if (next == null || candidate.isBefore(next.getInstant())) {
                return candidate;
            }
            from = next.getInstant();
        }
    }

    private static List<ZoneOffsetTransition> changes(ZoneRules rules) {
        List<ZoneOffsetTransition> changes = new ArrayList<>(rules.getTransitions());
        Instant last = changes.isEmpty() ? Instant.EPOCH : changes.getLast().getInstant();
        for (ZoneOffsetTransition next = rules.nextTransition(last);
                next != null && next.getInstant().isBefore(LAST);
                next = rules.nextTransition(next.getInstant())) {
            changes.add(next);
        }
        return changes;
    }

    private static LocalDateTime earlier(LocalDateTime a, LocalDateTime b) {
        return a.isBefore(b) ? a : b;
    }
}
