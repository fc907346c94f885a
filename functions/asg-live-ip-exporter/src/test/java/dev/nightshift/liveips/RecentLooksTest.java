package dev.nightshift.liveips;

import static dev.nightshift.liveips.Fixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.liveips.act.Outcome;
import dev.nightshift.liveips.event.Changes;
import dev.nightshift.liveips.event.Hint;
import dev.nightshift.liveips.event.Hint.Subject;
import dev.nightshift.liveips.report.Run;
import dev.nightshift.liveips.settings.LiveIpsConfig;
import dev.nightshift.liveips.settings.Occasion;
import dev.nightshift.liveips.settings.Output;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentLooksTest {
    private final LiveIpsConfig config = Fixture.read("""
            {"zone": "UTC", "outputs": {
             "shop": {"groups": ["shop-blue"], "publish": [{"to": "s3", "key": "a", "format": "json"}]},
             "other": {"groups": ["shop-green"], "publish": [{"to": "s3", "key": "b", "format": "json"}]}}}
            """);
    private final Output other = config.outputs().getLast();
    private final Output shop = config.outputs().getFirst();
    private final List<Duration> waited = new ArrayList<>();
    private final Map<String, Instant> looked = new HashMap<>(Map.of("shop", NOON));

    private RecentLooks at(Instant now) {
        return new RecentLooks(() -> now, waited::add, looked);
    }

    private static Changes changes(Subject subject, int secondsAfterTheLook) {
        return new Changes(List.of(new Hint(subject, NOON.plusSeconds(secondsAfterTheLook))), List.of());
    }

    /// An event tells whole seconds: one of the second of the look may be younger than it.
    @ParameterizedTest
    @CsvSource({"-60, true", "-1, true", "0, false", "5, false"})
    void aLookHasSeenWhatIsSurelyOlder(int secondsAfterTheLook, boolean seen) {
        assertThat(shop.name()).isEqualTo("shop");
        assertThat(at(NOON.plusSeconds(9))
                        .haveSeen(shop, changes(new Subject.OfGroup("shop-blue"), secondsAfterTheLook)))
                .isEqualTo(seen);
        assertThat(at(NOON.plusSeconds(9)).haveSeen(shop, changes(new Subject.Going("i-1"), secondsAfterTheLook)))
                .isEqualTo(seen);
    }

    @Test
    void aLookAtOneListHasSeenNothingOfAnother() {
        assertThat(at(NOON.plusSeconds(9)).haveSeen(other, changes(new Subject.OfGroup("shop-green"), -60)))
                .isFalse();
        assertThat(at(NOON.plusSeconds(9)).haveSeen(other, changes(new Subject.Going("i-1"), -60)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 20", "9, 11", "15, 5"})
    void theNextLookAtAListWaits(int secondsAfterTheLook, int seconds) {
        at(NOON.plusSeconds(secondsAfterTheLook)).waitForNext(List.of(other, shop));

        assertThat(waited).containsExactly(Duration.ofSeconds(seconds));
    }

    @Test
    void nobodyWaitsForAListThatIsNotConcernedNorForAnOldLook() {
        at(NOON.plusSeconds(9)).waitForNext(List.of(other));
        at(NOON.plusSeconds(20)).waitForNext(List.of(shop));
        at(NOON.plusSeconds(9)).waitForNext(List.of());

        assertThat(waited).isEmpty();
    }

    /// The next event has to try again.
    @Test
    void anOutputThatFailedWasNotLookedAt() {
        Occasion occasion = new Occasion(config, NOON, false);
        at(NOON).add(new Run(
                occasion,
                List.of(
                        new Outcome.Failed(other, "AccessDenied"),
                        new Outcome.Raced(other, "manifest"),
                        new Outcome.Unheard(other, "SNS does not answer"))));

        assertThat(looked).containsOnlyKeys("shop");
    }
}
