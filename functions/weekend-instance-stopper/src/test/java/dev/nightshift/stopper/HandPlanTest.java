package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.MONDAY;
import static dev.nightshift.stopper.Fixture.OUR_STOP;
import static dev.nightshift.stopper.Fixture.SATURDAY;
import static dev.nightshift.stopper.Fixture.STOP_MARKER;
import static dev.nightshift.stopper.Fixture.WEEKEND;
import static dev.nightshift.stopper.Fixture.WINDOW_START;
import static dev.nightshift.stopper.Fixture.config;
import static dev.nightshift.stopper.Fixture.running;
import static dev.nightshift.stopper.Fixture.startedAt;
import static dev.nightshift.stopper.Fixture.stopped;
import static dev.nightshift.stopper.Fixture.withoutSchedule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.schedule.Window;
import dev.nightshift.stopper.hand.Decision;
import dev.nightshift.stopper.hand.Decision.Change;
import dev.nightshift.stopper.hand.Decision.Refused;
import dev.nightshift.stopper.hand.Decision.TagValue;
import dev.nightshift.stopper.hand.HandPlan;
import dev.nightshift.stopper.hand.Wish;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.model.Instance.LocalData;
import dev.nightshift.stopper.plan.Verdict;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a person asks for one instance. The weekend's window lasts from Friday 18:00 to Monday 08:00 in Berlin.
class HandPlanTest {
    private static final String API = "Client.UserInitiatedShutdown";
    private static final Instant THURSDAY = Instant.parse("2026-11-19T12:00:00Z");
    private static final Instant SUNDAY = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-11-24T12:00:00Z");

    private static Decision decision(StopperConfig config, Instance instance, Instant now, Wish wish) {
        return new HandPlan(config, true, instance, now).of(wish);
    }

    private static Change change(Instance instance, Instant now, Wish wish) {
        return (Change) decision(config(), instance, now, wish);
    }

    private static String refusal(Instance instance, Instant now, Wish wish) {
        return ((Refused) decision(config(), instance, now, wish)).why();
    }

    private static Wish stop() {
        return new Wish.Stop(Optional.empty(), false, "");
    }

    private static Wish stopUntil(Instant until) {
        return new Wish.Stop(Optional.of(until), false, "");
    }

    @Test
    void keepWritesAnInstantWithItsReasonAndSaysWhatRunsDoThen() {
        Change change = change(running("i-1"), THURSDAY, new Wish.Keep(SUNDAY, "release, call Ann"));

        assertThat(change.tag())
                .contains(new TagValue("nightshift:keep-until", "2026-11-22T13:00+01:00 because release, call Ann"));
        assertThat(change.verdict()).isEmpty();
        assertThat(change.next())
                .containsExactly(
                        "from now on it is left alone: it is running",
                        "from 2026-11-20T18:00+01:00 on it is left alone: its tag nightshift:keep-until says"
                                + " 2026-11-22T13:00+01:00 because release, call Ann",
                        "from 2026-11-22T13:00+01:00 on it is stopped: its window began at 2026-11-20T17:00:00Z");
    }

    @Test
    void aReasonThatSaysBecauseIsWrittenAsItStands() {
        assertThat(change(running("i-1"), THURSDAY, new Wish.Keep(SUNDAY, "because of the release"))
                        .tag())
                .contains(new TagValue("nightshift:keep-until", "2026-11-22T13:00+01:00 because of the release"));
    }

    @Test
    void keepThatEndsBeforeTheWindowSaysThatTheWindowStopsItAllTheSame() {
        assertThat(change(running("i-1"), THURSDAY, new Wish.Keep(THURSDAY.plusSeconds(60), ""))
                        .next())
                .last()
                .isEqualTo("from 2026-11-20T18:00+01:00 on it is stopped: its window began at 2026-11-20T17:00:00Z");
    }

    @Test
    void keepOfAMachineThatIsDownNamesTheStart() {
        assertThat(change(stopped("i-1", API, OUR_STOP, STOP_MARKER), SATURDAY, new Wish.Keep(SUNDAY, ""))
                        .next())
                .contains("it is down because of us, and the tag alone does not start it: ./ops start i-1 --yes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            schedule=none    | its tag nightshift:schedule is "none", which is no schedule
            schedule=broken  | its schedule cannot be read
            """)
    void keepOfWhatNothingStopsIsRefused(String tag, String why) {
        assertThat(refusal(running("i-1", "nightshift:" + tag), THURSDAY, new Wish.Keep(SUNDAY, "")))
                .contains(why, "nothing stops it");
    }

    @Test
    void whatDidNotOptInIsNeverTouched() {
        Instance alone = withoutSchedule(running("i-1"));

        for (Wish wish : new Wish[] {
            new Wish.Keep(SUNDAY, ""),
            new Wish.EndKeep(),
            new Wish.KeepOff(Optional.empty(), ""),
            new Wish.EndKeepOff(),
            stop(),
            new Wish.Stop(Optional.empty(), true, ""),
            new Wish.Start()
        }) {
            assertThat(refusal(alone, SATURDAY, wish)).contains("it has no tag nightshift:schedule", "did not opt in");
        }
    }

    @Test
    void whatLostItsTagAfterOurStopCanBeStartedAndKeptDownAndNotStopped() {
        Instance orphan = withoutSchedule(stopped("i-1", API, OUR_STOP, STOP_MARKER));

        assertThat(change(orphan, MONDAY, new Wish.Start()).verdict())
                .contains(new Verdict.Start(orphan, WEEKEND, false, "somebody asked for it"));
        assertThat(change(orphan, SATURDAY, new Wish.KeepOff(Optional.empty(), ""))
                        .tag())
                .contains(new TagValue("nightshift:stay-off", ""));
        assertThat(refusal(withoutSchedule(running("i-1", STOP_MARKER)), SATURDAY, stop()))
                .isEqualTo("it lost its tag nightshift:schedule");
    }

    @Test
    void keepOffForEverOrUntilIsTheTagAndSaysWhenItIsStarted() {
        Instance ours = stopped("i-1", API, OUR_STOP, STOP_MARKER);

        Change forEver = change(ours, SATURDAY, new Wish.KeepOff(Optional.empty(), "image for forensics"));
        assertThat(forEver.tag()).contains(new TagValue("nightshift:stay-off", "because image for forensics"));
        assertThat(forEver.next())
                .containsExactly(
                        "from now on it is left alone: it is stopped",
                        "from 2026-11-23T08:00+01:00 on it is left alone: its tag nightshift:stay-off says so because"
                                + " image for forensics");

        Change until = change(ours, SATURDAY, new Wish.KeepOff(Optional.of(TUESDAY), ""));
        assertThat(until.tag()).contains(new TagValue("nightshift:stay-off", "2026-11-24T13:00+01:00"));
        assertThat(until.next())
                .last()
                .isEqualTo("from 2026-11-24T13:00+01:00 on it is started: its window ended at 2026-11-23T07:00:00Z");
    }

    @Test
    void whatIsKeptIsNoLongerKeptWithAnInstantThatIsOver() {
        Instance kept = running("i-1", "nightshift:keep-until=2026-11-24T00:00:00Z");
        Instance off = stopped("i-1", API, OUR_STOP, STOP_MARKER, "nightshift:stay-off=");

        Change keep = change(kept, SATURDAY, new Wish.EndKeep());
        assertThat(keep.tag()).contains(new TagValue("nightshift:keep-until", "2026-11-21T13:00+01:00"));
        assertThat(keep.next())
                .first()
                .isEqualTo("from now on it is stopped: its window began at 2026-11-20T17:00:00Z");
        assertThat(change(off, TUESDAY, new Wish.EndKeepOff()).next())
                .containsExactly("from now on it is started: its window ended at 2026-11-23T07:00:00Z");
        assertThat(refusal(running("i-1"), SATURDAY, new Wish.EndKeep()))
                .isEqualTo("it has no tag nightshift:keep-until");
        assertThat(refusal(running("i-1"), SATURDAY, new Wish.EndKeepOff()))
                .isEqualTo("it has no tag nightshift:stay-off");
    }

    @Test
    void aReasonThatNoTagCanHoldIsRefused() {
        assertThatThrownBy(() -> Wish.reason("x".repeat(201))).hasMessageContaining("at most 200 characters");
        assertThatThrownBy(() -> Wish.reason("a\nb")).hasMessageContaining("expected one line");
        assertThat(change(running("i-1"), THURSDAY, new Wish.Keep(SUNDAY, Wish.reason(" " + "x".repeat(200) + " ")))
                        .tag()
                        .orElseThrow()
                        .value())
                .hasSizeLessThanOrEqualTo(256);
    }

    @Test
    void insideTheWindowAStopIsTheWindows() {
        Instance started = startedAt("i-1", WINDOW_START.plus(Duration.ofHours(5)));

        Change change = change(started, SATURDAY, stop());

        assertThat(change.tag()).isEmpty();
        assertThat(change.verdict()).contains(new Verdict.Stop(started, WEEKEND, false, "somebody asked for it"));
        assertThat(change.next())
                .containsExactly(
                        "from now on it is left alone: it is stopped",
                        "from 2026-11-23T08:00+01:00 on it is started: its window ended at 2026-11-23T07:00:00Z");
    }

    @Test
    void insideTheWindowAStopMayLastLongerAndNotShorter() {
        Change longer = change(running("i-1"), SATURDAY, new Wish.Stop(Optional.of(TUESDAY), false, "move"));

        assertThat(longer.tag()).contains(new TagValue("nightshift:stay-off", "2026-11-24T13:00+01:00 because move"));
        assertThat(longer.verdict())
                .contains(new Verdict.Stop(
                        running("i-1"), new Window(WINDOW_START, TUESDAY), false, "somebody asked for it"));
        assertThat(longer.next()).last().asString().startsWith("from 2026-11-24T13:00+01:00 on it is started");
        assertThat(refusal(running("i-1"), SATURDAY, stopUntil(SUNDAY)))
                .contains("inside its stop window, which ends at 2026-11-23T08:00+01:00", "expected no --until");
        assertThat(change(running("i-1"), SATURDAY, stopUntil(MONDAY)).tag()).isEmpty();
        assertThat(refusal(running("i-1"), SATURDAY, new Wish.Stop(Optional.empty(), false, "move")))
                .contains("--why");
    }

    @Test
    void outsideTheWindowAStopNeedsAnEndOrStaysOff() {
        assertThat(refusal(running("i-1"), TUESDAY, stop()))
                .contains("outside its stop windows", "--until", "--stay-off");

        Change until = change(running("i-1"), TUESDAY, stopUntil(TUESDAY.plusSeconds(3600)));
        assertThat(until.tag()).contains(new TagValue("nightshift:stay-off", "2026-11-24T14:00+01:00"));
        assertThat(until.next())
                .containsExactly(
                        "from now on it is left alone: its tag nightshift:stay-off says 2026-11-24T14:00+01:00",
                        "from 2026-11-24T14:00+01:00 on it is started: its window ended at 2026-11-24T13:00:00Z");

        Change off = change(running("i-1"), TUESDAY, new Wish.Stop(Optional.empty(), true, "leak"));
        assertThat(off.tag()).contains(new TagValue("nightshift:stay-off", "because leak"));
        assertThat(off.next()).last().isEqualTo("nothing starts it again but a person: ./ops keep-off i-1 --end --yes");
    }

    @Test
    void aStopWhoseEndLiesInsideALaterWindowLastsUntilThatIsOver() {
        Change change = change(running("i-1"), THURSDAY, stopUntil(SATURDAY));

        assertThat(change.verdict())
                .contains(
                        new Verdict.Stop(running("i-1"), new Window(THURSDAY, MONDAY), false, "somebody asked for it"));
        assertThat(change.next()).last().asString().startsWith("from 2026-11-23T08:00+01:00 on it is started");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nightshift:never-stop=                       | its tag nightshift:never-stop says so
            aws:autoscaling:groupName=web                | it is in an Auto Scaling group
            nightshift:keep-until=2026-12-01T00:00:00Z   | its tag nightshift:keep-until says 2026-12-01T00:00:00Z; ./ops keep i-1 --end --yes ends that
            nightshift:schedule=none                     | which is no schedule
            """)
    void whatTheFunctionWouldNotStopIsRefusedForItsReason(String tag, String why) {
        for (Instant now : new Instant[] {SATURDAY, TUESDAY}) {
            assertThat(refusal(running("i-1", tag), now, new Wish.Stop(Optional.empty(), true, "")))
                    .contains(why);
        }
    }

    @Test
    void localDisksAndSpotInstancesAreRefusedToo() {
        Instance disks = Fixture.of(running("i-1"), "m5d.large", false, LocalData.SOME);

        assertThat(refusal(disks, SATURDAY, stop())).contains("instance-store volumes");
        assertThat(refusal(stopped("i-1", API, OUR_STOP), SATURDAY, stop()))
                .isEqualTo(
                        "it is stopped: only what is running can be stopped; ./ops keep-off i-1 --yes keeps it down");
    }

    @Test
    void nothingIsStoppedThatAFunctionInDryRunWouldNotStartAgain() {
        HandPlan plan = new HandPlan(config(), false, running("i-1"), SATURDAY);

        assertThat(((Refused) plan.of(stop())).why()).contains("changes nothing", "--stay-off");
        assertThat(plan.of(new Wish.Stop(Optional.empty(), true, ""))).isInstanceOf(Change.class);
    }

    @Test
    void whatHasNoRoomForTheTagsIsRefused() {
        Map<String, String> tags = new TreeMap<>(running("i-1").tags());
        for (int i = tags.size(); i < 49; i++) {
            tags.put("tag-" + i, "");
        }
        Instance almost = Fixture.with(running("i-1"), THURSDAY, tags);
        Instance full = almost.tagged("last", "");

        assertThat(refusal(full, THURSDAY, new Wish.Keep(SUNDAY, ""))).contains("50 tags", "nightshift:keep-until");
        assertThat(refusal(full, SATURDAY, stop())).contains("50 tags", "nightshift:last");
        assertThat(refusal(almost, TUESDAY, stopUntil(TUESDAY.plusSeconds(60)))).contains("no room");
        assertThat(change(almost, SATURDAY, stop()).verdict()).isPresent();
    }

    @Test
    void aStartInsideTheWindowIsThePersons() {
        Instance ours = stopped("i-1", API, OUR_STOP, STOP_MARKER);

        Change change = change(ours, SATURDAY, new Wish.Start());

        assertThat(change.verdict()).contains(new Verdict.Start(ours, WEEKEND, false, "somebody asked for it"));
        assertThat(change.next())
                .containsExactly(
                        "from now on it is left alone: somebody started it at 2026-11-21T12:00:00Z, inside its window",
                        "from 2026-11-23T08:00+01:00 on it is left alone: it runs, and its window is over");
    }

    @ParameterizedTest
    @CsvSource({"enforced: true, 2026-11-21T13:10+01:00", "stopAfter: 4 hours, 2026-11-21T17:00+01:00"})
    void whereTheScheduleStopsAPersonsStartTheCommandThatKeepsItIsNamed(String key, String stops) {
        StopperConfig config = Fixture.read("""
                {"zone": "Europe/Berlin", "dryRun": false,
                 "schedules": {"weekend": {"stop": ["Fri 18:00 -> Mon 08:00"], "%s": "%s"}}}""".formatted((Object[]) key.split(": ")));
        Instance ours = stopped("i-1", API, OUR_STOP, STOP_MARKER);

        Change change = (Change) decision(config, ours, SATURDAY, new Wish.Start());

        assertThat(change.next())
                .contains(
                        "from " + stops + " on it is stopped: its window began at 2026-11-20T17:00:00Z",
                        "to keep it: ./ops keep i-1 --until 2026-11-23T08:00+01:00 --yes");
        assertThat(((Change) decision(
                                config,
                                ours.tagged("nightshift:keep-until", "2026-11-23T08:00+01:00"),
                                SATURDAY,
                                new Wish.Start()))
                        .next())
                .noneMatch(next -> next.contains("./ops keep"));
    }

    @Test
    void aStartOutsideTheWindowIsLikeTheFunctionsOwnWhoeverStoppedIt() {
        Instance persons = stopped("i-1", API, "User initiated (2026-11-24 09:00:00 GMT)");

        Change change = change(persons, TUESDAY, new Wish.Start());

        assertThat(change.verdict())
                .contains(new Verdict.Start(
                        persons, new Window(persons.launchedAt(), TUESDAY), false, "somebody asked for it"));
        assertThat(change.next())
                .containsExactly(
                        "from 2026-11-27T18:00+01:00 on it is stopped: its window began at 2026-11-27T17:00:00Z");
    }

    @Test
    void whatStaysOffIsNotStartedAndNeitherIsWhatIsNotStopped() {
        assertThat(refusal(stopped("i-1", API, OUR_STOP, "nightshift:stay-off="), TUESDAY, new Wish.Start()))
                .isEqualTo("its tag nightshift:stay-off says so; ./ops keep-off i-1 --end --yes ends that");
        assertThat(refusal(running("i-1"), TUESDAY, new Wish.Start()))
                .isEqualTo("it is running: only what is stopped can be started");
        assertThat(refusal(Fixture.inState("i-1", "stopping"), TUESDAY, new Wish.Start()))
                .isEqualTo("it is stopping: only what is stopped can be started");
    }
}
