package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.rotator.StateTable.Facts;
import dev.nightshift.rotator.StateTable.Logins;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateTableTest {
    /// Answers as told, and remembers what was asked.
    private record Told(Answer pending, Answer live, Answer earlier, List<String> asked) implements Logins {
        @Override
        public Answer pending() {
            asked.add("pending");
            return pending;
        }

        @Override
        public Answer live() {
            asked.add("live");
            return live;
        }

        @Override
        public Answer earlier() {
            asked.add("earlier");
            return earlier;
        }
    }

    private static Step next(Facts facts, Answer pending, Answer live, Answer earlier) {
        return StateTable.next(facts, new Told(pending, live, earlier, new ArrayList<>()));
    }

    @ParameterizedTest
    @CsvSource({
        "false, NO,      REST",
        "true,  YES,     BEGIN",
        "true,  NO,      FREEZE",
        "true,  UNKNOWN, WAIT",
    })
    void withoutAPendingValueOnlyWhatIsDueAndWorksIsBegun(boolean due, Answer live, Step step) {
        assertThat(next(new Facts(due, false, false, false, false, false, true, false), Answer.NO, live, Answer.NO))
                .isEqualTo(step);
    }

    @ParameterizedTest
    @CsvSource({"false, RETIRE", "true, BEGIN"})
    void whatARotationLeftBehindIsRetiredUnlessAnotherIsAskedFor(boolean due, Step step) {
        assertThat(next(
                        new Facts(due, false, false, false, false, false, true, true),
                        Answer.NO,
                        Answer.YES,
                        Answer.NO))
                .isEqualTo(step);
    }

    @ParameterizedTest
    @CsvSource({
        "YES,     UNKNOWN, NO,      PUBLISH",
        "YES,     NO,      NO,      PUBLISH",
        "NO,      YES,     NO,      SET",
        "NO,      NO,      YES,     SET",
        "NO,      NO,      NO,      FREEZE",
        "NO,      NO,      UNKNOWN, WAIT",
        "NO,      UNKNOWN, YES,     WAIT",
        "UNKNOWN, YES,     YES,     WAIT",
    })
    void aPendingValueIsSetOnlyWithWhatWorksAndPublishedOnlyWhenItWorks(
            Answer pending, Answer live, Answer earlier, Step step) {
        assertThat(next(new Facts(false, true, false, false, false, false, true, false), pending, live, earlier))
                .isEqualTo(step);
    }

    @ParameterizedTest
    @CsvSource({
        "YES, YES,     true,  true,  ABANDON",
        "YES, YES,     false, true,  WAIT",
        "YES, YES,     true,  false, FREEZE",
        "YES, NO,      true,  true,  PUBLISH",
        "YES, UNKNOWN, true,  true,  WAIT",
        "NO,  YES,     true,  true,  ABANDON",
        "NO,  YES,     false, true,  WAIT",
        "NO,  YES,     true,  false, FREEZE",
        "NO,  NO,      true,  true,  FREEZE",
    })
    void aLiveValueThatSomebodyElseWroteStandsIfItWorksOnceNothingCanLandAnyMore(
            Answer pending, Answer live, boolean coolDownOver, boolean soleActor, Step step) {
        Facts facts = new Facts(true, true, false, true, false, coolDownOver, soleActor, false);

        assertThat(next(facts, pending, live, Answer.NO)).isEqualTo(step);
    }

    @ParameterizedTest
    @CsvSource({"YES, true, ABANDON", "YES, false, WAIT", "NO, true, FREEZE"})
    void aPendingValueThatTheTargetRefusesIsGivenUpWhileTheLiveOneWorks(Answer live, boolean coolDownOver, Step step) {
        Facts facts = new Facts(true, true, false, false, true, coolDownOver, true, false);

        assertThat(next(facts, Answer.NO, live, Answer.YES)).isEqualTo(step);
    }

    @Test
    void whatIsPublishedIsFinishedWithoutAskingTheTarget() {
        Told told = new Told(Answer.NO, Answer.NO, Answer.NO, new ArrayList<>());

        assertThat(StateTable.next(new Facts(true, true, true, true, false, true, true, false), told))
                .isEqualTo(Step.FINISH);
        assertThat(told.asked()).isEmpty();
    }

    @Test
    void nobodyLogsInMoreOftenThanTheAnswerMatters() {
        Told told = new Told(Answer.YES, Answer.YES, Answer.YES, new ArrayList<>());

        StateTable.next(new Facts(false, true, false, false, false, true, true, false), told);

        assertThat(told.asked()).containsExactly("pending");
    }
}
