package dev.nightshift.liveips;

import static dev.nightshift.liveips.Fixture.FAILURE;
import static dev.nightshift.liveips.Fixture.addresses;
import static dev.nightshift.liveips.Fixture.entry;
import static dev.nightshift.liveips.Fixture.found;
import static dev.nightshift.liveips.Fixture.group;
import static dev.nightshift.liveips.Fixture.look;
import static dev.nightshift.liveips.Fixture.machine;
import static dev.nightshift.liveips.Fixture.member;
import static dev.nightshift.liveips.Fixture.output;
import static dev.nightshift.liveips.Fixture.published;
import static dev.nightshift.liveips.Fixture.without;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is not believed before three looks agree.
class GuardTest {
    private static Look allUnhealthy(int servers, int unhealthy, Finding... failures) {
        List<Group.Member> members = new ArrayList<>();
        List<Machine> machines = new ArrayList<>();
        for (int n = 1; n <= servers; n++) {
            members.add(member("i-" + n, "InService", n <= unhealthy ? "Unhealthy" : "Healthy"));
            machines.add(machine("i-" + n, "running", "10.0.0." + n));
        }
        return without(
                look(
                        List.of(new Group("shop-blue", servers, Map.of(), List.of(), members)),
                        machines.toArray(Machine[]::new)),
                Set.of(),
                Set.of(),
                failures);
    }

    private static Manifest fourPublished(int confirmations) {
        return published(
                List.of(
                        entry("i-1", "10.0.0.1"),
                        entry("i-2", "10.0.0.2"),
                        entry("i-3", "10.0.0.3"),
                        entry("i-4", "10.0.0.4")),
                confirmations);
    }

    @ParameterizedTest
    @CsvSource({"2, 0, 2, 0", "3, 0, 4, 1", "3, 1, 4, 2", "3, 2, 1, 0", "4, 0, 4, 1", "4, 2, 0, 0"})
    void aLossOfMoreThanHalfIsHeldUntilThreeLooksAgree(int unhealthy, int before, int listed, int after) {
        Decision decision = Decision.of(output(""), allUnhealthy(4, unhealthy), fourPublished(before));

        assertThat(decision.list()).hasSize(listed);
        assertThat(decision.confirmations()).isEqualTo(after);
        assertThat(decision.findings()).hasSize(after == 0 ? 0 : 1);
    }

    @Test
    void aLookThatIsNotCompleteConfirmsNothingAndTakesNothingBack() {
        Decision decision = Decision.of(output(""), allUnhealthy(4, 3, FAILURE), fourPublished(2));

        assertThat(decision.list()).hasSize(4);
        assertThat(decision.confirmations()).isEqualTo(2);
    }

    @Test
    void aLookThatContradictsBeginsTheCountAgain() {
        assertThat(Decision.of(output(""), allUnhealthy(4, 0), fourPublished(2)).confirmations())
                .isZero();
    }

    @Test
    void whatEc2SaysOfItsMachinesIsBelievedAtOnce() {
        Look look = look(
                List.of(group("shop-blue", 4, "i-4")),
                machine("i-1", "terminated", "10.0.0.1"),
                machine("i-2", "terminated", "10.0.0.2"),
                machine("i-3", "terminated", "10.0.0.3"),
                machine("i-4", "running", "10.0.0.4"));

        assertThat(addresses(Decision.of(output(""), look, fourPublished(0)))).containsExactly("10.0.0.4");
    }

    @ParameterizedTest
    @CsvSource({"0, false, 0, 0", "2, false, 0, 1", "2, true, 0, 0", "2, false, 2, 0"})
    void anEmptyListIsPublishedWhenItIsMeantToBeOrAllowedOrConfirmed(
            int desired, boolean allowEmpty, int before, int after) {
        Look look = look(List.of(group("shop-blue", desired)), machine("i-1", "terminated", "10.0.0.1"));

        Decision decision = Decision.of(
                output("\"guard\": {\"allowEmpty\": " + allowEmpty + "},"),
                look,
                published(List.of(entry("i-1", "10.0.0.1")), before));

        assertThat(decision.list()).hasSize(after == 0 ? 0 : 1);
        assertThat(decision.confirmations()).isEqualTo(after);
    }

    @Test
    void theFirstListEverIsNotEmptyUnlessItIsMeantToBe() {
        assertThat(Decision.of(output(""), look(List.of(group("shop-blue", 2))), Manifest.NONE))
                .satisfies(decision -> {
                    assertThat(decision.withheld()).isTrue();
                    assertThat(found(decision))
                            .containsExactly("the list would be empty: held until three looks agree");
                });
        assertThat(Decision.of(output(""), look(List.of(group("shop-blue", 0))), Manifest.NONE)
                        .withheld())
                .isFalse();
    }

    @Test
    void aListThatIsEmptyAlreadyIsNoFinding() {
        assertThat(Decision.of(output(""), look(List.of(group("shop-blue", 2))), published())
                        .findings())
                .isEmpty();
    }
}
