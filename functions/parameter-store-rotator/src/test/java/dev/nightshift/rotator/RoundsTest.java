package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.Notified;
import dev.nightshift.rotator.Outcome.Kind;
import dev.nightshift.rotator.Verdict.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundsTest {
    private final FakeStore store = new FakeStore(new FakeStore.Line());
    private final List<String> tried = new ArrayList<>();
    private Optional<String> paused = Optional.empty();
    private Notified known = Notified.NOTHING;

    /// One outcome's letter for each parameter: what its target makes of it.
    private String rounds(String strategy, String fates) {
        return String.join(
                "",
                rounds().of(verdicts(strategy, fates)).stream()
                        .map(RoundsTest::letter)
                        .toList());
    }

    private static List<Verdict> verdicts(String strategy, String fates) {
        return IntStream.range(0, fates.length())
                .mapToObj(n -> "/acme/" + n + fates.charAt(n))
                .map(name -> Fixture.parameter(name, "nightshift:strategy=" + strategy))
                .<Verdict>map(parameter ->
                        new Verdict.Rotate(parameter, Strategy.named(strategy), Fixture.NOW, Origin.NEW, false))
                .toList();
    }

    private Rounds rounds() {
        return new Rounds(
                store,
                this::target,
                new RandomRotation(
                        store, new Passwords(new Random(1)), Fixture.config().passwords(), () -> Fixture.NOW),
                new Rotation.Conditions(
                        Fixture.NOW,
                        () -> Duration.ofMinutes(10),
                        true,
                        paused,
                        Fixture.PACE,
                        Fixture.attempts(false, known, Fixture.NOW)),
                Fixture.PACE);
    }

    private Target target(Parameter parameter, Strategy strategy) {
        tried.add(parameter.name());
        if (parameter.name().endsWith("F")) {
            throw new CallException("Somebody: no answer");
        }
        throw new Target.Unsuitable("it is refused");
    }

    private static String letter(Outcome outcome) {
        return outcome.kind() == Kind.DEFERRED ? "-" : outcome.kind().name().substring(0, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "RFF,     RFF",
        "RFFR,    RFF-",
        "RFFRRR,  RFF---",
        "RFRFRF,  RFRFRF",
        "RFRFFR,  RFRFF-",
        "FR,      FR",
        "FRFR,    FRFR",
        "FFR,     FF-",
        "FFRF,    FF--",
    })
    void twoFailuresInARowOfOneStrategyHoldTheRestOfItBack(String fates, String outcomes) {
        assertThat(rounds("postgres", fates)).isEqualTo(outcomes);
        assertThat(tried).hasSize((int) outcomes.chars().filter(c -> c != '-').count());
    }

    /// It sorts first every day.
    @Test
    void whatIsKnownToBeBrokenComesLastAndHoldsNothingUp() {
        known = Fixture.known("/acme/0F", Kind.FAILED, Fixture.NOW.minusSeconds(86_400));

        assertThat(rounds("postgres", "FRFR")).isEqualTo("FRFR");
        assertThat(tried).containsExactly("/acme/1R", "/acme/2F", "/acme/3R", "/acme/0F");
    }

    @Test
    void whatIsHeldUpSaysByWhichOnesAndSinceWhen() {
        known = Fixture.known("/acme/2R", Kind.DEFERRED, Fixture.NOW.minusSeconds(86_400));

        List<Outcome> outcomes = rounds().of(verdicts("postgres", "FFR"));

        assertThat(outcomes.getLast().why())
                .isEqualTo("held up since 2026-11-21T03:10:00Z: /acme/0F and /acme/1F of its strategy failed right"
                        + " before: Somebody: no answer");
    }

    @Test
    void whatIsHalfDoneAndWhatIsDemandedIsNotHeldUp() {
        List<Verdict> verdicts = new ArrayList<>(verdicts("postgres", "FF"));
        Parameter asked = Fixture.parameter("/acme/askedR", "nightshift:strategy=postgres");
        verdicts.add(new Verdict.Resume(asked, Strategy.POSTGRES, Optional.of(Fixture.NOW)));
        verdicts.add(new Verdict.Rotate(asked, Strategy.POSTGRES, Fixture.NOW, Origin.NEW, true));

        assertThat(rounds().of(verdicts))
                .extracting(Outcome::kind)
                .containsExactly(Kind.FAILED, Kind.FAILED, Kind.REFUSED, Kind.REFUSED);
    }

    @Test
    void whatOneStrategyMeetsDoesNotHoldUpAnother() {
        assertThat(rounds("postgres", "FFR")).isEqualTo("FF-");
        assertThat(rounds("mysql", "RR")).isEqualTo("RR");
    }

    @Test
    void whileTheFunctionIsPausedNoRotationBeginsAndOneThatHasBegunIsFinished() {
        paused = Optional.of("paused until 2026-12-01T08:00:00Z by ann: release");

        assertThat(rounds("postgres", "RFR")).isEqualTo("---");
        assertThat(rounds("random", "R")).isEqualTo("-");
        assertThat(tried).isEmpty();

        Parameter begun = Fixture.parameter("/acme/begunR", "nightshift:strategy=postgres");
        assertThat(rounds().of(List.of(new Verdict.Resume(begun, Strategy.POSTGRES, Optional.of(Fixture.NOW)))))
                .extracting(Outcome::kind)
                .containsExactly(Kind.REFUSED);
        assertThat(tried).containsExactly("/acme/begunR");
    }
}
