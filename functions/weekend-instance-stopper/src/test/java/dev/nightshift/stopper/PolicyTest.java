package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.MONDAY;
import static dev.nightshift.stopper.Fixture.SATURDAY;
import static dev.nightshift.stopper.Fixture.WINDOW_END;
import static dev.nightshift.stopper.Fixture.WINDOW_START;
import static dev.nightshift.stopper.Fixture.config;
import static dev.nightshift.stopper.Fixture.read;
import static dev.nightshift.stopper.Fixture.running;
import static dev.nightshift.stopper.Fixture.startedAt;
import static dev.nightshift.stopper.Fixture.stopped;
import static dev.nightshift.stopper.Fixture.withoutSchedule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.schedule.Window;
import dev.nightshift.stopper.model.Finding;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.model.Instance.LocalData;
import dev.nightshift.stopper.plan.Findings;
import dev.nightshift.stopper.plan.Plan;
import dev.nightshift.stopper.plan.Verdict;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What schedules, tags and settings say beyond the window itself.
class PolicyTest {
    private static final Window WEEKEND = new Window(WINDOW_START, WINDOW_END);
    private static final String STOPPED_BY_US =
            "nightshift:last=stop 2026-11-20T17:00:00Z/2026-11-23T07:00:00Z 2026-11-20T17:00:00Z";
    private static final String OUR_STOP = "User initiated (2026-11-20 17:00:12 GMT)";
    private static final String BY_USER = "Client.UserInitiatedShutdown";

    private static Verdict verdict(StopperConfig config, Instance instance, Instant now) {
        return Plan.of(config, List.of(instance), now).getFirst();
    }

    private static String kind(StopperConfig config, Instance instance, Instant now) {
        return verdict(config, instance, now).getClass().getSimpleName();
    }

    private static StopperConfig schedule(String keys) {
        return read("""
                {"zone": "Europe/Berlin", "schedules": {"weekend": {"stop": ["Fri 18:00 -> Mon 08:00"], %s}}}""".formatted(keys));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            "enforced": false       | 2026-11-22T22:00:00Z | Keep
            "enforced": true        | 2026-11-21T12:09:59Z | Keep
            "enforced": true        | 2026-11-21T12:10:00Z | Stop
            "stopAfter": "4 hours"  | 2026-11-21T15:59:59Z | Keep
            "stopAfter": "4 hours"  | 2026-11-21T16:00:00Z | Stop
            """)
    void whatAPersonStartedInsideTheWindowRunsAsLongAsTheScheduleAllows(String keys, Instant now, String verdict) {
        assertThat(kind(schedule(keys), startedAt("i-1", SATURDAY), now)).isEqualTo(verdict);
    }

    @Test
    void enforcedAndALimitTogetherAreRefused() {
        assertThat(schedule("\"enforced\": true, \"stopAfter\": \"1 hour\"").problems())
                .extracting(Object::toString)
                .containsExactly("schedules.weekend.stopAfter: \"1 hour\": has no meaning beside enforced; expected"
                        + " one of them");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T12:00:01Z, Keep",
        "2026-11-21T13:00:01, Keep",
        "2026-11-21T12:00:00Z, Stop",
        "2026-11-21T13:00, Stop",
        "next week, Keep",
    })
    void theKeepTagKeepsAnInstanceUntilItIsOver(String value, String verdict) {
        assertThat(kind(config(), running("i-1", "nightshift:keep-until=" + value), SATURDAY))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            keep-until | 2026-11-21T13:00 | NOTE | its tag nightshift:keep-until is "2026-11-21T13:00", which is over: it is ignored from now on
            stay-off | 2026-11-21T13:00 | NOTE | its tag nightshift:stay-off is "2026-11-21T13:00", which is over: it is ignored from now on
            stay-off | next week | PROBLEM | its tag nightshift:stay-off is "next week"; expected an instant such as 2026-11-21T17:00:00Z or a local time such as 2026-11-21T18:00; it stays down
            keep-until | next week | PROBLEM | its tag nightshift:keep-until is "next week"; expected an instant such as 2026-11-21T17:00:00Z or a local time such as 2026-11-21T18:00; it is kept
            """)
    void aTagThatIsOverIsToldOnceAndOneThatCannotBeReadForAsLongAsItLasts(
            String tag, String value, Finding.Urgency urgency, String problem) {
        Instance instance = running("i-1", "nightshift:" + tag + "=" + value);

        assertThat(Findings.ofTags(config(), List.of(instance), SATURDAY))
                .containsExactly(new Finding("i-1", Optional.of(instance), urgency, problem));
        assertThat(Findings.ofTags(
                        config(), List.of(running("i-1", "nightshift:keep-until=2026-11-21T12:00:01Z")), SATURDAY))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // Three steps, 0 to 2: the last starts ten minutes after the first, and stops ten minutes
        // before it.
        "0, 2026-11-20T17:09:59Z, Leave",
        "0, 2026-11-20T17:10:00Z, Stop",
        "1, 2026-11-20T17:04:59Z, Leave",
        "1, 2026-11-20T17:05:00Z, Stop",
        "2, 2026-11-20T17:00:00Z, Stop",
    })
    void stopsMirrorTheStartOrder(int step, Instant now, String verdict) {
        List<Instance> instances = List.of(
                running("i-0"), running("i-1", "nightshift:start-order=1"), running("i-2", "nightshift:start-order=2"));

        assertThat(Plan.of(config(), instances, now).get(step).getClass().getSimpleName())
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2026-11-23T07:00:00Z, Start",
        "10, 2026-11-23T07:09:59Z, Leave",
        "10, 2026-11-23T07:10:00Z, Start",
        "first, 2026-11-23T07:00:00Z, Start",
    })
    void startsFollowTheirStep(String step, Instant now, String verdict) {
        Instance instance = stopped("i-1", BY_USER, OUR_STOP, STOPPED_BY_US, "nightshift:start-order=" + step);

        List<Instance> instances = List.of(
                instance,
                stopped("i-2", BY_USER, OUR_STOP, STOPPED_BY_US, "nightshift:start-order=0"),
                stopped("i-3", BY_USER, OUR_STOP, STOPPED_BY_US, "nightshift:start-order=7"));

        assertThat(Plan.of(config(), instances, now).getFirst().getClass().getSimpleName())
                .isEqualTo(verdict);
    }

    @Test
    void aStepThatIsNoNumberIsReported() {
        Instance instance = running("i-1", "nightshift:start-order=first");

        assertThat(Findings.ofTags(config(), List.of(instance), SATURDAY))
                .containsExactly(Finding.of(
                        instance, "its tag nightshift:start-order is \"first\"; expected a whole number from 0 to 99"));
    }

    @Test
    void hibernationNeedsTheScheduleAndTheInstance() {
        Instance able = Fixture.of(running("i-1"), "m7g.large", true, LocalData.NONE);

        assertThat(verdict(schedule("\"hibernate\": true"), able, SATURDAY))
                .isEqualTo(new Verdict.Stop(able, WEEKEND, true, "its window began at 2026-11-20T17:00:00Z"));
        assertThat(((Verdict.Stop) verdict(config(), able, SATURDAY)).hibernate())
                .isFalse();
        assertThat(((Verdict.Stop) verdict(schedule("\"hibernate\": true"), running("i-1"), SATURDAY)).hibernate())
                .isFalse();
    }

    @Test
    void instanceStoreDataIsLostOnlyWithItsOwnersConsent() {
        Instance disks = Fixture.of(running("i-1"), "m7gd.large", false, LocalData.SOME);
        Instance scratch = Fixture.of(running("i-1", "nightshift:ephemeral-ok="), "m7gd.large", false, LocalData.SOME);

        assertThat(verdict(config(), disks, SATURDAY))
                .isEqualTo(
                        new Verdict.Refuse(
                                disks,
                                "it has instance-store volumes, which a stop empties; the tag nightshift:ephemeral-ok allows that"));
        assertThat(kind(config(), scratch, SATURDAY)).isEqualTo("Stop");
    }

    @ParameterizedTest
    @CsvSource({
        "User initiated (2026-11-21 12:00:00 GMT), Start",
        "User initiated (2026-11-23 07:00:00 GMT), Keep",
        "User initiated (2026-11-23 09:00:00 GMT), Keep",
    })
    void startAllStartsWhatStoodStillWhenItsScheduleBeganToWantIt(String transition, String verdict) {
        Instance instance = stopped("i-1", BY_USER, transition);

        assertThat(kind(config("\"startAll\": true"), instance, MONDAY.plusSeconds(7200)))
                .isEqualTo(verdict);
        assertThat(kind(config(), instance, MONDAY.plusSeconds(7200))).isEqualTo("Keep");
    }

    @Test
    void startAllLeavesAloneWhatSomethingElseOwns() {
        Instance instance = stopped("i-1", BY_USER, OUR_STOP, "aws:autoscaling:groupName=web");

        assertThat(kind(config("\"startAll\": true"), instance, MONDAY)).isEqualTo("Keep");
    }

    @Test
    void whatLostItsScheduleTagWhileStoppedIsReportedAndStartedWhenItsWindowEnds() {
        Instance orphan = withoutSchedule(stopped("i-1", BY_USER, OUR_STOP, STOPPED_BY_US));

        assertThat(verdict(config(), orphan, SATURDAY))
                .isEqualTo(
                        new Verdict.Refuse(
                                orphan,
                                "it lost its tag nightshift:schedule; we stopped it and will start it at 2026-11-23T07:00:00Z"));
        assertThat(verdict(config(), orphan, MONDAY))
                .isEqualTo(new Verdict.Start(orphan, WEEKEND, false, "its window ended at 2026-11-23T07:00:00Z"));
    }

    @Test
    void aTagThatIsMisspelledWhileItsInstanceIsStoppedLeavesNoMachineDown() {
        Instance renamed = stopped("i-1", BY_USER, OUR_STOP, STOPPED_BY_US, "nightshift:schedule=wekend");

        assertThat(kind(config(), renamed, SATURDAY)).isEqualTo("Refuse");
        assertThat(kind(config(), renamed, MONDAY)).isEqualTo("Start");
    }

    @Test
    void whatRunsAndOnceWasOursIsNobodysBusiness() {
        assertThat(kind(config(), withoutSchedule(running("i-1", STOPPED_BY_US)), SATURDAY))
                .isEqualTo("Leave");
    }

    @Test
    void aChangedScheduleStartsAtOnceWhatItWantsNow() {
        Instance instance = stopped("i-1", BY_USER, OUR_STOP, STOPPED_BY_US, "nightshift:start-order=3");
        StopperConfig never = read("""
                {"zone": "Europe/Berlin", "schedules": {"weekend": {"stop": ["Sun 18:00 -> Mon 08:00"]}}}""");

        assertThat(kind(never, instance, SATURDAY)).isEqualTo("Start");
    }

    @Test
    void undoingStartsWhatWeStoppedAndThatCountsAsThePersonsStart() {
        Instance ours = stopped("i-1", BY_USER, OUR_STOP, STOPPED_BY_US);
        Instance theirs = stopped("i-2", BY_USER, OUR_STOP);

        assertThat(Plan.startAllStopped(config(), List.of(ours, theirs, running("i-3")), SATURDAY))
                .extracting(verdict -> verdict.getClass().getSimpleName())
                .containsExactly("Start", "Leave", "Leave");

        String undone = "nightshift:last=start 2026-11-20T17:00:00Z/2026-11-23T07:00:00Z 2026-11-21T12:00:00Z";
        assertThat(kind(config(), startedAt("i-1", SATURDAY.plusSeconds(20), undone), SATURDAY.plusSeconds(3600)))
                .isEqualTo("Keep");
    }

    @Test
    void singleDatesThatAreOverAreNoFinding() {
        StopperConfig config = read("""
                {"zone": "Europe/Berlin", "holidays": {"move": {"dates": ["2026-06-05", "2026-08-03 - 2026-08-14"]}},
                 "schedules": {"weekend": {"stop": ["Fri 18:00 -> Mon 08:00"], "holidays": "move"}}}""");

        assertThat(Findings.ofHolidays(config, Instant.parse("2026-10-26T23:00:00Z")))
                .isEmpty();
        assertThat(Findings.ofHolidays(config, Instant.parse("2026-08-01T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void holidaysThatWereVerifiedForFewerYearsAreNamed() {
        StopperConfig config = read("""
                {"zone": "Europe/Berlin", "holidays": {"de": {"dates": ["2031-12-25"], "verifiedUntil": "2029-12-31"}},
                 "schedules": {"weekend": {"stop": ["Fri 18:00 -> Mon 08:00"], "holidays": "de"}}}""");

        assertThat(config.unverifiedHolidays())
                .containsExactly(
                        "the holidays of schedule weekend after 2029-12-31 were compared with no second source");
    }

    @Test
    void theLastKnownHolidayIsToldSixtyDaysBefore() {
        StopperConfig config = read("""
                {"zone": "Europe/Berlin", "holidays": {"de": {"dates": ["2026-12-25"], "knownUntil": "2026-12-26"}},
                 "schedules": {"weekend": {"stop": ["Fri 18:00 -> Mon 08:00"], "holidays": "de"}}}""");

        assertThat(Findings.ofHolidays(config, Instant.parse("2026-10-26T22:59:59Z")))
                .isEmpty();
        assertThat(Findings.ofHolidays(config, Instant.parse("2026-10-26T23:00:00Z")))
                .containsExactly(Finding.of(
                        "schedule weekend",
                        "its holidays are known until 2026-12-26: add the years after it and deploy"));
    }
}
