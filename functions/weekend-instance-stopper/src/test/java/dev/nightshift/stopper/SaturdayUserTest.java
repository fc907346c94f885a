package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.MONDAY;
import static dev.nightshift.stopper.Fixture.OUR_STOP;
import static dev.nightshift.stopper.Fixture.SATURDAY;
import static dev.nightshift.stopper.Fixture.START_MARKER;
import static dev.nightshift.stopper.Fixture.STOP_MARKER;
import static dev.nightshift.stopper.Fixture.config;
import static dev.nightshift.stopper.Fixture.startedAt;
import static dev.nightshift.stopper.Fixture.stopped;
import static dev.nightshift.stopper.Fixture.verdict;
import static dev.nightshift.stopper.Fixture.withoutSchedule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.stopper.model.Finding;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.plan.Marker;
import dev.nightshift.stopper.plan.Plan;
import dev.nightshift.stopper.plan.Verdict;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A person starts what we stopped, and it is stopped again: who may start it, and what people hear.
class SaturdayUserTest {
    private static final String API = "Client.UserInitiatedShutdown";
    private static final String INSIDE = "Client.InstanceInitiatedShutdown";
    private static final Instant SATURDAY_MORNING = Instant.parse("2026-11-21T08:00:00Z");

    private static Instance shutDown(Instant launched, String... tags) {
        return Fixture.stoppedAfter("i-1", launched, INSIDE, "", tags);
    }

    private static List<Finding> findings(Instance instance, Instant now) {
        return new Plan(config(), List.of(instance), now).findings();
    }

    private static String kind(Instance instance, Instant now) {
        return verdict(instance, now).getClass().getSimpleName();
    }

    @ParameterizedTest
    @CsvSource({
        "Client.UserInitiatedShutdown, User initiated (2026-11-21 16:00:00 GMT)",
        "Client.UserInitiatedHibernate, User initiated (2026-11-22 16:00:00 GMT)",
        "Client.InstanceInitiatedShutdown, ''",
        "Client.UserInitiatedShutdown, ''",
    })
    void whatIsStoppedAgainInsideTheWindowIsStartedAtItsEnd(String code, String transition) {
        Instance instance = Fixture.stoppedAfter("i-1", SATURDAY_MORNING, code, transition, STOP_MARKER);

        assertThat(kind(instance, MONDAY)).isEqualTo("Start");
    }

    @Test
    void whatRunsWhenItsWindowIsOverGetsAClosedMarker() {
        Instance instance = startedAt("i-1", SATURDAY_MORNING, STOP_MARKER);
        String closed = "closed 2026-11-20T17:00:00Z/2026-11-23T07:00:00Z 2026-11-23T07:00:00Z";

        assertThat(verdict(instance, MONDAY))
                .isEqualTo(new Verdict.Mark(
                        instance, Marker.parse(closed).orElseThrow(), "it runs, and its window is over"));
        assertThat(kind(startedAt("i-1", SATURDAY_MORNING, "nightshift:last=" + closed), MONDAY))
                .isEqualTo("Leave");
        assertThat(kind(shutDown(SATURDAY_MORNING, "nightshift:last=" + closed), MONDAY.plusSeconds(900)))
                .isEqualTo("Keep");
    }

    @Test
    void whatRunsInsideItsWindowKeepsItsMarkerOpen() {
        assertThat(kind(startedAt("i-1", SATURDAY_MORNING, STOP_MARKER), SATURDAY))
                .isEqualTo("Keep");
    }

    @ParameterizedTest
    @CsvSource({
        // The first run after the window, the second, and one much later.
        "2026-11-21T08:00:00Z, 2026-11-23T07:00:00Z, Start, 0",
        "2026-11-21T08:00:00Z, 2026-11-23T07:15:00Z, Keep, 1",
        "2026-11-21T08:00:00Z, 2026-11-24T07:00:00Z, Keep, 1",
        // Launched after the window: it was stopped outside it.
        "2026-11-23T07:05:00Z, 2026-11-23T07:15:00Z, Keep, 0",
    })
    void aShutdownWithoutATimeIsKnownToTheFirstRunAfterTheWindowAlone(
            Instant launched, Instant now, String verdict, int critical) {
        Instance instance = shutDown(launched, STOP_MARKER);

        assertThat(kind(instance, now)).isEqualTo(verdict);
        assertThat(findings(instance, now))
                .hasSize(critical)
                .allSatisfy(finding -> assertThat(finding.urgency()).isEqualTo(Finding.Urgency.CRITICAL))
                .allSatisfy(finding -> assertThat(finding.text())
                        .isEqualTo("it stays down: ./ops start i-1 --yes, or ./ops keep-off i-1 --yes"));
    }

    @Test
    void whatWaitsForItsStepIsNotedSoThatALaterRunStillKnows() {
        Instance first = stopped("i-2", API, OUR_STOP, STOP_MARKER);
        Instance waiting = shutDown(SATURDAY_MORNING, STOP_MARKER, "nightshift:start-order=1");
        String noted = "stop 2026-11-20T17:00:00Z/2026-11-23T07:00:00Z 2026-11-23T07:00:00Z";

        Verdict verdict = Plan.of(config(), List.of(first, waiting), MONDAY).getLast();

        assertThat(verdict).isInstanceOf(Verdict.Mark.class);
        assertThat(((Verdict.Mark) verdict).marker().value()).isEqualTo(noted);
        assertThat(kind(
                        shutDown(SATURDAY_MORNING, "nightshift:last=" + noted, "nightshift:start-order=1"),
                        MONDAY.plusSeconds(1800)))
                .isEqualTo("Start");
    }

    @ParameterizedTest
    @CsvSource({"weekend", "startAll", "evenings", "orphan"})
    void aShutdownThatIsStillOnWhenTheWindowEndsIsNotedSoThatALaterRunStillKnows(String schedule) {
        StopperConfig config = Fixture.read("""
                {"zone": "Europe/Berlin", "schedules": {
                  "weekend": {"stop": ["Fri 18:00 -> Mon 08:00"]},
                  "startAll": {"stop": ["Fri 18:00 -> Mon 08:00"], "startAll": true},
                  "evenings": {"start": ["Mon 08:15"], "startAll": true}}}""");
        String marker = schedule.equals("startAll") ? "nightshift:owner=anna" : STOP_MARKER;
        Instance stopping =
                Fixture.of(shutDown(SATURDAY_MORNING, marker, "nightshift:schedule=" + schedule), "stopping");

        Verdict first = Plan.of(config, List.of(stopping), MONDAY).getFirst();

        assertThat(first).isInstanceOf(Verdict.Mark.class);
        Instance stopped = Fixture.of(stopping, "stopped")
                .tagged(
                        StopperConfig.MARKER_TAG,
                        ((Verdict.Mark) first).marker().value());
        assertThat(Plan.of(config, List.of(stopped), MONDAY.plusSeconds(2700)).getFirst())
                .isInstanceOf(Verdict.Start.class);
    }

    @Test
    void theFirstRunThatSeesAStopInsideTheWindowSaysWhenItIsStartedAndWhatPreventsThat() {
        Instance again = Fixture.stoppedAfter(
                "i-1", SATURDAY_MORNING, API, "User initiated (2026-11-21 11:00:00 GMT)", STOP_MARKER);

        assertThat(findings(again, SATURDAY))
                .containsExactly(
                        Finding.note(
                                again,
                                "somebody stopped it at 2026-11-21T11:00:00Z, inside its window: it is started at"
                                        + " 2026-11-23T07:00:00Z; to keep it down: ./ops keep-off i-1 --yes, or its tag nightshift:stay-off"));
        assertThat(findings(shutDown(SATURDAY_MORNING, STOP_MARKER), SATURDAY))
                .extracting(Finding::text)
                .containsExactly(
                        "it was shut down from inside, inside its window: it is started at"
                                + " 2026-11-23T07:00:00Z; to keep it down: ./ops keep-off i-1 --yes, or its tag nightshift:stay-off");
        assertThat(findings(stopped("i-1", API, OUR_STOP, STOP_MARKER), SATURDAY))
                .isEmpty();
        assertThat(findings(shutDown(SATURDAY_MORNING, STOP_MARKER, "nightshift:stay-off="), SATURDAY))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', Keep",
        "2026-11-23T07:00:01Z, Keep",
        "2026-11-23 08:01, Keep",
        "2026-11-23T07:00:00Z, Start",
        "when I am back, Keep",
    })
    void theTagStayOffKeepsItDown(String value, String verdict) {
        String tag = "nightshift:stay-off=" + value;
        Instance failed = stopped("i-1", "Server.InternalError", "", START_MARKER, tag);
        StopperConfig startAll = config("\"dryRun\": false, \"startAll\": true");

        assertThat(kind(stopped("i-1", API, OUR_STOP, STOP_MARKER, tag), MONDAY))
                .isEqualTo(verdict);
        assertThat(kind(failed, MONDAY)).isEqualTo(verdict);
        assertThat(kind(withoutSchedule(stopped("i-1", API, OUR_STOP, STOP_MARKER, tag)), MONDAY))
                .isEqualTo(verdict.equals("Start") ? "Start" : "Keep");
        assertThat(Plan.of(startAll, List.of(stopped("i-1", API, OUR_STOP, tag)), MONDAY)
                        .getFirst()
                        .getClass()
                        .getSimpleName())
                .isEqualTo(verdict);
        assertThat(Plan.startAllStopped(config(), List.of(stopped("i-1", API, OUR_STOP, STOP_MARKER, tag)), MONDAY)
                        .getFirst()
                        .getClass()
                        .getSimpleName())
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "stopping, 2026-11-23T08:59:59Z, 0",
        "stopping, 2026-11-23T09:00:00Z, 1",
        "stopped, 2026-11-23T09:00:00Z, 1",
        "pending, 2026-11-23T09:00:00Z, 1",
        "running, 2026-11-23T09:00:00Z, 0",
        // Inside its window it is where it should be.
        "stopping, 2026-11-22T09:00:00Z, 0",
    })
    void whatIsDownBecauseOfUsForTwoHoursIsCritical(String state, Instant now, int critical) {
        Instance ours = Fixture.of(stopped("i-1", API, OUR_STOP, STOP_MARKER), state);

        assertThat(findings(ours, now))
                .filteredOn(finding -> finding.urgency() == Finding.Urgency.CRITICAL)
                .hasSize(critical);
    }

    @Test
    void aStartOfOursThatHangsIsCriticalToo() {
        Instance pending = startedAt("i-1", MONDAY.plusSeconds(20), START_MARKER);

        assertThat(findings(Fixture.of(pending, "pending"), MONDAY.plus(Duration.ofHours(2))))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            User initiated (2026-11-23 07:20:00 GMT) | nightshift:owner=anna
            User initiated (2026-11-20 17:00:12 GMT) | nightshift:stay-off=
            """)
    void whatAPersonStoppedOutsideItsWindowOrKeepsDownIsNotCritical(String transition, String tag) {
        Instance instance = stopped("i-1", API, transition, STOP_MARKER, tag);

        assertThat(findings(instance, MONDAY.plus(Duration.ofHours(5)))).isEmpty();
    }

    @Test
    void aHostThatFailsLongAfterOurStartIsNotOurs() {
        Instance running = startedAt("i-1", MONDAY.plusSeconds(20), START_MARKER);
        Verdict closing = verdict(running, MONDAY.plusSeconds(900));
        String closed = ((Verdict.Mark) closing).marker().value();
        Instance failed = Fixture.stoppedAfter(
                "i-1", MONDAY.plusSeconds(20), "Server.ScheduledStop", "", "nightshift:last=" + closed);

        assertThat(kind(failed, MONDAY.plus(Duration.ofDays(2)))).isEqualTo("Keep");
        assertThat(findings(failed, MONDAY.plus(Duration.ofDays(2)))).isEmpty();
    }

    @Test
    void nothingIsSaidOfAnEndThatHasNotComeWhenTheScheduleWasChanged() {
        StopperConfig sundays = Fixture.read("""
                {"zone": "Europe/Berlin", "schedules": {"weekend": {"stop": ["Sun 18:00 -> Mon 08:00"]}}}""");
        Instance instance = stopped("i-1", API, OUR_STOP, STOP_MARKER);

        assertThat(Plan.of(sundays, List.of(instance), SATURDAY).getFirst().reason())
                .isEqualTo("its schedule wants it now");
    }
}
