package dev.nightshift.stopper;

import static dev.nightshift.stopper.Fixture.OUR_STOP;
import static dev.nightshift.stopper.Fixture.STOP_MARKER;
import static dev.nightshift.stopper.Fixture.config;
import static dev.nightshift.stopper.Fixture.inState;
import static dev.nightshift.stopper.Fixture.startedAt;
import static dev.nightshift.stopper.Fixture.stopped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.StoppedHosts;
import dev.nightshift.kit.StoppedHosts.Host;
import dev.nightshift.stopper.act.KeptDown;
import dev.nightshift.stopper.act.Outcome;
import dev.nightshift.stopper.act.PlaceRun;
import dev.nightshift.stopper.act.Run;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.model.Place;
import dev.nightshift.stopper.plan.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Which hosts are listed for the other functions as down because of us.
class KeptDownTest {
    private static final Place PLACE = new Place("123456789012", "eu-central-1");
    private static final Instant SATURDAY = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant MONDAY = Instant.parse("2026-11-23T07:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-11-23T07:30:00Z");

    private static StoppedHosts after(Instant at, StoppedHosts before, Instance... instances) {
        List<Outcome> outcomes = Plan.of(config(), List.of(instances), at).stream()
                .map(Outcome::asDecided)
                .toList();
        return after(at, before, new PlaceRun(PLACE, outcomes, List.of(), List.of(), List.of(), Optional.empty()));
    }

    private static StoppedHosts after(Instant at, StoppedHosts before, PlaceRun place) {
        return KeptDown.after(new Run(config(), at, false, List.of(place), List.of(), List.of()), before);
    }

    private static StoppedHosts before(String... addresses) {
        return StoppedHosts.of(List.of(new Host("i-1", PLACE.toString(), new TreeSet<>(List.of(addresses)), UNTIL)));
    }

    @Test
    void whatWeStoppedIsListedWhileItIsDownUntilHalfAnHourAfterItsWindow() {
        Instance stopping = inState("i-1", "stopping", STOP_MARKER);
        Instance down = stopped("i-1", "Client.UserInitiatedShutdown", OUR_STOP, STOP_MARKER);

        assertThat(after(SATURDAY, StoppedHosts.NONE, stopping).hosts()).containsOnlyKeys("i-1");
        assertThat(after(SATURDAY, StoppedHosts.NONE, down).hosts().values())
                .extracting(Host::until)
                .containsExactly(UNTIL);
        assertThat(after(MONDAY, StoppedHosts.NONE, down).hosts()).containsOnlyKeys("i-1");
        assertThat(after(UNTIL, StoppedHosts.NONE, down).hosts()).isEmpty();
    }

    @Test
    void whatRunsOrWasStoppedBySomebodyElseIsNotListed() {
        assertThat(after(SATURDAY, before(), startedAt("i-1", SATURDAY.minusSeconds(3_600), STOP_MARKER))
                        .hosts())
                .isEmpty();
        assertThat(after(SATURDAY, before(), stopped("i-1", "Client.UserInitiatedShutdown", OUR_STOP))
                        .hosts())
                .isEmpty();
        assertThat(after(SATURDAY, before()).hosts()).isEmpty();
    }

    @Test
    void aHostKeepsTheAddressesThatItHadWhileItRan() {
        Instance down = stopped("i-1", "Client.UserInitiatedShutdown", OUR_STOP, STOP_MARKER);

        assertThat(after(SATURDAY, before("203.0.113.5"), down).at("203.0.113.5", SATURDAY))
                .isPresent();
    }

    @Test
    void whatWasSeenOfAPlaceThatIsOutOfReachStillCountsUntilItIsOver() {
        PlaceRun unreachable = PlaceRun.unreachable(PLACE, "throttled");

        assertThat(after(SATURDAY, before("10.0.0.5"), unreachable)).isEqualTo(before("10.0.0.5"));
        assertThat(after(UNTIL, before("10.0.0.5"), unreachable).hosts()).isEmpty();
        assertThat(after(SATURDAY, before("10.0.0.5"), PlaceRun.unreachable(new Place("1", "eu-west-1"), "throttled"))
                        .hosts())
                .isEmpty();
    }
}
