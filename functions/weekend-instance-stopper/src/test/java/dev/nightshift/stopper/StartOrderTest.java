package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.OUR_STOP;
import static dev.nightshift.stopper.Fixture.running;
import static dev.nightshift.stopper.Fixture.stopped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.schedule.Window;
import dev.nightshift.stopper.act.PlaceRun;
import dev.nightshift.stopper.model.Finding;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.model.Place;
import dev.nightshift.stopper.plan.Plan;
import dev.nightshift.stopper.settings.Pace;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartOrderTest {
    private static final StopperConfig NIGHTS = config("5 minutes", "22:00 -> 06:00");
    private static final String STOPPED =
            "nightshift:last=stop 2026-11-20T22:00:00Z/2026-11-21T06:00:00Z" + " 2026-11-20T22:00:00Z";

    private static StopperConfig config(String gap, String stop) {
        return Fixture.read("""
                {"zone": "UTC", "stepGap": "%s", "schedules": {"weekend": {"stop": ["%s"]}}}""".formatted(gap, stop));
    }

    private static String order(int step) {
        return "nightshift:start-order=" + step;
    }

    private static List<String> kinds(StopperConfig config, String now, Instance... instances) {
        return Plan.of(config, List.of(instances), Instant.parse(now)).stream()
                .map(verdict -> verdict.getClass().getSimpleName())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "nightshift:never-stop=, Keep",
        "nightshift:keep-until=2026-12-01T00:00:00Z, Keep",
        "aws:autoscaling:groupName=web, Refuse",
        "nightshift:schedule=misspelled, Refuse",
    })
    void anInstanceThatDoesNotActHoldsUpNoOther(String tag, String verdict) {
        assertThat(kinds(NIGHTS, "2026-11-20T22:00:00Z", running("i-1"), running("i-2", order(99), tag)))
                .containsExactly("Stop", verdict);
    }

    @Test
    void peopleAreNotifiedOfMachinesWhoseTurnComesLaterToo() {
        FakeFleet fleet = new FakeFleet();
        fleet.instances.addAll(List.of(running("web", order(2)), running("app", order(1)), running("db", order(0))));
        Instant now = Instant.parse("2026-11-20T21:00:00Z");
        Window hour = new Window(now, Instant.parse("2026-11-20T22:00:00Z"));
        Pace pace = Pace.ofStops(() -> now, time -> {}, () -> Duration.ofMinutes(4));

        PlaceRun run = PlaceRun.of(
                NIGHTS,
                new Place("123456789012", "eu-central-1"),
                fleet,
                pace,
                pace,
                new PlaceRun.Order(now, false, false, Optional.of(hour), Optional::empty));

        assertThat(run.upcoming()).extracting(stop -> stop.instance().id()).containsExactly("web", "app", "db");
    }

    @Test
    void aStepThatIsAloneStopsAtOnce() {
        assertThat(kinds(NIGHTS, "2026-11-20T22:00:00Z", running("i-1", order(99))))
                .containsExactly("Stop");
    }

    @ParameterizedTest
    @CsvSource({
        "22:00, Leave, Leave, Stop",
        "22:05, Leave, Stop, Stop",
        "22:10, Stop, Stop, Stop",
    })
    void tiersStopOneGapAfterTheOther(String time, String first, String second, String third) {
        assertThat(kinds(
                        NIGHTS,
                        "2026-11-20T" + time + ":00Z",
                        running("i-1", order(10)),
                        running("i-2", order(20)),
                        running("i-3", order(30))))
                .containsExactly(first, second, third);
    }

    @Test
    void whatHasActedKeepsItsRank() {
        StopperConfig slow = config("15 minutes", "22:00 -> 06:00");
        Instance last = running("i-1", order(10));
        Instance middle = running("i-2", order(20));
        Instance done = stopped("i-3", "Client.UserInitiatedShutdown", OUR_STOP, STOPPED, order(30));

        assertThat(kinds(slow, "2026-11-20T22:15:00Z", last, middle, done)).containsExactly("Leave", "Stop", "Leave");
        assertThat(kinds(slow, "2026-11-20T22:30:00Z", last, middle, done)).containsExactly("Stop", "Stop", "Leave");
    }

    @ParameterizedTest
    @CsvSource({"06:00, Start, Leave, Leave", "06:05, Start, Start, Leave", "06:10, Start, Start, Start"})
    void tiersStartOneGapAfterTheOther(String time, String first, String second, String third) {
        List<Instance> tiers = new ArrayList<>();
        for (int step : new int[] {10, 20, 30}) {
            tiers.add(stopped(
                    "i-" + step,
                    "Client.UserInitiatedShutdown",
                    "User initiated (2026-11-20 22:00:12 GMT)",
                    STOPPED,
                    order(step)));
        }

        assertThat(kinds(NIGHTS, "2026-11-21T" + time + ":00Z", tiers.toArray(Instance[]::new)))
                .containsExactly(first, second, third);
    }

    @Test
    void aStepTooLateForItsWindowIsReportedAndActsInTheLastRun() {
        StopperConfig hours = config("3 hours", "22:00 -> 06:00");
        Instance[] tiers = {
            running("i-1", order(1)), running("i-2", order(2)), running("i-3", order(3)), running("i-4", order(4))
        };

        assertThat(kinds(hours, "2026-11-21T05:30:00Z", tiers)).containsExactly("Leave", "Stop", "Stop", "Stop");
        assertThat(kinds(hours, "2026-11-21T05:45:00Z", tiers)).containsExactly("Stop", "Stop", "Stop", "Stop");
        assertThat(new Plan(hours, List.of(tiers), Instant.parse("2026-11-20T22:00:00Z")).findings())
                .containsExactly(Finding.of(
                        "schedule weekend",
                        "step 1 of its stop order would begin at 2026-11-21T07:00:00Z, too late before"
                                + " 2026-11-21T06:00:00Z: it acts at 2026-11-21T05:45:00Z; expected fewer steps or a"
                                + " shorter stepGap"));
    }

    @ParameterizedTest
    @CsvSource({
        // No run falls between 23:50 and midnight.
        "2026-11-21T00:00:00Z, 2026-11-20T08:00:00Z, Stop",
        "2026-11-21T00:50:00Z, 2026-11-20T08:00:00Z, Stop",
        "2026-11-21T00:50:01Z, 2026-11-20T08:00:00Z, Leave",
        // Started since the edge, as a person wants it.
        "2026-11-21T00:15:00Z, 2026-11-20T23:51:00Z, Leave",
    })
    void anEdgeBetweenTwoRunsIsCaughtUpForAStatedTime(String now, Instant launched, String verdict) {
        StopperConfig evenings = Fixture.read("""
                {"zone": "UTC", "catchUp": "1 hour", "schedules": {"weekend": {"run": [{"until": "23:50"}]}}}""");

        assertThat(kinds(evenings, now, Fixture.startedAt("i-1", launched))).containsExactly(verdict);
    }
}
