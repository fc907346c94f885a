package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.WINDOW_END;
import static dev.nightshift.stopper.Fixture.WINDOW_START;
import static dev.nightshift.stopper.Fixture.config;
import static dev.nightshift.stopper.Fixture.running;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.Digest;
import dev.nightshift.kit.Digest.Severity;
import dev.nightshift.kit.DigestText;
import dev.nightshift.kit.Zones;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.schedule.Window;
import dev.nightshift.stopper.act.Outcome;
import dev.nightshift.stopper.act.Outcome.Kind;
import dev.nightshift.stopper.act.Outcome.Result;
import dev.nightshift.stopper.act.PlaceRun;
import dev.nightshift.stopper.act.Run;
import dev.nightshift.stopper.model.Failure;
import dev.nightshift.stopper.model.Failure.Scope;
import dev.nightshift.stopper.model.Finding;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.model.Place;
import dev.nightshift.stopper.plan.Plan;
import dev.nightshift.stopper.plan.Verdict;
import dev.nightshift.stopper.report.Notice;
import dev.nightshift.stopper.report.Report;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Window WEEKEND = new Window(WINDOW_START, WINDOW_END);
    private static final Place PLACE = new Place("123456789012", "eu-central-1");
    private static final Verdict STOP = new Verdict.Stop(running("i-1", "Owner=anna"), WEEKEND, false, "");
    private static final Verdict START = new Verdict.Start(running("i-2"), WEEKEND, false, "its window ended");
    private static final Verdict AGAIN = new Verdict.Start(running("i-2"), WEEKEND, true, "our start did not hold");
    private static final FunctionArn SELF = new FunctionArn("123456789012", "eu-central-1", "stopper");

    private static PlaceRun place(Place place, Outcome... outcomes) {
        return new PlaceRun(place, Arrays.asList(outcomes), List.of(), List.of(), List.of(), Optional.empty());
    }

    private static Run run(StopperConfig config, Instant at, boolean dryRun, PlaceRun... places) {
        return new Run(config, at, dryRun, List.of(places), List.of(), List.of());
    }

    private static Digest digest(Run run) {
        return Report.digest(run, EnumSet.complementOf(EnumSet.of(Kind.SETTLED)), Map.of(), SELF);
    }

    private static Outcome failed(Verdict verdict, Scope scope) {
        return new Outcome(verdict, new Result.Failed(new Failure("OperationNotPermitted", "is protected", scope)));
    }

    @Test
    void theMailSaysWhatFailedFirstThenWhatWasDone() {
        Run run = run(
                config("\"pricesUsdPerHour\": {\"m7g.large\": \"0.0978\"}"),
                WINDOW_START,
                false,
                place(
                        PLACE,
                        Outcome.asDecided(STOP),
                        Outcome.asDecided(START),
                        Outcome.asDecided(new Verdict.Keep(running("i-3"), "somebody started it")),
                        Outcome.asDecided(new Verdict.Leave(running("i-4"), "it is stopped")),
                        Outcome.asDecided(new Verdict.Refuse(running("i-5"), "its lifecycle is spot")),
                        new Outcome(STOP, new Result.Deferred()),
                        failed(new Verdict.Stop(running("i-7"), WEEKEND, false, ""), Scope.INSTANCE)));

        Digest digest = digest(run);

        assertThat(digest.severity()).isEqualTo(Severity.WARNING);
        assertThat(DigestText.body(digest, 10).replace(Zones.version(), "VERSION"))
                .isEqualTo("""
                1 stopped, 1 started, 1 failed, 1 deferred, 1 needs a look, saves $6.06

                stopper, account 123456789012, eu-central-1
                Fri 20 Nov 2026 18:00 Europe/Berlin (2026-11-20T17:00:00Z, tzdata VERSION)

                Failed (1)
                  i-7  web  m7g.large  stop: OperationNotPermitted: is protected

                Stopped (1)
                  i-1  web  m7g.large  until Mon 23 Nov 08:00

                Saves until then (1)
                  m7g.large  1  62.0 h  $6.06

                Started (1)
                  i-2  web  m7g.large  its window ended

                Deferred (1)
                  i-1  web  m7g.large  stop: left for the next run: EC2 allows no more for now

                Needs a look (1)
                  i-5  web  m7g.large  its lifecycle is spot

                Left alone (1)
                  i-3  web  m7g.large  somebody started it
                """);
    }

    @Test
    void whereThereAreSeveralPlacesAndOwnersTheyAreShown() {
        Run run = run(
                config("\"ownerTag\": \"Owner\""),
                WINDOW_START,
                false,
                place(PLACE, Outcome.asDecided(STOP)),
                PlaceRun.unreachable(new Place("444455556666", "eu-west-1"), "AccessDenied"));

        assertThat(DigestText.body(digest(run), 10)).contains("""
                Out of reach (1)
                  444455556666  eu-west-1          AccessDenied
                """, """
                  123456789012  eu-central-1  i-1  web  m7g.large  anna  until Mon 23 Nov 08:00
                """);
        assertThat(digest(run).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(digest(run).verdict()).isEqualTo("1 place out of reach, 1 stopped");
    }

    @Test
    void onlyAMachineThatIsDownForTwoHoursIsCritical() {
        Finding late = Finding.critical(running("i-2"), "it is stopped because of us, and should run since Monday");
        PlaceRun down = new PlaceRun(
                PLACE, List.of(Outcome.asDecided(AGAIN)), List.of(late), List.of(), List.of(), Optional.empty());

        assertThat(digest(run(config(), WINDOW_END, false, place(PLACE, failed(START, Scope.INSTANCE))))
                        .severity())
                .isEqualTo(Severity.WARNING);
        assertThat(digest(run(config(), WINDOW_END, false, place(PLACE, Outcome.asDecided(START))))
                        .severity())
                .isEqualTo(Severity.INFO);
        assertThat(digest(run(config(), WINDOW_END, false, down)).severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void aDryRunSaysWhatItWouldHaveDone() {
        Digest digest = digest(run(config(), WINDOW_START, true, place(PLACE, Outcome.asDecided(STOP))));

        assertThat(DigestText.subject(digest)).isEqualTo("[dry run] 1 would be stopped - stopper eu-central-1");
        assertThat(digest.sections().getFirst().title()).isEqualTo("Would be stopped");
    }

    @Test
    void theBrakeSaysWhatItHeldAndWhatLetsItGo() {
        Digest digest =
                digest(run(config(), WINDOW_START, false, place(PLACE, new Outcome(STOP, new Result.Held(101, 100)))));

        assertThat(digest.verdict()).isEqualTo("1 held by the brake");
        assertThat(digest.sections().getFirst().rows().getFirst().getLast())
                .isEqualTo("101 were to be stopped here in one run, and brake.maxStopsPerRegion allows 100");
    }

    @Test
    void findingsWithoutAnInstanceAreShownBesideThoseWithOne() {
        Finding keep = Finding.of(running("i-1"), "its tag is over");
        PlaceRun place = new PlaceRun(PLACE, List.of(), List.of(keep), List.of(keep), List.of(), Optional.empty());
        Run run = new Run(
                config(),
                WINDOW_START,
                false,
                List.of(place),
                List.of(),
                List.of(Finding.of("schedule weekend", "its last known holiday is 2026-12-26")));

        assertThat(digest(run).verdict()).isEqualTo("3 need a look");
        assertThat(digest(run).sections().getFirst().rows())
                .contains(List.of("schedule weekend", "", "", "its last known holiday is 2026-12-26"));
    }

    @Test
    void whatNothingStartsHasNoEndAndSavesNothingThatIsKnown() {
        StopperConfig evenings = Fixture.read("""
                {"zone": "UTC", "pricesUsdPerHour": {"m7g.large": "1"},
                 "schedules": {"weekend": {"run": [{"until": "18:00"}]}}}""");
        Verdict stop = Plan.of(evenings, List.of(running("i-1")), Instant.parse("2026-11-20T18:00:00Z"))
                .getFirst();

        Digest digest = digest(
                run(evenings, Instant.parse("2026-11-20T18:00:00Z"), false, place(PLACE, Outcome.asDecided(stop))));

        assertThat(digest.verdict()).isEqualTo("1 stopped");
        assertThat(digest.sections().getFirst().rows().getFirst()).contains("until somebody starts it");
    }

    @Test
    void whatIsCriticalComesFirstSinceALongReasonIsCut() {
        Instance instance = running("i-2");
        PlaceRun place = new PlaceRun(
                PLACE,
                List.of(new Outcome(START, new Result.Paused("paused until 2026-06-12T00:20:00Z: " + "x".repeat(150)))),
                List.of(
                        Finding.note(instance, "its tag nightshift:stay-off is over"),
                        Finding.critical(instance, "it is stopped because of us, and should run since Monday")),
                List.of(),
                List.of(),
                Optional.empty());

        assertThat(digest(run(config(), WINDOW_START, false, place))
                        .sections()
                        .getFirst()
                        .rows()
                        .getFirst())
                .last()
                .asString()
                .startsWith("it is stopped because of us, and should run since Monday; start: paused until");
    }

    @Test
    void anInstanceIsListedOnce() {
        Instance legacy = running("i-7");
        Outcome failed = failed(new Verdict.Stop(legacy, WEEKEND, false, ""), Scope.INSTANCE);
        Finding keep = Finding.of(legacy, "its tag cannot be read");
        Finding quiet = Finding.of(running("i-8"), "its tag cannot be read");
        PlaceRun place = new PlaceRun(
                PLACE,
                List.of(failed, Outcome.asDecided(new Verdict.Leave(running("i-8"), "it is running"))),
                List.of(keep, quiet),
                List.of(Finding.of(legacy, "it could not be started again")),
                List.of(),
                Optional.empty());

        List<List<String>> rows = digest(run(config(), WINDOW_START, false, place)).sections().stream()
                .flatMap(section -> section.rows().stream())
                .toList();

        assertThat(rows).extracting(row -> row.getFirst()).containsExactly("i-7", "i-8");
        assertThat(rows.getFirst().getLast())
                .isEqualTo("stop: OperationNotPermitted: is protected; its tag cannot be read; it could not be started"
                        + " again");
    }

    @Test
    void whatIsLeftAloneAndHasAProblemNeedsALook() {
        Instance down = running("i-1");
        Outcome left = Outcome.asDecided(new Verdict.Keep(down, "it was shut down from inside"));
        Finding late = Finding.critical(down, "it stays down: ./ops start i-1");
        PlaceRun place = new PlaceRun(PLACE, List.of(left), List.of(late), List.of(), List.of(), Optional.empty());

        Digest digest = digest(run(config(), WINDOW_END, false, place));

        assertThat(digest.verdict()).isEqualTo("1 needs a look");
        assertThat(digest.sections()).extracting(Digest.Section::title).containsExactly("Needs a look");
        assertThat(digest.sections().getFirst().rows().getFirst().getLast())
                .isEqualTo("it stays down: ./ops start i-1; it was shut down from inside");
    }

    @Test
    void aRefusalOfTheCallerIsOneRowForAllItsMachines() {
        Instance unnamed = Fixture.with(running("i-2"), WINDOW_START, Map.of());
        Outcome late = failed(new Verdict.Start(running("i-3"), WEEKEND, false, ""), Scope.PLACE);
        PlaceRun place = new PlaceRun(
                PLACE,
                List.of(
                        failed(STOP, Scope.PLACE),
                        failed(new Verdict.Stop(unnamed, WEEKEND, false, ""), Scope.PLACE),
                        late),
                List.of(Finding.critical(running("i-3"), "it is stopped because of us")),
                List.of(),
                List.of(),
                Optional.empty());

        Digest digest = digest(run(config(), WINDOW_START, false, place));

        assertThat(digest.verdict()).isEqualTo("3 failed");
        assertThat(digest.sections().getFirst().rows())
                .containsExactlyInAnyOrder(
                        List.of("2 instances", "web, i-2", "", "stop: OperationNotPermitted: is protected"),
                        List.of(
                                "i-3",
                                "web",
                                "m7g.large",
                                "it is stopped because of us; start: OperationNotPermitted: is protected"));
    }

    @Test
    void theSubjectSaysThatProblemsAreOver() {
        Run run = run(config(), WINDOW_START, false, place(PLACE));

        assertThat(Report.digest(run, EnumSet.allOf(Kind.class), Map.of("i-1 Denied", WINDOW_START), SELF)
                        .verdict())
                .isEqualTo("1 problem is over");
        assertThat(digest(run).verdict()).isEqualTo("nothing to do");
    }

    @Test
    void aNoticeNamesTheMachinesAndHowToKeepOne() {
        PlaceRun place =
                new PlaceRun(PLACE, List.of(), List.of(), List.of(), List.of((Verdict.Stop) STOP), Optional.empty());
        Run run = run(config(), WINDOW_START.minusSeconds(1800), false, place);

        Digest notice = Notice.of(run, SELF).orElseThrow();

        assertThat(DigestText.subject(notice))
                .isEqualTo("1 will be stopped at Fri 20 Nov 18:00 - stopper eu-central-1");
        assertThat(DigestText.body(notice, 10)).endsWith("""
                Will be stopped (1)
                  i-1  web  m7g.large  from Fri 20 Nov 18:00 until Mon 23 Nov 08:00

                To keep one (3)
                  ./ops keep i-1 --until 2026-11-23T08:00+01:00 --yes
                  or give it the tag nightshift:keep-until = 2026-11-23T08:00+01:00
                  or start it again after it was stopped
                """);
        assertThat(Notice.of(run(config(), WINDOW_START, false), SELF)).isEmpty();
    }

    @Test
    void aPlaceThatCannotBeActedOnIsAFaultAndARefusalIsNot() {
        assertThat(run(config(), WINDOW_START, false, place(PLACE, failed(STOP, Scope.PLACE)))
                        .faults())
                .containsExactly(Map.entry(
                        "123456789012 eu-central-1 OperationNotPermitted",
                        "123456789012 eu-central-1: OperationNotPermitted: is protected"));
        assertThat(run(config(), WINDOW_START, false, place(PLACE, failed(STOP, Scope.INSTANCE)))
                        .faults())
                .isEmpty();
        assertThat(run(config(), WINDOW_START, false, place(PLACE, failed(START, Scope.GROUP)))
                        .faults())
                .isEmpty();
    }
}
