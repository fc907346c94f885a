package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.SATURDAY;
import static dev.nightshift.stopper.Fixture.WINDOW_END;
import static dev.nightshift.stopper.Fixture.WINDOW_START;
import static dev.nightshift.stopper.Fixture.config;
import static dev.nightshift.stopper.Fixture.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.kit.Digest;
import dev.nightshift.kit.DigestText;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.schedule.Window;
import dev.nightshift.stopper.Fleet.Failure;
import dev.nightshift.stopper.Outcome.Kind;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunTest {
    private static final Window WEEKEND = new Window(WINDOW_START, WINDOW_END);
    private static final Instant DIGEST_TIME = Instant.parse("2026-11-21T07:00:00Z");
    private static final Verdict STOP = new Verdict.Stop(running("i-1"), WEEKEND, "its window began");
    private static final Verdict START = new Verdict.Start(running("i-2"), WEEKEND, false, "its window ended");
    private static final Verdict AGAIN = new Verdict.Start(running("i-2"), WEEKEND, true, "our start did not hold");
    private static final Verdict KEEP = new Verdict.Keep(running("i-3"), "somebody started it");
    private static final Verdict LEAVE = new Verdict.Leave(running("i-4"), "it is stopped");
    private static final Verdict REFUSE = new Verdict.Refuse(running("i-5"), WINDOW_START, "its lifecycle is spot");
    private static final Verdict MISSPELLED = new Verdict.Refuse(running("i-6"), Instant.MIN, "no such schedule");

    private static Outcome done(Verdict verdict) {
        return new Outcome(verdict, Optional.empty());
    }

    private static Outcome failed(Verdict verdict) {
        return new Outcome(verdict, Optional.of(new Failure("OperationNotPermitted", "is protected", false)));
    }

    private static Run run(Instant at, boolean dryRun, Outcome... outcomes) {
        return new Run(config(), at, dryRun, Arrays.asList(outcomes));
    }

    private static boolean isNews(Instant at, boolean dryRun, Outcome... outcomes) {
        return run(at, dryRun, outcomes).isNews();
    }

    @Test
    void whatWasDoneIsToldByTheRunThatDidIt() {
        assertThat(isNews(SATURDAY, false, done(STOP))).isTrue();
        assertThat(isNews(SATURDAY, false, done(START))).isTrue();
    }

    @Test
    void whatIsAsItShouldBeOrAsAPersonWantsItIsNeverNews() {
        assertThat(isNews(WINDOW_START, false, done(KEEP), done(LEAVE))).isFalse();
        assertThat(isNews(DIGEST_TIME, false, done(KEEP), done(LEAVE))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T17:00:00Z, true",
        "2026-11-20T17:14:59Z, true",
        "2026-11-20T17:15:00Z, false",
        "2026-11-21T06:59:00Z, false",
        "2026-11-21T07:00:00Z, true",
        "2026-11-21T07:15:00Z, false",
        "2026-11-22T07:00:00Z, true",
    })
    void whatCouldNotBeDoneIsToldAtTheEdgeAndOnceADay(Instant at, boolean news) {
        assertThat(isNews(at, false, done(REFUSE))).isEqualTo(news);
        assertThat(isNews(at, false, failed(STOP))).isEqualTo(news);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T07:00:00Z, false, WARNING",
        "2026-11-23T07:15:00Z, true, WARNING",
        "2026-11-23T07:30:00Z, false, WARNING",
        "2026-11-23T09:00:00Z, true, CRITICAL",
        "2026-11-23T09:15:00Z, false, CRITICAL",
        "2026-11-24T11:00:00Z, true, CRITICAL",
    })
    void aStartThatDoesNotHoldIsToldWhenSeenAndAfterTwoHoursAndOnceADay(
            Instant at, boolean news, Digest.Severity severity) {
        Run run = new Run(config("\"dryRun\": false, \"digestAt\": \"12:00\""), at, false, List.of(done(AGAIN)));

        assertThat(run.isNews()).isEqualTo(news);
        assertThat(digest(run).severity()).isEqualTo(severity);
        assertThat(digest(run).verdict()).isEqualTo("1 started again");
    }

    @Test
    void aFindingWithoutAnEdgeIsToldOnceADay() {
        assertThat(isNews(WINDOW_START, false, done(MISSPELLED))).isFalse();
        assertThat(isNews(DIGEST_TIME, false, done(MISSPELLED))).isTrue();
    }

    @Test
    void aDryRunSpeaksOnlyWhenItsTwinWouldHaveActedForTheFirstTime() {
        assertThat(isNews(WINDOW_START, true, done(STOP))).isTrue();
        assertThat(isNews(WINDOW_START.plusSeconds(900), true, done(STOP))).isFalse();
        assertThat(isNews(DIGEST_TIME, true, done(STOP), done(MISSPELLED))).isFalse();
    }

    @Test
    void theMailSaysWhatFailedFirstThenWhatWasDone() {
        Run run = run(
                WINDOW_START,
                false,
                done(STOP),
                done(START),
                done(KEEP),
                done(LEAVE),
                done(REFUSE),
                failed(new Verdict.Stop(running("i-7"), WEEKEND, "")));

        Digest digest = digest(run);

        assertThat(digest.severity()).isEqualTo(Digest.Severity.WARNING);
        assertThat(DigestText.subject(digest))
                .isEqualTo("1 stopped, 1 started, 1 failed, 1 needs a look - stopper eu-central-1");
        assertThat(DigestText.body(digest, 10)).isEqualTo("""
                1 stopped, 1 started, 1 failed, 1 needs a look

                stopper, account 123456789012, eu-central-1
                Fri 20 Nov 2026 18:00 Europe/Berlin (2026-11-20T17:00:00Z)

                Failed (1)
                  i-7  web  m7g.large  stop: OperationNotPermitted: is protected

                Stopped (1)
                  i-1  web  m7g.large  until Mon 23 Nov 08:00

                Started (1)
                  i-2  web  m7g.large  its window ended

                Needs a look (1)
                  i-5  web  m7g.large  its lifecycle is spot

                Left alone (1)
                  i-3  web  m7g.large  somebody started it
                """);
    }

    @Test
    void aMachineThatCouldNotBeStartedIsCritical() {
        assertThat(digest(run(WINDOW_END, false, failed(START))).severity()).isEqualTo(Digest.Severity.CRITICAL);
        assertThat(digest(run(WINDOW_END, false, done(START))).severity()).isEqualTo(Digest.Severity.INFO);
    }

    @Test
    void aDryRunSaysWhatItWouldHaveDone() {
        Digest digest = digest(run(WINDOW_START, true, done(STOP)));

        assertThat(DigestText.subject(digest)).isEqualTo("[dry run] 1 would be stopped - stopper eu-central-1");
        assertThat(digest.sections().getFirst().title()).isEqualTo("Would be stopped");
    }

    @Test
    void anAnswerThatNamesNoInstanceFailsTheInvocation() {
        Failure whole = new Failure("UnauthorizedOperation", "You are not authorized.", true);
        Run unreachable = run(WINDOW_START, false, new Outcome(STOP, Optional.of(whole)));

        assertThatThrownBy(unreachable::requireReachable)
                .hasMessage("EC2 could not be acted on: UnauthorizedOperation: You are not authorized.");
        assertThat(run(WINDOW_START, false, failed(STOP))).satisfies(Run::requireReachable);
    }

    private static Digest digest(Run run) {
        return Report.digest(
                run,
                EnumSet.complementOf(EnumSet.of(Kind.SETTLED)),
                new FunctionArn("123456789012", "eu-central-1", "stopper"));
    }
}
