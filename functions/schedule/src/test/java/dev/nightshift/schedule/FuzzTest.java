package dev.nightshift.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.Settings;
import dev.nightshift.kit.Settings.Reading;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Definitions made of the language's own words, many of them nonsense: each has an answer or a refusal.
class FuzzTest {
    /// A build makes do with fewer; `-Dfuzz.definitions=1000000` is the million.
    private static final int DEFINITIONS = Integer.getInteger("fuzz.definitions", 10_000);

    private static final long SEED = 20261120;

    private static final String[] JUNK = {"", "L", "7", "24:01", "-1", "#0", "/0", "99", "noon", "Mars", "->", "31-1"};
    private static final String[] DAYS = {"mon", "Tue", "sunday", "0", "6", "fri", "sat-mon", "*"};
    private static final String[] DAY_MARKS = {"", "", "", "#1", "#2", "#5", "L", "/2"};
    private static final String[] MONTHDAYS = {"1", "13", "29", "30", "31", "1-20", "29-31", "*"};
    private static final String[] MONTHDAY_MARKS = {"", "", "", "/10", "/1", "/31", "W"};
    private static final String[] MONTHS = {"jan", "feb", "2", "apr", "december", "12", "oct-feb", "*"};
    private static final String[] MONTH_MARKS = {"", "", "", "/3", "/12"};
    private static final String[] TIMES = {"00:00", "02:30", "9:00", "17:30", "23:59", "24:00", "00:15"};
    private static final String[] ZONES = {"Europe/Berlin", "UTC", "Pacific/Apia", "Africa/Casablanca"};
    private static final String[] CALENDARS = {"germany"};
    private static final String[] LEADS = {"15 minutes", "12 hours", "0 minutes"};

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void everyDefinitionHasAnAnswerOrTheDocumentedRefusal() {
        Map<String, Reading<Holidays>> calendars = calendars();
        int answers = 0;
        for (int i = 0; i < DEFINITIONS; i++) {
            Map<String, Object> definition = definition();
            try {
                answers += answers(definition, calendars) ? 1 : 0;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + SEED + ", definition " + i + ": " + definition, e);
            }
        }
        assertThat(answers)
                .as("definitions with an answer, seed %d", SEED)
                .isBetween(DEFINITIONS / 10, DEFINITIONS * 9 / 10);
    }

    private boolean answers(Map<String, Object> definition, Map<String, Reading<Holidays>> calendars) {
        Reading<Reading<Schedule>> reading = new Reading.Good<>(Settings.read(
                "fuzz",
                Map.of("s", definition),
                root -> root.at("s").attempt(s -> Schedule.from("s", s, ZoneOffset.UTC, calendars))));
        return switch (((Reading.Good<Reading<Schedule>>) reading).value()) {
            case Reading.Bad<Schedule>(var problems) -> {
                assertThat(problems).isNotEmpty();
                yield false;
            }
            case Reading.Good<Schedule>(Schedule schedule) -> {
                Instant at = Instant.ofEpochSecond(random.nextLong(1_580_000_000L, 1_980_000_000L));
                State state = schedule.state(at);
                Window window = schedule.window(at).orElse(null);
                List<Edge> edges = schedule.nextEdges(at, 1);
                boolean stopped = window != null
                        && !window.start().isAfter(at)
                        && window.end().isAfter(at);
                boolean edge = edges.isEmpty()
                        || (edges.getFirst().at().isAfter(at)
                                && edges.getFirst().before() == state);
                if (stopped != (state == State.STOPPED)
                        || !edge
                        || schedule.reason(at).isEmpty()) {
                    throw new IllegalStateException(at + ": " + state + ", " + window + ", " + edges);
                }
                yield true;
            }
        };
    }

    private Map<String, Object> definition() {
        Map<String, Object> definition = new LinkedHashMap<>();
        if (random.nextBoolean()) {
            definition.put("stop", random.nextInt(4) == 0 ? window() : List.of(window(), window()));
        }
        if (random.nextInt(20) == 0 || definition.isEmpty()) {
            definition.put("run", random.nextBoolean() ? List.of(period()) : List.of(period(), period()));
        }
        maybe(4, definition, "zone", one(ZONES));
        maybe(4, definition, "holidays", one(CALENDARS));
        maybe(4, definition, "startLead", one(LEADS));
        maybe(99, definition, one(DAYS), one(TIMES));
        return definition;
    }

    private String window() {
        String days = random.nextInt(3) == 0 ? "" : one(DAYS) + " ";
        String lastDay = random.nextInt(3) == 0 ? one(DAYS) + " " : "";
        return days + one(TIMES) + " -> " + lastDay + one(TIMES);
    }

    private Map<String, String> period() {
        Map<String, String> period = new LinkedHashMap<>();
        maybe(2, period, "days", list(DAYS, DAY_MARKS));
        maybe(3, period, "monthdays", list(MONTHDAYS, MONTHDAY_MARKS));
        maybe(3, period, "months", list(MONTHS, MONTH_MARKS));
        maybe(2, period, "from", one(TIMES));
        maybe(2, period, "until", one(TIMES));
        return period;
    }

    /// One item with its mark, or two.
    private String list(String[] values, String[] marks) {
        String item = one(values) + one(marks);
        return random.nextInt(4) == 0 ? item + "," + one(values) : item;
    }

    private String one(String[] of) {
        String[] words = random.nextInt(30) == 0 ? JUNK : of;
        return words[random.nextInt(words.length)];
    }

    private <V> void maybe(int oneIn, Map<String, V> map, String key, V value) {
        if (random.nextInt(oneIn) == 0) {
            map.put(key, value);
        }
    }

    private static Map<String, Reading<Holidays>> calendars() {
        Map<String, Object> tree =
                Map.of("dates", List.of("2026-12-25"), "workdays", List.of("2026-12-24", "2026-12-27 as Mon"));
        return Map.of("germany", Settings.read("fuzz", tree, root -> root.attempt(Holidays::from)));
    }
}
