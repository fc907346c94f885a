package dev.nightshift.liveips.plan;

import static dev.nightshift.liveips.Fixture.FAILURE;
import static dev.nightshift.liveips.Fixture.addresses;
import static dev.nightshift.liveips.Fixture.decided;
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

import dev.nightshift.liveips.Fixture;
import dev.nightshift.liveips.look.Look;
import dev.nightshift.liveips.manifest.Counts;
import dev.nightshift.liveips.manifest.Manifest;
import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.model.Finding;
import dev.nightshift.liveips.model.Group;
import dev.nightshift.liveips.model.Machine;
import dev.nightshift.liveips.settings.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionTest {
    private static List<String> why(Decision decision) {
        return decision.removals().stream()
                .map(one -> one.entry().instance() + " " + one.reason().text())
                .toList();
    }

    @Test
    void liveServersAreListedByTheValueOfTheirAddress() {
        Decision decision = decided(
                output(""),
                look(
                        List.of(group("shop-blue", 2, "i-1", "i-2")),
                        machine("i-1", "running", "10.0.0.10"),
                        machine("i-2", "running", "10.0.0.9")),
                Manifest.NONE);

        assertThat(addresses(decision)).containsExactly("10.0.0.9", "10.0.0.10");
        assertThat(decision.groups()).containsEntry("shop-blue", new Counts(2, 2, 0, 0, 0));
        assertThat(decision.findings()).isEmpty();
    }

    /// What both services say of a published server: whether its group lists it, and its EC2 state.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            InService   | terminated | shop-blue  | is terminated
            Terminating | running    | shop-blue  | is Terminating in its group
            Standby     | running    | shop-blue  | is Standby in its group
                        | terminated | shop-blue  | is terminated
                        | stopped    |            | is stopped
                        | running    |            | has left its group
                        | running    | shop-other | has left its group
                        | gone       |            | is not known to EC2 any more
            """)
    void aPublishedServerIsRemovedForAPositiveReason(
            @Nullable String lifecycle, String state, @Nullable String tag, String reason) {
        Decision decision = decided(output(""), seen(lifecycle, state, tag), published(keep(), lose()));

        assertThat(addresses(decision)).containsExactly("10.0.0.1");
        assertThat(why(decision)).containsExactly("i-2 " + reason);
        assertThat(decision.findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            InService | unseen  |           | was not shown by EC2
            InService | gone    |           | is in service in its group, and EC2 does not know it
                      | unseen  |           | is not listed by its group, and EC2 could not be asked
                      | running | shop-blue | is not listed by its group, and EC2 says that it belongs to it
            """)
    void aPublishedServerStaysForWantOfAReason(
            @Nullable String lifecycle, String state, @Nullable String tag, String why) {
        Decision decision = decided(output(""), seen(lifecycle, state, tag), published(keep(), lose()));

        assertThat(addresses(decision)).containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(decision.removals()).isEmpty();
        assertThat(found(decision)).containsExactly("i-2 10.0.0.2 " + why);
        assertThat(decision.groups().values()).extracting(Counts::held).containsExactly(1);
    }

    private static Entry keep() {
        return entry("i-1", "10.0.0.1");
    }

    private static Entry lose() {
        return entry("i-2", "10.0.0.2");
    }

    private static Look seen(@Nullable String lifecycle, String state, @Nullable String tag) {
        List<Group.Member> members = new ArrayList<>(List.of(member("i-1", "InService", "Healthy")));
        if (lifecycle != null) {
            members.add(member("i-2", lifecycle, "Healthy"));
        }
        List<Machine> machines = new ArrayList<>(List.of(machine("i-1", "running", "10.0.0.1")));
        if (!state.equals("gone") && !state.equals("unseen")) {
            machines.add(new Machine(
                    "i-2",
                    state,
                    tag == null ? "" : tag,
                    Optional.of(Fixture.address("10.0.0.2")),
                    Optional.empty(),
                    List.of()));
        }
        Look look = look(
                List.of(new Group("shop-blue", 2, Map.of(), List.of(), members)), machines.toArray(Machine[]::new));
        return without(look, Set.of(), state.equals("gone") ? Set.of("i-2") : Set.of());
    }

    @Test
    void aGroupThatIsMissingKeepsItsServersAndIsNamed() {
        Look look = without(look(List.of(), machine("i-1", "running", "10.0.0.1")), Set.of("shop-blue"), Set.of());

        Decision decision = decided(output(""), look, published(keep()));

        assertThat(addresses(decision)).containsExactly("10.0.0.1");
        assertThat(found(decision))
                .containsExactly(
                        "group shop-blue is not known to Auto Scaling",
                        "i-1 10.0.0.1 is in shop-blue, which is not known");
    }

    @Test
    void aPageThatFailedMayAddAndMayNotRemove() {
        Look look = without(
                look(List.of(group("shop-blue", 3, "i-2")), machine("i-2", "running", "10.0.0.2")),
                Set.of(),
                Set.of(),
                FAILURE);

        Decision decision = decided(output(""), look, published(keep()));

        assertThat(addresses(decision)).containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(found(decision)).startsWith("EC2 could not be asked");
    }

    @Test
    void anAddressThatHasGoneOnToAnotherServerIsThatServers() {
        Look look = without(
                look(List.of(group("shop-blue", 1, "i-9")), machine("i-9", "running", "10.0.0.1")), Set.of(), Set.of());

        Decision decision = decided(output(""), look, published(keep()));

        assertThat(decision.list()).containsExactly(entry("i-9", "10.0.0.1"));
        assertThat(decision.findings()).isEmpty();
    }

    @Test
    void aServerWhoseAddressChangedLosesTheOldOne() {
        Look look = look(List.of(group("shop-blue", 1, "i-1")), machine("i-1", "running", "10.0.0.7"));

        Decision decision = decided(output(""), look, published(keep()));

        assertThat(addresses(decision)).containsExactly("10.0.0.7");
        assertThat(why(decision)).containsExactly("i-1 has another address now");
    }

    @Test
    void aGroupThatTheSettingsNoLongerNameLosesItsServers() {
        Entry other = new Entry(Fixture.address("10.0.0.2"), "i-2", "shop-green", "eu-central-1a");
        Look look = look(List.of(group("shop-blue", 1, "i-1")), machine("i-1", "running", "10.0.0.1"));

        Decision decision = decided(output(""), look, published(keep(), other));

        assertThat(why(decision)).containsExactly("i-2 is in shop-green, which this list does not take any more");
    }

    /// Random looks at random lists: nothing vanishes without a reason, nothing live is left out,
    /// nothing stands twice.
    @Test
    void everyPublishedLineIsListedOrRemovedForAReasonAndEveryMemberListedOrLeftOut() {
        long seed = 20_261_122;
        Random random = new Random(seed);
        Output output = output("");
        String[] lifecycles = {"InService", "InService", "InService", "Pending", "Terminating", "Standby"};
        String[] states = {"running", "running", "running", "terminated", "stopped"};
        for (int round = 0; round < 1_000; round++) {
            List<Group.Member> members = new ArrayList<>();
            List<Machine> machines = new ArrayList<>();
            Set<String> gone = new TreeSet<>();
            List<Entry> before = new ArrayList<>();
            for (int n = 1; n <= 8; n++) {
                String id = "i-" + n;
                if (random.nextInt(4) > 0) {
                    members.add(member(id, lifecycles[random.nextInt(lifecycles.length)], "Healthy"));
                }
                switch (random.nextInt(5)) {
                    case 0 -> {}
                    case 1 -> gone.add(id);
                    default -> machines.add(machine(id, states[random.nextInt(states.length)], "10.0.0." + n));
                }
                if (random.nextBoolean()) {
                    before.add(entry(id, "10.0.0." + n));
                }
            }
            Finding[] failures = random.nextBoolean() ? new Finding[] {FAILURE} : new Finding[0];
            Look look = without(
                    look(
                            List.of(new Group("shop-blue", random.nextInt(3), Map.of(), List.of(), members)),
                            machines.toArray(Machine[]::new)),
                    Set.of(),
                    gone,
                    failures);

            Decision decision = decided(output, look, published(before, random.nextInt(3)));

            String where = "seed " + seed + ", round " + round;
            List<Entry> kept = new ArrayList<>(decision.list());
            decision.removals().forEach(one -> kept.add(one.entry()));
            assertThat(kept).as(where).containsAll(before).doesNotHaveDuplicates();
            assertThat(decision.removals())
                    .as(where)
                    .allSatisfy(one -> assertThat(one.reason().isPositive()).isTrue());
            assertThat(decision.list()).as(where).isSorted();
            assertThat(new Liveness(output, look).verdicts()).as(where).hasSameSizeAs(members);
        }
    }
}
