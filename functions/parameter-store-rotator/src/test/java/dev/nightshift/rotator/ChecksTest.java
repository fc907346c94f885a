package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.kit.SettingsException;
import dev.nightshift.rotator.Checked.Asked;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 30);

    private static List<String> names(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> "/acme/prod/service-" + n + "/db")
                .toList();
    }

    private static Checked with(String name, int asked, int answered, int connections) {
        return new Checked(
                new TreeMap<>(Map.of(name, new Asked(FIRST.plusDays(asked), FIRST.plusDays(answered), connections))),
                new TreeMap<>());
    }

    /// Day after day, with an answer to each question; what is remembered is lost on one of them.
    private static Map<String, List<Integer>> asked(List<String> names, int every, int days, int lostOn) {
        Map<String, List<Integer>> asked = new HashMap<>();
        Checked known = Checked.NOTHING;
        for (int day = 0; day < days; day++) {
            LocalDate today = FIRST.plusDays(day);
            Checks checks = new Checks(day == lostOn ? Checked.NOTHING : known, every, today);
            Map<String, Asked> next = new HashMap<>();
            names.forEach(name -> next.put(name, checks.of(name)));
            for (String name : checks.turn(names)) {
                asked.computeIfAbsent(name, n -> new ArrayList<>()).add(day);
                next.put(name, new Asked(today, today, 0));
            }
            known = new Checked(new TreeMap<>(next), new TreeMap<>());
        }
        return asked;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 30})
    void eachIsAskedInTimeAndNotAllAtOnceAlsoWhenWhatIsRememberedIsLost(int every) {
        List<String> names = names(200);
        int lostOn = 4 * every + every / 2;

        Map<String, List<Integer>> asked = asked(names, every, 10 * every, lostOn);

        Map<Integer, Integer> perDay = new HashMap<>();
        names.forEach(name -> {
            List<Integer> days = asked.getOrDefault(name, List.of());
            assertThat(days).as(name).isNotEmpty();
            int before = -1;
            for (int day : days) {
                assertThat(day - before).as("%s on day %d", name, day).isLessThanOrEqualTo(every);
                before = day;
                perDay.merge(day, 1, Integer::sum);
            }
            assertThat(10 * every - before).as(name).isLessThanOrEqualTo(every);
        });
        assertThat(perDay.values())
                .allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(every == 1 ? 200 : 2 * 200 / every + 15));
    }

    @Test
    void atMostTwoHundredAreAskedInARunLongestWaitingFirst() {
        List<String> names = names(600);
        Map<String, List<Integer>> asked = asked(names, 1, 12, -1);

        assertThat(asked.values()).allSatisfy(days -> assertThat(days).hasSize(4));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 6, false",
        "0, 0, 0, 7, true",
        "0, 0, 0, 8, true",
        "3, 0, 0, 3, false",
        "3, 0, 0, 4, true",
        "0, 0, 2, 70, false",
        "9, 9, 0, 8, false",
    })
    void itsTurnIsAfterTheDaysAndTheNextDayWithoutAnAnswerAndNeverWithFewConnections(
            int asked, int answered, int connections, int today, boolean turn) {
        String name = names(1).getFirst();
        Checks checks = new Checks(with(name, asked, answered, connections), 7, FIRST.plusDays(today));

        assertThat(checks.turn(List.of(name)).isEmpty()).isNotEqualTo(turn);
    }

    @Test
    void whatIsOffAsksNothing() {
        assertThat(Checks.NONE.turn(names(50))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"13, false", "14, true", "40, true"})
    void withoutAnAnswerForTwiceTheTimeItIsOverdue(int today, boolean overdue) {
        Checks checks = new Checks(Checked.NOTHING, 7, FIRST.plusDays(today));

        assertThat(checks.isOverdue(new Asked(FIRST.plusDays(today), FIRST, 0))).isEqualTo(overdue);
        assertThat(checks.isOverdue(new Asked(FIRST.plusDays(today), FIRST, 2))).isFalse();
    }

    @Test
    void whatIsRememberedIsSmallAndReadAsItWasWritten() {
        Map<String, Asked> values = new TreeMap<>();
        names(500).forEach(name -> values.put(name, new Asked(FIRST, FIRST.minusDays(3), name.contains("7") ? 2 : 0)));
        Map<String, Instant> rotated = new TreeMap<>();
        names(500).forEach(name -> rotated.put(name, Instant.parse("2026-11-22T03:10:00.123Z")));
        Checked checked = new Checked(new TreeMap<>(values), new TreeMap<>(rotated));

        assertThat(Checked.parse("checked", checked.json())).isEqualTo(checked);
        assertThat(checked.json()).hasSizeLessThan(80_000);
        assertThat(Checked.parse("checked", Checked.NOTHING.json())).isEqualTo(Checked.NOTHING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'v': 2, 'values': {}} | v: \"2\": expected version 1, the only one that this code knows",
                "{'v': 1, 'values': {'/a': {'asked': 'x', 'answered': '2026-11-30'}}} | asked: \"x\": expected a day, such as 2026-11-30"
            })
    void whatIsNotUnderstoodIsNamed(String text, String message) {
        assertThatThrownBy(() -> Checked.parse("checked", text.replace('\'', '"')))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(message);
    }
}
