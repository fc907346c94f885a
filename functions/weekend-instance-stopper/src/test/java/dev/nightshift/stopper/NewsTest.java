package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.SATURDAY;
import static dev.nightshift.stopper.Fixture.WINDOW_END;
import static dev.nightshift.stopper.Fixture.WINDOW_START;
import static dev.nightshift.stopper.Fixture.config;
import static dev.nightshift.stopper.Fixture.running;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.Notified;
import dev.nightshift.kit.Sha256;
import dev.nightshift.schedule.Window;
import dev.nightshift.stopper.act.Outcome;
import dev.nightshift.stopper.act.Outcome.Result;
import dev.nightshift.stopper.act.PlaceRun;
import dev.nightshift.stopper.act.Run;
import dev.nightshift.stopper.model.Failure;
import dev.nightshift.stopper.model.Failure.Scope;
import dev.nightshift.stopper.model.Finding;
import dev.nightshift.stopper.model.Place;
import dev.nightshift.stopper.plan.Verdict;
import dev.nightshift.stopper.report.News;
import dev.nightshift.stopper.report.Told;
import dev.nightshift.stopper.report.Told.Known;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewsTest {
    private static final Window WEEKEND = new Window(WINDOW_START, WINDOW_END);
    private static final Place PLACE = new Place("123456789012", "eu-central-1");
    private static final Verdict STOP = new Verdict.Stop(running("i-1"), WEEKEND, false, "its window began");
    private static final Verdict START = new Verdict.Start(running("i-2"), WEEKEND, false, "its window ended");
    private static final Verdict AGAIN = new Verdict.Start(running("i-2"), WEEKEND, true, "our start did not hold");
    private static final Verdict KEEP = new Verdict.Keep(running("i-3"), "somebody started it");
    private static final Verdict LEAVE = new Verdict.Leave(running("i-4"), "it is stopped");
    private static final Verdict REFUSE = new Verdict.Refuse(running("i-5"), "its lifecycle is spot");

    private Told told = Told.NOTHING;

    private static Outcome done(Verdict verdict) {
        return Outcome.asDecided(verdict);
    }

    private static Outcome failed(Verdict verdict, String code) {
        return new Outcome(
                verdict, new Result.Failed(new Failure(code, "request " + System.nanoTime(), Scope.INSTANCE)));
    }

    private static Run run(Instant at, boolean dryRun, List<Finding> daily, Outcome... outcomes) {
        PlaceRun place = new PlaceRun(PLACE, List.of(outcomes), List.of(), daily, List.of(), Optional.empty());
        return new Run(config(), at, dryRun, List.of(place), List.of(), List.of());
    }

    /// Whether this run speaks, after all that this test played before.
    private boolean speaks(Instant at, boolean dryRun, Outcome... outcomes) {
        return speaks(run(at, dryRun, List.of(), outcomes));
    }

    private boolean speaks(Run run) {
        News news = News.of(run, News.isDailyDue(run.config(), run.at(), told), Optional.empty(), told);
        told = news.after();
        return news.isNews();
    }

    @Test
    void whatWasDoneIsToldByTheRunThatDidIt() {
        assertThat(speaks(SATURDAY, false, done(STOP))).isTrue();
        assertThat(speaks(SATURDAY, false, done(START))).isTrue();
        assertThat(speaks(SATURDAY, false)).isFalse();
    }

    @Test
    void whatIsAsItShouldBeOrAsAPersonWantsItIsNeverNews() {
        assertThat(speaks(SATURDAY, false, done(KEEP), done(LEAVE))).isFalse();
    }

    @Test
    void aProblemIsToldWhenItBeginsOnceADayAndWhenItIsOver() {
        assertThat(speaks(WINDOW_START, false, done(REFUSE))).isTrue();
        assertThat(speaks(Instant.parse("2026-11-20T17:15:00Z"), false, done(REFUSE)))
                .isFalse();
        assertThat(speaks(Instant.parse("2026-11-21T06:45:00Z"), false, done(REFUSE)))
                .isFalse();
        assertThat(speaks(Instant.parse("2026-11-21T07:00:00Z"), false, done(REFUSE)))
                .isTrue();
        assertThat(speaks(Instant.parse("2026-11-21T07:15:00Z"), false, done(REFUSE)))
                .isFalse();
        assertThat(speaks(Instant.parse("2026-11-21T07:30:00Z"), false)).isTrue();
        assertThat(speaks(Instant.parse("2026-11-22T07:00:00Z"), false)).isFalse();
    }

    @Test
    void aNoteIsToldOnce() {
        Run noted = new Run(
                config(),
                SATURDAY,
                false,
                List.of(new PlaceRun(
                        PLACE,
                        List.of(done(LEAVE)),
                        List.of(Finding.note(running("i-4"), "its tag is over")),
                        List.of(),
                        List.of(),
                        Optional.empty())),
                List.of(),
                List.of());

        News first = News.of(noted, true, Optional.empty(), told);
        News nextDay = News.of(noted, true, Optional.empty(), first.after());

        assertThat(first.isNews()).isTrue();
        assertThat(noted.telling(first.notes()).places().getFirst().findings()).hasSize(1);
        assertThat(nextDay.isNews()).isFalse();
        assertThat(noted.telling(nextDay.notes()).places().getFirst().findings())
                .isEmpty();
        assertThat(News.of(run(SATURDAY, false, List.of()), false, Optional.empty(), first.after())
                        .ended())
                .isEmpty();
        assertThat(Told.parse("state", first.after().json())).isEqualTo(first.after());
    }

    @Test
    void aDigestTimeThatIsMissedIsMadeUpFor() {
        assertThat(speaks(WINDOW_START, false, done(REFUSE))).isTrue();
        assertThat(speaks(Instant.parse("2026-11-21T11:00:00Z"), false, done(REFUSE)))
                .isTrue();
        assertThat(speaks(Instant.parse("2026-11-21T11:15:00Z"), false, done(REFUSE)))
                .isFalse();
    }

    @Test
    void aFailureIsTheSameProblemWhileItsCodeStays() {
        assertThat(speaks(WINDOW_START, false, failed(STOP, "OperationNotPermitted")))
                .isTrue();
        assertThat(speaks(WINDOW_START.plusSeconds(900), false, failed(STOP, "OperationNotPermitted")))
                .isFalse();
        assertThat(speaks(WINDOW_START.plusSeconds(1800), false, failed(STOP, "IncorrectInstanceState")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T07:15:00Z, true",
        "2026-11-23T08:45:00Z, false",
        "2026-11-23T09:00:00Z, true",
        "2026-11-23T09:15:00Z, false",
    })
    void aStartThatDoesNotHoldIsToldWhenSeenAndWhenItIsTwoHoursLate(Instant at, boolean news) {
        told = new Told(
                Known.NOTHING,
                Known.NOTHING,
                Notified.NOTHING,
                "",
                Instant.parse("2026-11-23T07:00:00Z"),
                Instant.EPOCH);
        for (Instant before = Instant.parse("2026-11-23T07:15:00Z");
                before.isBefore(at);
                before = before.plusSeconds(900)) {
            speaks(startedAgain(before));
        }

        assertThat(speaks(startedAgain(at))).isEqualTo(news);
    }

    private static Run startedAgain(Instant at) {
        List<Finding> late = at.isBefore(WINDOW_END.plusSeconds(7200))
                ? List.of()
                : List.of(Finding.critical(running("i-2"), "it is stopped because of us"));
        PlaceRun place = new PlaceRun(PLACE, List.of(done(AGAIN)), late, List.of(), List.of(), Optional.empty());
        return new Run(config(), at, false, List.of(place), List.of(), List.of());
    }

    @Test
    void whatTheDailyLookFoundIsToldOnceADay() {
        List<Finding> found = List.of(Finding.of(running("i-1"), "it could not be started again"));

        assertThat(speaks(run(SATURDAY, false, found))).isTrue();
        assertThat(speaks(SATURDAY.plusSeconds(900), false)).isFalse();
        assertThat(speaks(run(SATURDAY.plusSeconds(86_400), false, found))).isTrue();
    }

    @Test
    void aDryRunSpeaksWhenWhatItWouldDoChangesAndOfNewProblemsOnce() {
        assertThat(speaks(WINDOW_START, true, done(STOP))).isTrue();
        assertThat(speaks(WINDOW_START.plusSeconds(900), true, done(STOP))).isFalse();
        assertThat(speaks(WINDOW_START.plusSeconds(1800), true, done(STOP), done(REFUSE)))
                .isTrue();
        assertThat(speaks(Instant.parse("2026-11-21T07:00:00Z"), true, done(STOP), done(REFUSE)))
                .isFalse();
        assertThat(speaks(WINDOW_END, true)).isFalse();
        assertThat(speaks(WINDOW_START.plusSeconds(7 * 86_400), true, done(STOP)))
                .isTrue();
    }

    @Test
    void whereNobodyKnowsWhatWasToldTheClockDecides() {
        Instant digest = Instant.parse("2026-11-21T07:00:00Z");

        assertThat(News.unknown(run(SATURDAY, false, List.of(), done(STOP))).isNews())
                .isTrue();
        assertThat(News.unknown(run(SATURDAY, false, List.of(), done(REFUSE))).isNews())
                .isFalse();
        assertThat(News.unknown(run(digest, false, List.of(), done(REFUSE))).isNews())
                .isTrue();
        assertThat(News.unknown(run(digest.plusSeconds(900), false, List.of(), done(REFUSE)))
                        .isNews())
                .isFalse();
        assertThat(News.unknown(run(digest, false, List.of(), done(KEEP))).isNews())
                .isFalse();
    }

    @Test
    void aNoticeCoversEachInstantOnce() {
        StopperConfig config = config("\"notice\": \"1 hour\"");

        Optional<Window> first = News.notice(config, SATURDAY, Told.NOTHING);
        Told after = News.of(run(SATURDAY, false, List.of()), false, first, Told.NOTHING)
                .after();

        assertThat(first).contains(new Window(SATURDAY, SATURDAY.plusSeconds(3600)));
        assertThat(News.notice(config, SATURDAY.plusSeconds(900), after))
                .contains(new Window(SATURDAY.plusSeconds(3600), SATURDAY.plusSeconds(4500)));
        assertThat(News.notice(config, SATURDAY, after)).isEmpty();
        assertThat(News.notice(config(), SATURDAY, Told.NOTHING)).isEmpty();
    }

    @Test
    void whatIsStoredIsReadBack() {
        speaks(run(SATURDAY, false, List.of(Finding.of(running("i-1"), "has no key")), failed(STOP, "Denied")));

        assertThat(Told.parse("state", told.json())).isEqualTo(told);
        assertThat(told.json()).startsWith("{\"v\":2,").contains("i-1 Denied\":{\"since\":\"2026-11-21");
    }

    @Test
    void whatIsOverIsNamedWithTheTimeSinceWhenItLasted() {
        speaks(SATURDAY, false, failed(STOP, "Denied"), done(REFUSE));
        News news =
                News.of(run(SATURDAY.plusSeconds(900), false, List.of(), done(REFUSE)), false, Optional.empty(), told);

        assertThat(news.isNews()).isTrue();
        assertThat(news.ended()).containsExactly(Map.entry(PLACE + " i-1 Denied", SATURDAY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Denied", "does not start"})
    void aProblemThatBecomesCriticalIsNotOver(String problem) {
        Outcome outcome = problem.equals("Denied") ? failed(START, problem) : done(AGAIN);
        Finding late = Finding.critical(running("i-2"), "it is stopped because of us");
        PlaceRun place = new PlaceRun(PLACE, List.of(outcome), List.of(late), List.of(), List.of(), Optional.empty());
        speaks(SATURDAY, false, outcome);
        News news = News.of(
                new Run(config(), SATURDAY.plusSeconds(7200), false, List.of(place), List.of(), List.of()),
                false,
                Optional.empty(),
                told);

        assertThat(news.begun()).containsExactly(PLACE + " i-2 " + problem + ", late");
        assertThat(news.ended()).isEmpty();
        told = news.after();
        assertThat(News.of(run(SATURDAY.plusSeconds(8100), false, List.of()), false, Optional.empty(), told)
                        .ended())
                .containsOnlyKeys(PLACE + " i-2 " + problem + ", late");
    }

    @Test
    void whatTheDailyCheckStillFindsIsNotOverWhenTheWindowIs() {
        Verdict refuse = new Verdict.Refuse(running("i-1"), "it could not be started again");
        List<Finding> found = List.of(Finding.of(running("i-1"), "it could not be started again"));
        speaks(run(SATURDAY, false, found));
        speaks(SATURDAY.plusSeconds(900), false, done(refuse));

        News windowIsOver = News.of(run(SATURDAY.plusSeconds(1800), false, List.of()), false, Optional.empty(), told);
        News nextDay = News.of(
                run(SATURDAY.plusSeconds(86_400), false, List.of(), done(refuse)), true, Optional.empty(), told);

        assertThat(windowIsOver.isNews()).isFalse();
        assertThat(windowIsOver.ended()).isEmpty();
        assertThat(nextDay.ended()).isEmpty();
        told = windowIsOver.after();
        assertThat(News.of(run(SATURDAY.plusSeconds(86_400), false, List.of()), true, Optional.empty(), told)
                        .ended())
                .containsOnlyKeys(PLACE + " i-1 it could not be started again");
    }

    @Test
    void aRefusalOfTheCallerIsOneProblemOfThePlace() {
        Failure denied = new Failure("AuthFailure", "no", Scope.PLACE);
        Run run = run(
                SATURDAY,
                false,
                List.of(),
                new Outcome(STOP, new Result.Failed(denied)),
                new Outcome(START, new Result.Failed(denied)));

        assertThat(News.of(run, false, Optional.empty(), told).begun()).containsExactly(PLACE + " AuthFailure");
    }

    @Test
    void aProblemInAPlaceThatIsOutOfReachIsNotOver() {
        speaks(SATURDAY, false, done(REFUSE));
        Run away = new Run(
                config(),
                SATURDAY.plusSeconds(900),
                false,
                List.of(PlaceRun.unreachable(PLACE, "no route")),
                List.of(),
                List.of());
        News news = News.of(away, false, Optional.empty(), told);

        assertThat(news.ended()).isEmpty();
        assertThat(news.begun()).containsExactly(PLACE + " out of reach");
        told = news.after();
        assertThat(speaks(SATURDAY.plusSeconds(1800), false, done(REFUSE))).isTrue();
        assertThat(speaks(SATURDAY.plusSeconds(2700), false, done(REFUSE))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"its lifecycle is spot, false", "something else, true"})
    void whatVersion1KeptAsAFingerprintIsKnown(String problem, boolean news) {
        String lines = PLACE + " i-5 " + problem;
        told = Told.parse(
                "state",
                "{\"v\":1,\"problems\":\"%s\",\"daily\":\"\",\"intents\":\"\",\"dailyAt\":\"%s\",\"noticedUntil\":\"%s\"}"
                        .formatted(Sha256.hex(lines), SATURDAY, Instant.EPOCH));

        assertThat(speaks(SATURDAY.plusSeconds(900), false, done(REFUSE))).isEqualTo(news);
        assertThat(speaks(SATURDAY.plusSeconds(1800), false, done(REFUSE))).isFalse();
    }
}
