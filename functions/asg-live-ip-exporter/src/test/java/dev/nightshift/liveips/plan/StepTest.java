package dev.nightshift.liveips.plan;

import static dev.nightshift.liveips.Fixture.entry;
import static dev.nightshift.liveips.Fixture.group;
import static dev.nightshift.liveips.Fixture.look;
import static dev.nightshift.liveips.Fixture.machine;
import static dev.nightshift.liveips.Fixture.output;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.liveips.Fixture;
import dev.nightshift.liveips.look.Look;
import dev.nightshift.liveips.manifest.Generation;
import dev.nightshift.liveips.manifest.Manifest.Copy;
import dev.nightshift.liveips.model.Finding;
import dev.nightshift.liveips.model.Tally;
import dev.nightshift.liveips.sink.Sink.Reading.Held;
import dev.nightshift.liveips.sink.Sink.Reading.Unreadable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepTest {
    private static final String BODY = "10.0.0.1\n";

    /// 10.0.0.1 is live, and 10.0.0.2 removed for a reason.
    private static final Decision DECISION = Fixture.decided(
            output(""),
            look(
                    List.of(group("shop-blue", 1, "i-1")),
                    machine("i-1", "running", "10.0.0.1"),
                    machine("i-2", "terminated", "10.0.0.2")),
            Fixture.published(entry("i-1", "10.0.0.1"), entry("i-2", "10.0.0.2")));

    private static final Ownership OWNERSHIP = new Ownership(output(""), look(List.of()));

    private static Step step(String held, Copy recorded) {
        return Step.of(BODY, new Held(Optional.of(held), "etag"), recorded, DECISION, Tally.NONE, Set.of(), OWNERSHIP);
    }

    @Test
    void whatHoldsTheListIsKeptWhateverIsRecorded() {
        assertThat(step(BODY, Copy.NONE)).isEqualTo(new Step.Keep(Generation.of(BODY)));
    }

    @Test
    void whatHoldsNothingGetsTheList() {
        assertThat(Step.of(
                        BODY, new Held(Optional.empty(), "etag"), Copy.NONE, DECISION, Tally.NONE, Set.of(), OWNERSHIP))
                .isEqualTo(new Step.Write(BODY, "etag", Optional.empty()));
    }

    @Test
    void whatHoldsARecordedContentIsWrittenOver() {
        String old = "10.0.0.1\n10.0.0.9\n";

        assertThat(step(old, new Copy(Generation.of(old), Tally.NONE)))
                .isEqualTo(new Step.Write(BODY, "etag", Optional.empty()));
    }

    @Test
    void anUnrecordedContentIsToldBeforeItIsWrittenOver() {
        String found = "10.0.0.1\n10.0.0.2\n";

        assertThat(step(found, Copy.NONE)).isEqualTo(new Step.Write(BODY, "etag", Optional.of(Generation.of(found))));
    }

    @Test
    void whatThisRunWroteItselfWaitsForNoOtherLook() {
        String own = "10.0.0.1\n10.0.0.7\n";

        assertThat(Step.of(
                        BODY,
                        new Held(Optional.of(own), "etag"),
                        Copy.NONE,
                        DECISION,
                        Tally.NONE,
                        Set.of(Generation.of(own)),
                        OWNERSHIP))
                .isEqualTo(new Step.Write(BODY, "etag", Optional.of(Generation.of(own))));
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "3, true"})
    void unrecordedLinesThatNobodyKnowsAreHeldUntilThreeLooksAgree(int looks, boolean written) {
        String found = "10.0.0.1\n10.0.0.7\n";

        Tally unknown = new Tally(looks, Fixture.NOON);

        Step step = Step.of(
                BODY,
                new Held(Optional.of(found), "etag"),
                new Copy("another", Tally.NONE),
                DECISION,
                unknown,
                Set.of(),
                OWNERSHIP);

        assertThat(step)
                .isEqualTo(
                        written
                                ? new Step.Write(BODY, "etag", Optional.of(Generation.of(found)))
                                : new Step.Leave(
                                        new Copy("another", unknown),
                                        "holds generation " + Generation.of(found)
                                                + ", which no run recorded: held until three looks agree that nobody"
                                                + " serves at 10.0.0.7"));
    }

    @Test
    void aLineThatWasNotSeenToBeLiveDoesNotComeBackOverAnUnrecordedContent() {
        Look blind = new Look(
                Map.of(),
                Set.of(),
                Map.of(),
                Set.of(),
                Map.of(),
                List.of(new Finding(Finding.Kind.SOURCE, "EC2", "could not be asked")));
        Decision unseen = Fixture.decided(output(""), blind, Fixture.published(entry("i-1", "10.0.0.1")));

        Step step = Step.of(
                BODY, new Held(Optional.of("10.0.0.3\n"), "etag"), Copy.NONE, unseen, Tally.NONE, Set.of(), OWNERSHIP);

        assertThat(step)
                .isEqualTo(new Step.Leave(
                        Copy.NONE,
                        "holds generation " + Generation.of("10.0.0.3\n")
                                + ", which no run recorded: held until 10.0.0.1 is seen to be live or not"));
    }

    @Test
    void whatCannotBeReadIsLeftWithWhatIsRecordedOfIt() {
        Copy recorded = new Copy("a generation", new Tally(1, Fixture.NOON));

        assertThat(Step.of(
                        BODY, new Unreadable("AccessDenied: no"), recorded, DECISION, Tally.NONE, Set.of(), OWNERSHIP))
                .isEqualTo(new Step.Leave(recorded, "cannot be read: AccessDenied: no"));
    }
}
