package dev.nightshift.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PausesTest {
    private static final String ROTATOR = "parameter-store-rotator";
    private static final String STOPPER = "weekend-instance-stopper";
    private static final Instant MON = Instant.parse("2026-11-30T08:00:00Z");
    private static final Instant TUE = Instant.parse("2026-12-01T08:00:00Z");
    private static final Instant WED = Instant.parse("2026-12-02T08:00:00Z");

    @Test
    void aPauseHoldsFromItsFirstInstantToItsLastAndNoOtherFunction() {
        Pauses pauses = Pauses.NONE.with(pause(Optional.of(ROTATOR), MON, TUE, "release"));

        assertThat(pauses.of(ROTATOR, MON.minusMillis(1))).isEmpty();
        assertThat(pauses.of(ROTATOR, MON)).isPresent();
        assertThat(pauses.of(ROTATOR, TUE.minusMillis(1))).isPresent();
        assertThat(pauses.of(ROTATOR, TUE)).isEmpty();
        assertThat(pauses.of(STOPPER, MON)).isEmpty();
    }

    @Test
    void aPauseOfAllHoldsEachFunctionAndTheLongerOneIsNamed() {
        Pauses pauses = Pauses.NONE
                .with(pause(Optional.empty(), MON, WED, "all"))
                .with(pause(Optional.of(ROTATOR), MON, TUE, "one"));

        assertThat(pauses.of(STOPPER, MON)).map(Pause::why).contains("all");
        assertThat(pauses.of(ROTATOR, MON)).map(Pause::why).contains("all");
    }

    @Test
    void aSecondPauseOfAFunctionReplacesTheFirstAndThoseThatAreOverAreDropped() {
        Pauses pauses = Pauses.NONE
                .with(pause(Optional.of(ROTATOR), MON, WED, "first"))
                .with(pause(Optional.of(STOPPER), MON, TUE, "over"))
                .with(pause(Optional.of(ROTATOR), TUE, WED, "second"));

        assertThat(pauses.all()).extracting(Pause::why).containsExactly("second");
        assertThat(pauses.without(Optional.of(ROTATOR), TUE).all()).isEmpty();
        assertThat(pauses.without(Optional.empty(), TUE).all()).hasSize(1);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Pauses pauses = Pauses.NONE
                .with(pause(Optional.empty(), MON, WED, "all"))
                .with(pause(Optional.of(ROTATOR), MON, TUE, "one"));

        assertThat(Pauses.read("pauses", pauses.json())).isEqualTo(pauses);
    }

    @Test
    void textsOfOthersBecomeOnePrintableLine() {
        assertThat(pause(Optional.empty(), MON, TUE, "a\u0007b\nc").why()).isEqualTo("a b c");
    }

    @Test
    void aPauseWithoutEndOrReasonIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pause(Optional.empty(), TUE, TUE, "release"))
                .withMessageContaining("expected an end after 2026-12-01T08:00:00Z");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pause(Optional.empty(), MON, TUE, " \n"))
                .withMessageContaining("expected the reason");
    }

    @Test
    void whatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> Pauses.read("s3://b/control/pauses.json", "{\"v\":2,\"pauses\":[]}"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("s3://b/control/pauses.json: v: \"2\": expected 1");
        assertThatThrownBy(
                        () -> Pauses.read(
                                "pauses",
                                "{\"v\":1,\"pauses\":[{\"since\":\"2026-12-01T08:00:00Z\",\"until\":\"soon\",\"why\":\"x\",\"by\":\"y\"}]}"))
                .hasMessageContaining("pauses[0].until: \"soon\": expected an instant");
        assertThatThrownBy(
                        () -> Pauses.read(
                                "pauses",
                                "{\"v\":1,\"pauses\":[{\"since\":\"2026-12-01T08:00:00Z\",\"until\":\"2026-12-01T08:00:00Z\",\"why\":\"x\",\"by\":\"y\"}]}"))
                .hasMessageContaining("pauses[0]")
                .hasMessageContaining("expected an end after");
    }

    private static Pause pause(Optional<String> function, Instant since, Instant until, String why) {
        return new Pause(function, since, until, why, "arn:aws:iam::111122223333:user/ann");
    }
}
