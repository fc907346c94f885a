package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.MONDAY;
import static dev.nightshift.stopper.Fixture.OUR_STOP;
import static dev.nightshift.stopper.Fixture.START_MARKER;
import static dev.nightshift.stopper.Fixture.STOP_MARKER;
import static dev.nightshift.stopper.Fixture.WEEKEND;
import static dev.nightshift.stopper.Fixture.stopped;
import static dev.nightshift.stopper.Fixture.tags;
import static dev.nightshift.stopper.Fixture.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.plan.Verdict;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is started again when a window is over, and what is not.
class PlanOfStartsTest {
    @Test
    void outsideItsWindowWhatWeStoppedIsStarted() {
        Instance instance = stopped("i-1", "Client.UserInitiatedShutdown", OUR_STOP, STOP_MARKER);

        assertThat(verdict(instance, MONDAY))
                .isEqualTo(new Verdict.Start(instance, WEEKEND, false, "its window ended at 2026-11-23T07:00:00Z"));
    }

    @Test
    void whatWeDidNotStopIsNotStarted() {
        Instance unmarked = stopped("i-1", "Client.UserInitiatedShutdown", OUR_STOP);
        Instance foreign = stopped("i-2", "Client.UserInitiatedShutdown", OUR_STOP, "nightshift:last=stop it");

        assertThat(verdict(unmarked, MONDAY)).isEqualTo(new Verdict.Keep(unmarked, "it was not stopped by us"));
        assertThat(verdict(foreign, MONDAY)).isEqualTo(new Verdict.Keep(foreign, "it was not stopped by us"));
    }

    @ParameterizedTest
    @CsvSource({
        "Client.UserInitiatedShutdown,     User initiated (2026-11-20 17:15:00 GMT), Start",
        "Client.UserInitiatedShutdown,     User initiated (2026-11-20 17:15:01 GMT), Start",
        "Client.UserInitiatedHibernate,    User initiated (2026-11-21 12:00:00 GMT), Start",
        "Client.InstanceInitiatedShutdown, Instance initiated (2026-11-21 12:00:00 GMT), Start",
        "Client.UserInitiatedShutdown,     User initiated (2026-11-23 06:59:59 GMT), Start",
        "Client.UserInitiatedShutdown,     User initiated (2026-11-23 07:00:00 GMT), Keep",
        "Client.UserInitiatedHibernate,    User initiated (2026-11-23 09:00:00 GMT), Keep",
        "Client.UserInitiatedShutdown,     User initiated, Start",
        "Client.UserInitiatedShutdown,     '', Start",
        "Server.InternalError,             Server.InternalError (2026-11-21 12:00:00 GMT), Start",
    })
    void onlyWhatSomebodyStoppedOutsideItsWindowStaysStopped(String code, String transition, String verdict) {
        assertThat(verdict(stopped("i-1", code, transition, STOP_MARKER), MONDAY.plusSeconds(3 * 3600))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            Client.UserInitiatedShutdown     | User initiated (2026-11-24 11:00:00 GMT) | somebody stopped it at 2026-11-24T11:00:00Z
            Client.UserInitiatedShutdown     | ^^             | somebody stopped it
            Client.UserInitiatedShutdown     | User initiated | somebody stopped it
            Client.InstanceInitiatedShutdown | ^^             | it was shut down from inside
            """)
    void whoStoppedItIsSaidWithTheTimeIfEc2TellsOne(String code, String transition, String reason) {
        Instance held = Fixture.stoppedAfter("i-1", MONDAY.plusSeconds(20), code, transition, START_MARKER);

        assertThat(verdict(held, Instant.parse("2026-11-24T11:15:00Z"))).isEqualTo(new Verdict.Keep(held, reason));
    }

    @Test
    void aStartThatDidNotHoldIsTriedAgain() {
        Instance instance = stopped("i-1", "Client.InternalError", "Client.InternalError", START_MARKER);

        assertThat(verdict(instance, MONDAY.plusSeconds(900)))
                .isEqualTo(new Verdict.Start(
                        instance,
                        WEEKEND,
                        true,
                        "our start at 2026-11-23T07:00:00Z did not hold: Client.InternalError"));
    }

    @Test
    void whatSomebodyStopsOnAWorkingDayStaysStopped() {
        Instance instance = stopped(
                "i-1", "Client.UserInitiatedShutdown", "User initiated (2026-11-24 11:00:00 GMT)", START_MARKER);

        assertThat(verdict(instance, Instant.parse("2026-11-24T11:15:00Z"))).isInstanceOf(Verdict.Keep.class);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-23T07:00:20Z, Keep", "2026-11-19T07:00:00Z, Start"})
    void aShutdownFromInsideLeavesNoTimeAndIsThePersonsIfOurStartHeld(Instant launched, String verdict) {
        Instance instance = new Instance(
                "i-1",
                "m7g.large",
                "a",
                "stopped",
                launched,
                "Client.InstanceInitiatedShutdown",
                "",
                "",
                "ebs",
                "",
                false,
                Instance.LocalData.NONE,
                tags(START_MARKER));

        assertThat(verdict(instance, Instant.parse("2026-11-24T11:15:00Z"))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(verdict);
    }
}
