package dev.nightshift.schedule;

import static dev.nightshift.schedule.Given.BERLIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.kit.Json;
import dev.nightshift.kit.Settings;
import dev.nightshift.kit.SettingsException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Definitions that can be read and never act, or act otherwise than they read.
class SenseTest {
    private static final List<String> TIMES = List.of("", "00:00", "06:00", "18:00", "24:00");
    private static final List<String> DAYS = List.of("", "mon", "fri", "mon-fri", "sat-sun");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            run: [{}]                                              | run[0]: "{}": names neither days nor times; expected them, or run: always
            run: [{days: mon}, {}]                                 | run[1]: "{}": names neither days nor times
            run: [{until: "00:00"}]                                | run[0].until: "00:00": without from this stops the whole day
            run: [{days: mon, until: "00:00"}]                     | run[0].until: "00:00": without from this stops the whole day
            run: [{until: "24:00"}]                                | run[0].until: "24:00": without from this stops nothing
            run: [{days: mon-sun}]                                 | never stops anything; expected run: always
            run: [{from: "00:00", until: "24:00"}]                 | never stops anything; expected run: always
            run: [{days: mon-fri}, {days: sat-sun}]                | never stops anything; expected run: always
            run: [{from: "22:00", until: "10:00"}, {from: "08:00", until: "23:00"}] | never stops anything
            run: [{from: "09:00"}]                                 | never stops anything; expected run: always, or start times, as in start: [Mon-Fri 09:00]
            run: [{from: "08:00"}, {until: "18:00"}]               | "until 18:00" never stops anything, because of the other periods of its days
            run: [{from: "20:00"}, {until: "06:00"}]               | "until 06:00" never stops anything
            run: [{days: mon-fri}, {days: mon, until: "18:00"}]    | "mon until 18:00" never stops anything
            run: [{days: mon, from: "08:00"}, {days: fri, until: "18:00"}] | "mon from 08:00" and "fri until 18:00" are no single time to run: days without a period, such as Tuesday 2027-01-05, are stopped
            run: [{days: fri, from: "08:00"}, {days: mon, until: "18:00"}] | such as Saturday 2027-01-09, are stopped
            run: [{monthdays: 1, from: "08:00"}, {monthdays: 5, until: "18:00"}] | are no single time to run
            stop: ["12:00 -> 13:00"], startLead: 1 hour            | startLead: "1 hour": is as long as a stop, which would never take place: stopped from Mon 12:00 to Mon 13:00
            stop: ["Sat 00:00 -> Sun 24:00", "12:00 -> 12:30"], startLead: 1 hour | stopped from Mon 12:00 to Mon 12:30
            run: [{from: "08:00", until: "12:00"}, {from: "13:00", until: "17:00"}], startLead: 2 hours | stopped from Mon 12:00 to Mon 13:00
            run: [{until: "18:00"}], startLead: 1 hour             | startLead: "1 hour": has no meaning: this schedule starts nothing
            stop: always, startLead: 1 hour                        | startLead: "1 hour": has no meaning: this schedule starts nothing
            """)
    void isRefused(String definition, String problem) {
        assertThatThrownBy(() -> read(definition))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            run: always
            stop: always
            start: Mon-Fri 09:00
            start: ["Mon-Fri 09:00", "Sat 10:00"], startLead: 30 minutes
            stop: "00:00 -> 24:00"
            run: [{until: "23:50"}]
            run: [{days: mon-fri, from: "09:00"}]
            run: [{days: mon, from: "08:00"}, {days: tue, until: "18:00"}]
            run: [{days: mon, from: "08:00"}, {days: tue-thu}, {days: fri, until: "18:00"}]
            run: [{days: mon-fri, until: "18:00"}, {days: fri, from: "17:00", until: "20:00"}]
            run: [{days: mon-sat, from: "00:00"}]
            run: [{days: fri, from: "18:00", until: "00:00"}]
            run: [{months: "1,3-12"}, {months: feb, monthdays: 1-28}]
            """)
    void isRead(String definition) {
        assertThat(read(definition)).isNotNull();
    }

    /// Every pair of small periods, asked at each hour of eight days: what is accepted stops at
    /// some time and does not stop all the time.
    @Test
    void everySmallDefinitionThatIsAcceptedActs() {
        List<String> periods = new ArrayList<>();
        for (String days : DAYS) {
            for (String from : TIMES) {
                for (String until : TIMES) {
                    periods.add(period(days, from, until));
                }
            }
        }
        int accepted = 0;
        for (String one : periods) {
            for (String other : periods) {
                accepted += acts("run: [{" + one + "}, {" + other + "}]") ? 1 : 0;
            }
        }
        assertThat(accepted)
                .as("accepted of %d", periods.size() * periods.size())
                .isGreaterThan(2_000);
    }

    private static boolean acts(String definition) {
        Schedule schedule;
        try {
            schedule = read(definition);
        } catch (SettingsException e) {
            return false;
        }
        int stopped = 0;
        Instant end = Outline.BEGIN.plus(Duration.ofDays(8));
        for (Instant at = Outline.BEGIN; at.isBefore(end); at = at.plus(Duration.ofHours(1))) {
            stopped += schedule.state(at) == State.STOPPED ? 1 : 0;
        }
        assertThat(stopped).as(definition).isPositive().isLessThan(8 * 24);
        return true;
    }

    private static String period(String days, String from, String until) {
        List<String> keys = new ArrayList<>();
        if (!days.isEmpty()) {
            keys.add("days: " + days);
        }
        if (!from.isEmpty()) {
            keys.add("from: \"" + from + "\"");
        }
        if (!until.isEmpty()) {
            keys.add("until: \"" + until + "\"");
        }
        return String.join(", ", keys);
    }

    /// Reads a line of YAML of the few shapes here, as JSON.
    private static Schedule read(String definition) {
        String json = "{"
                + definition
                        .replaceAll("([A-Za-z]+): ", "\"$1\": ")
                        .replaceAll("\": ([A-Za-z0-9][^\",}\\]]*)", "\": \"$1\"")
                + "}";
        Map<?, ?> keys = (Map<?, ?>) Json.parse("definition", json);
        return Settings.read("site.yaml", keys, settings -> Schedule.from("tested", settings, BERLIN, Map.of()));
    }
}
