package dev.nightshift.schedule;

import static dev.nightshift.schedule.Given.BERLIN;
import static dev.nightshift.schedule.Given.at;
import static dev.nightshift.schedule.Given.schedule;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HolidaysTest {
    private static final Map<String, ?> GERMANY =
            Map.of("germany", Map.of("dates", List.of("2026-12-25", "2026-12-26"), "workdays", List.of("2026-12-24")));

    @Test
    void aHolidayIsUnitedWithTheWindowsBesideIt() {
        // 25 December 2026 is a Friday: the holiday begins the weekend.
        Schedule schedule = schedule(BERLIN, Map.of("stop", "Fri 18:00 -> Mon 08:00", "holidays", "germany"), GERMANY);

        assertThat(schedule.window(at("2026-12-25T09:00", BERLIN)))
                .contains(new Window(at("2026-12-25T00:00", BERLIN), at("2026-12-28T08:00", BERLIN)));
    }

    @Test
    void aMachineStartedBeforeAHolidayIsStoppedOnItAllTheSame() {
        Schedule schedule = schedule(BERLIN, Map.of("stop", "Mon-Thu 20:00 -> 07:00", "holidays", "germany"), GERMANY);

        assertThat(schedule.state(at("2026-12-24T23:59", BERLIN))).isEqualTo(State.RUNNING);
        assertThat(schedule.state(at("2026-12-25T00:00", BERLIN))).isEqualTo(State.STOPPED);
        assertThat(schedule.state(at("2026-12-25T12:00", BERLIN))).isEqualTo(State.STOPPED);
    }

    @Test
    void aWorkdayIsTakenOutOfEveryWindowAndWinsOverAHoliday() {
        Schedule schedule = schedule(
                BERLIN,
                Map.of("stop", List.of("Fri 18:00 -> Mon 08:00"), "holidays", List.of("germany", "inventory")),
                Map.of(
                        "germany", GERMANY.get("germany"),
                        "inventory", Map.of("workdays", List.of("2026-12-26", "2027-01-09"))));

        assertThat(schedule.window(at("2026-12-25T12:00", BERLIN)))
                .contains(new Window(at("2026-12-25T00:00", BERLIN), at("2026-12-26T00:00", BERLIN)));
        assertThat(schedule.state(at("2026-12-26T12:00", BERLIN))).isEqualTo(State.RUNNING);
        assertThat(schedule.window(at("2026-12-27T12:00", BERLIN)))
                .contains(new Window(at("2026-12-27T00:00", BERLIN), at("2026-12-28T08:00", BERLIN)));
        assertThat(schedule.state(at("2027-01-09T03:00", BERLIN))).isEqualTo(State.RUNNING);
    }

    @Test
    void aRangeOfDatesIsStoppedFromItsFirstToItsLastDay() {
        Schedule schedule = schedule(
                BERLIN,
                Map.of("stop", "Fri 18:00 -> Mon 08:00", "holidays", "plant"),
                Map.of("plant", Map.of("dates", List.of("2026-12-24 - 2027-01-01", "2026-12-08"))));

        assertThat(schedule.window(at("2026-12-30T12:00", BERLIN)))
                .contains(new Window(at("2026-12-24T00:00", BERLIN), at("2027-01-04T08:00", BERLIN)));
        assertThat(schedule.state(at("2026-12-08T12:00", BERLIN))).isEqualTo(State.STOPPED);
    }

    @Test
    void theHolidaysAreKnownUntilTheFirstCalendarEnds() {
        Map<String, ?> calendars = Map.of(
                "germany", Map.of("dates", List.of("2026-12-25"), "knownUntil", "2028-12-31"),
                "plant", Map.of("dates", List.of("2026-08-03"), "knownUntil", "2027-08-02"),
                "inventory", Map.of("dates", List.of("2025-12-27")));

        assertThat(schedule(BERLIN, Map.of("stop", "22:00 -> 06:00"), calendars)
                        .holidays()
                        .knownUntil())
                .isEmpty();
        assertThat(schedule(
                                BERLIN,
                                Map.of("stop", "22:00 -> 06:00", "holidays", List.of("inventory", "germany", "plant")),
                                calendars)
                        .holidays()
                        .knownUntil())
                .contains(LocalDate.of(2027, 8, 2));
    }
}
