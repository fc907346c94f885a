package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.MONDAY;
import static dev.nightshift.stopper.Fixture.OUR_STOP;
import static dev.nightshift.stopper.Fixture.SATURDAY;
import static dev.nightshift.stopper.Fixture.STOP_MARKER;
import static dev.nightshift.stopper.Fixture.stoppedAfter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.stopper.act.Outcome;
import dev.nightshift.stopper.act.Outcome.Kind;
import dev.nightshift.stopper.act.PlaceRun;
import dev.nightshift.stopper.model.Finding;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.model.Place;
import dev.nightshift.stopper.plan.Plan;
import dev.nightshift.stopper.plan.Verdict;
import dev.nightshift.stopper.settings.Pace;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `enforced: both` starts what a person stopped outside the window, and nothing else that would be left alone.
class EnforcedStartsTest {
    private static final String API = "Client.UserInitiatedShutdown";
    private static final String ON_TUESDAY = "User initiated (2026-11-24 11:00:00 GMT)";
    private static final Instant LAUNCHED = Instant.parse("2026-11-23T07:00:20Z");
    private static final Instant TUESDAY = Instant.parse("2026-11-24T11:15:00Z");
    private static final String CLOSED =
            "nightshift:last=closed 2026-11-20T17:00:00Z/2026-11-23T07:00:00Z 2026-11-23T07:00:00Z";

    private static StopperConfig enforced(String how) {
        return Fixture.read("""
                {"zone": "Europe/Berlin", "dryRun": false, "schedules": {
                    "weekend": {"stop": ["Fri 18:00 -> Mon 08:00"], "enforced": "%s"},
                    "evening": {"run": [{"until": "20:00"}], "enforced": "%s"}}}""".formatted(how, how));
    }

    private static Instance stoppedByAPerson(String... tags) {
        return stoppedAfter("i-1", LAUNCHED, API, ON_TUESDAY, tags);
    }

    private static String kind(StopperConfig config, Instance instance, Instant now) {
        return Plan.of(config, List.of(instance), now).getFirst().getClass().getSimpleName();
    }

    @ParameterizedTest
    @CsvSource({"false, Keep", "true, Keep", "both, Start"})
    void whatAPersonStoppedOutsideTheWindowIsStartedOnlyIfThatIsAskedFor(String how, String verdict) {
        assertThat(kind(enforced(how), stoppedByAPerson(CLOSED), TUESDAY)).isEqualTo(verdict);
        assertThat(kind(enforced(how), stoppedByAPerson(), TUESDAY)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "nightshift:stay-off=, Keep",
        "nightshift:stay-off=2026-11-24T11:15:01Z, Keep",
        "nightshift:stay-off=2026-11-24T11:15:00Z, Start",
        "nightshift:never-stop=, Keep",
        "aws:autoscaling:groupName=web, Keep",
        "nightshift:schedule=evening, Leave",
        "nightshift:schedule=misspelled, Refuse",
    })
    void whatIsTaggedOtherwiseOwnedOrWithoutAnOpinionStaysDown(String tag, String verdict) {
        assertThat(kind(enforced("both"), stoppedByAPerson(CLOSED, tag), TUESDAY))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "stopping"})
    void whatIsOnItsWayIsLeftAlone(String state) {
        assertThat(kind(enforced("both"), Fixture.of(stoppedByAPerson(CLOSED), state), TUESDAY))
                .isEqualTo("Leave");
    }

    @Test
    void whatStandsStillInsideItsWindowStaysDown() {
        assertThat(kind(enforced("both"), stoppedByAPerson(CLOSED), Instant.parse("2026-11-28T12:00:00Z")))
                .isEqualTo("Leave");
    }

    @Test
    void theTagNeverStopKeepsNothingDownThatWeStopped() {
        Instance ours = stoppedAfter(
                "i-1", SATURDAY.minus(Duration.ofDays(20)), API, OUR_STOP, STOP_MARKER, "nightshift:never-stop=");

        assertThat(kind(enforced("both"), ours, MONDAY)).isEqualTo("Start");
    }

    @Test
    void theTagNeverStopKeepsStartAllAwayToo() {
        StopperConfig startAll = Fixture.config("\"startAll\": true");
        Instance neverOurs =
                stoppedAfter("i-1", SATURDAY.minus(Duration.ofDays(20)), API, "", "nightshift:never-stop=");

        assertThat(kind(startAll, neverOurs, MONDAY)).isEqualTo("Keep");
    }

    @Test
    void whileTheFunctionIsPausedNothingIsStarted() {
        FakeFleet fleet = new FakeFleet();
        fleet.instances.add(stoppedByAPerson(CLOSED));

        PlaceRun paused = run(fleet, Optional.of("paused by ann"));
        assertThat(paused.outcomes()).extracting(Outcome::kind).containsExactly(Kind.PAUSED);
        assertThat(fleet.calls).containsExactly("look nightshift:schedule");

        assertThat(run(fleet, Optional.empty()).outcomes())
                .extracting(Outcome::kind)
                .containsExactly(Kind.STARTED);
        assertThat(fleet.calls).contains("start [i-1]");
    }

    private static PlaceRun run(FakeFleet fleet, Optional<String> paused) {
        Pace pace = Pace.ofStarts(() -> TUESDAY, time -> {}, () -> Duration.ofMinutes(3));
        return PlaceRun.of(
                enforced("both"),
                new Place("123456789012", "eu-central-1"),
                fleet,
                pace,
                pace,
                new PlaceRun.Order(TUESDAY, false, false, Optional.empty(), () -> paused));
    }

    @Test
    void aStartThatEc2RefusedIsTriedAgainAndSaysWhy() {
        Instance refused = stoppedByAPerson(
                "nightshift:last=start 2026-11-23T07:00:20Z/2026-11-24T11:15:00Z 2026-11-24T11:15:00Z");

        Verdict again = Plan.of(enforced("both"), List.of(refused), TUESDAY.plusSeconds(900))
                .getFirst();

        assertThat(again).isInstanceOf(Verdict.Start.class);
        assertThat(again.reason()).isEqualTo("our start at 2026-11-24T11:15:00Z was refused or left for this run");
    }

    @Test
    void aStartThatDidNotHoldIsTriedAgainAndReportedAfterTwoHours() {
        Instance failed = stoppedAfter(
                "i-1",
                TUESDAY.plusSeconds(20),
                "Server.InsufficientInstanceCapacity",
                "",
                "nightshift:last=start 2026-11-23T07:00:20Z/2026-11-24T11:15:00Z 2026-11-24T11:15:00Z");
        Instant twoHoursLater = TUESDAY.plus(Duration.ofHours(2));

        assertThat(kind(enforced("both"), failed, TUESDAY.plusSeconds(900))).isEqualTo("Start");
        assertThat(new Plan(enforced("both"), List.of(failed), twoHoursLater.minusSeconds(1)).findings())
                .isEmpty();
        assertThat(new Plan(enforced("both"), List.of(failed), twoHoursLater).findings())
                .extracting(Finding::urgency)
                .containsExactly(Finding.Urgency.CRITICAL);
    }
}
