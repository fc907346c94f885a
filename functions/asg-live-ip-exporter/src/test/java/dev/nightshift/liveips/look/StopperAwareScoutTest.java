package dev.nightshift.liveips.look;

import static dev.nightshift.liveips.Fixture.NOON;
import static dev.nightshift.liveips.Fixture.addresses;
import static dev.nightshift.liveips.Fixture.entry;
import static dev.nightshift.liveips.Fixture.group;
import static dev.nightshift.liveips.Fixture.look;
import static dev.nightshift.liveips.Fixture.machine;
import static dev.nightshift.liveips.Fixture.output;
import static dev.nightshift.liveips.Fixture.published;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.StoppedHosts;
import dev.nightshift.kit.StoppedHosts.Host;
import dev.nightshift.liveips.Fixture;
import dev.nightshift.liveips.manifest.Manifest;
import dev.nightshift.liveips.plan.Decision;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Servers that weekend-instance-stopper keeps down.
class StopperAwareScoutTest {
    private static final Instant UNTIL = NOON.plus(Duration.ofHours(2));
    private static final Manifest BOTH = published(List.of(entry("i-1", "10.0.0.1"), entry("i-2", "10.0.0.2")), 0);

    @Test
    void aServerThatIsStoppedOnPurposeLeavesTheListWithItsReason() {
        Decision decision = decision(seen("running", "stopped"), "i-2");

        assertThat(addresses(decision)).containsExactly("10.0.0.1");
        assertThat(decision.removals())
                .singleElement()
                .satisfies(removal -> assertThat(removal.reason().text())
                        .isEqualTo("is stopped by weekend-instance-stopper until " + UNTIL));
        assertThat(decision.findings()).isEmpty();
    }

    @Test
    void aListWhoseServersAreAllStoppedOnPurposeStaysAndIsNoFindingHoweverOftenItIsSeen() {
        for (int confirmations = 0; confirmations < 4; confirmations++) {
            Decision decision = Fixture.decided(
                    output(""),
                    explained(seen("stopped", "stopping"), NOON, "i-1", "i-2"),
                    published(BOTH.entries(), confirmations));

            assertThat(addresses(decision)).containsExactly("10.0.0.1", "10.0.0.2");
            assertThat(decision.findings()).isEmpty();
        }
    }

    @Test
    void aListWithOneServerThatSomebodyElseStoppedIsHeldAndReported() {
        Decision decision = decision(seen("stopped", "stopped"), "i-1");

        assertThat(addresses(decision)).containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(decision.findings()).hasSize(1);
    }

    @Test
    void whenItShouldBeUpAgainAServerThatIsDownIsJudgedAsAnyOther() {
        Decision decision =
                Fixture.decided(output(""), explained(seen("stopped", "stopped"), UNTIL, "i-1", "i-2"), BOTH);

        assertThat(decision.findings()).hasSize(1);
    }

    @Test
    void theListOfStoppedHostsIsNotReadWhileNoServerIsStopped() {
        Look seen = seen("running", "terminated");
        Scout scout = new StopperAwareScout(
                (place, outputs, published) -> seen,
                () -> {
                    throw new AssertionError("read");
                },
                InstantSource.fixed(NOON));

        assertThat(scout.look(output("").place(), List.of(), List.of())).isEqualTo(seen);
    }

    private static Decision decision(Look seen, String... stopped) {
        return Fixture.decided(output(""), explained(seen, NOON, stopped), BOTH);
    }

    private static Look explained(Look seen, Instant now, String... stopped) {
        List<Host> hosts = List.of(stopped).stream()
                .map(id -> new Host(id, "eu-central-1", new TreeSet<>(Collections.emptySortedSet()), UNTIL))
                .toList();
        Scout scout = new StopperAwareScout(
                (place, outputs, published) -> seen, () -> StoppedHosts.of(hosts), InstantSource.fixed(now));
        return scout.look(output("").place(), List.of(), List.of());
    }

    private static Look seen(String first, String second) {
        return look(
                List.of(group("shop-blue", 2, "i-1", "i-2")),
                machine("i-1", first, "10.0.0.1"),
                machine("i-2", second, "10.0.0.2"));
    }
}
