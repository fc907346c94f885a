package dev.nightshift.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a schedule comes to without its holidays and without clock changes: enough of its states, one after the other,
/// to see what it never does.
///
/// The same on any day: it begins on a fixed Monday, and covers a fortnight of a weekly schedule and about a year of
/// any other.
public final class Outline {
    /// A Monday, before a year with 29 February.
    static final Instant BEGIN = Instant.parse("2027-01-04T00:00:00Z");

    private static final int CHANGES_OF_WEEKS = 100;
    private static final int CHANGES_OF_A_YEAR = 800;
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

    private final List<Segment> segments;
    private final ZoneOffset offset;

    private Outline(List<Segment> segments, ZoneOffset offset) {
        this.segments = segments;
        this.offset = offset;
    }

    static Outline of(Timeline timeline) {
        ZoneOffset offset = timeline.clock().zone().getRules().getOffset(BEGIN);
        Timeline plain = new Timeline(timeline.rule().withoutHolidays(), new LocalClock(offset), timeline.startLead());
        Instant midnight = BEGIN.minusSeconds(offset.getTotalSeconds());
        int changes = timeline.rule().isWeekly() ? CHANGES_OF_WEEKS : CHANGES_OF_A_YEAR;
        return new Outline(plain.from(midnight, changes), offset);
    }

    /// Whether it is ever in the state.
    public boolean has(State state) {
        return segments.stream().anyMatch(segment -> segment.state() == state);
    }

    /// The longest time that it is stopped without a break; none where it is stopped for ever, or
    /// never.
    public Optional<Duration> longestStop() {
        List<Duration> lengths = new ArrayList<>();
        for (int i = 0; i + 1 < segments.size(); i++) {
            if (segments.get(i).state() == State.STOPPED) {
                lengths.add(length(i));
            }
        }
        return lengths.stream().max(Comparator.naturalOrder());
    }

    /// The first time to run, or to be stopped, that is over before a run sees it, for people.
    ///
    /// @param every the time between two runs, which divides an hour; runs are at whole multiples
    ///     of it in UTC
    public Optional<String> unseen(Duration every) {
        List<Integer> opinions = new ArrayList<>();
        for (int i = 1; i < segments.size(); i++) {
            if (segments.get(i).state() != State.NO_OPINION) {
                opinions.add(i);
            }
        }
        for (int i = 0; i + 1 < opinions.size(); i++) {
            Segment one = segments.get(opinions.get(i));
            Segment next = segments.get(opinions.get(i + 1));
            long interval = every.toSeconds();
            long firstRun = Math.ceilDiv(one.start().getEpochSecond(), interval) * interval;
            if (one.state() != next.state() && firstRun >= next.start().getEpochSecond()) {
                return Optional.of(text(opinions.get(i)));
            }
        }
        return Optional.empty();
    }

    /// The first time to be stopped between two times to run that is no longer than the lead, for
    /// people.
    Optional<String> stopWithin(Duration lead) {
        for (int i = 1; i + 1 < segments.size(); i++) {
            if (segments.get(i).state() == State.STOPPED
                    && segments.get(i + 1).state() == State.RUNNING
                    && length(i).compareTo(lead) <= 0) {
                return Optional.of(text(i));
            }
        }
        return Optional.empty();
    }

    private Duration length(int i) {
        return Duration.between(segments.get(i).start(), segments.get(i + 1).start());
    }

    private String text(int i) {
        return (segments.get(i).state() == State.STOPPED ? "stopped from " : "running from ")
                + LOCAL.format(segments.get(i).start().atOffset(offset)) + " to "
                + LOCAL.format(segments.get(i + 1).start().atOffset(offset));
    }
}
