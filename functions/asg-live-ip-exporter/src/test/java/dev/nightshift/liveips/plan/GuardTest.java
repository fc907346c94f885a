package dev.nightshift.liveips.plan;

import static dev.nightshift.liveips.Fixture.FAILURE;
import static dev.nightshift.liveips.Fixture.NOON;
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
import dev.nightshift.liveips.manifest.Manifest;
import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.model.Finding;
import dev.nightshift.liveips.model.Group;
import dev.nightshift.liveips.model.Machine;
import dev.nightshift.liveips.settings.Output;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is not believed before three looks agree.
class GuardTest {
    /// Plays looks at servers 0, 1, 2, …, of which all are published.
    ///
    /// A look is a letter for each server and the minute of it, `LLUT@5`: `L` live, `U` unhealthy to its
    /// group, `T` terminated, `S` stopped, `W` waiting to be terminated in its group. In service in its group,
    /// and to EC2: `G` not known, `A` without its address, `B` in a zone that could not be asked. `?` at the
    /// end is for a look of which something failed. What is expected is the list after each, `-` for none.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # a loss of more than half is held until three looks agree
            LUUU@0 LUUU@5 LUUU@10                    | 0123 0123 0
            # half is not more than half
            LLUU@0                                   | 01
            # the loss of the last line is another kind of loss than the loss of three
            LUUU@0 LUUU@5 UUUU@10 UUUU@15 UUUU@20    | 0123 0123 0 0 -
            UUUU@0 UUUU@5 UUUU@10                    | 0123 0123 -
            # each line for itself: only 1 was missed by all three
            UUUL@0 LUUU@5 UULU@10                    | 0123 0123 023
            # looks in a burst are one look
            LUUU@0 LUUU@1 LUUU@1 LUUU@1              | 0123 0123 0123 0123
            UUUU@0 UUUU@0 UUUU@0                     | 0123 0123 0123
            LUUU@0 LUUU@2 LUUU@4                     | 0123 0123 0
            # a server that was seen in between begins again
            LUUU@0 LLUU@1 LUUU@5                     | 0123 01 01
            LUUUU@0 LLUUU@1 LUUUU@5 LUUUU@10         | 01234 01234 01234 01
            # losses that follow each other are one loss
            LLLLUUUU@0 LLUUUUUU@5 LLUUUUUU@10 LLUUUUUU@15 | 0123 0123 0123 01
            LLLLUUUU@0 LLUUUUUU@61                   | 0123 01
            LLLLLLLLUUUUUUUU@0 LLLLUUUUUUUUUUUU@5 LLUUUUUUUUUUUUUU@7 LUUUUUUUUUUUUUUU@9 | 01234567 01234567 01234567 0123
            # who comes back is not lost
            LLLLUUUU@0 LLLLLLUU@5 LLLLLUUU@10        | 0123 012345 01234
            # what the group has decided itself is evidence
            LLLLWWWWWW@0                             | 0123
            WWWL@0                                   | 3
            # and what EC2 says of a machine
            TTTL@0                                   | 3
            # evidence goes at once, hearsay waits
            TUUU@0                                   | 123
            TTUU@0 TTUU@5 TTUU@10                    | 23 23 -
            # not even evidence empties a list at once
            TTTT@0 TTTT@5 TTTT@10                    | 0123 0123 -
            WWWW@0 WWWW@5 WWWL@10                    | 0123 0123 3
            # two services that contradict each other
            GGGLL@0 GGGLL@5 GGGLL@10 GGGLL@15        | 01234 01234 01234 01234
            GGGG@0 GGGG@5 GGGG@10 GGGG@15            | 0123 0123 0123 0123
            # a contradiction begins the count again
            LUUUU@0 LUUUG@5 LUUUU@10 LUUUU@15        | 01234 01234 04 04
            # a look that is not complete confirms nothing and takes nothing back
            LUUU@0 LUUU@5 LUUU?@10 LUUU@15           | 0123 0123 0123 0
            LUUU?@0 LUUU?@5 LUUU?@10                 | 0123 0123 0123
            """)
    void aListShrinksAsFarAsItIsBelieved(String looks, String lists) {
        assertThat(played(output(""), looks)).isEqualTo(lists);
    }

    /// The list after each look, all servers being published at first.
    static String played(Output output, String looks) {
        Manifest last = null;
        List<String> seen = new ArrayList<>();
        for (String look : looks.split(" ", -1)) {
            String servers = look.substring(0, look.indexOf('@'));
            Instant now = NOON.plus(Duration.ofMinutes(Long.parseLong(look.substring(look.indexOf('@') + 1))));
            last = last == null ? published(all(servers.replace("?", "").length()), 0) : last;
            Decision decision = Decision.of(output, seen(servers), last, now);
            seen.add(
                    decision.list().isEmpty()
                            ? "-"
                            : decision.list().stream()
                                    .map(entry -> entry.instance().substring(2))
                                    .map(number -> Integer.toString(Integer.parseInt(number), 36))
                                    .sorted()
                                    .collect(Collectors.joining()));
            last = Fixture.recorded(last, decision, now);
        }

        return String.join(" ", seen);
    }

    private static List<Entry> all(int servers) {
        return IntStream.range(0, servers)
                .mapToObj(n -> entry("i-" + n, "10.0.0." + (n + 1)))
                .toList();
    }

    static Look seen(String servers) {
        List<Group.Member> members = new ArrayList<>();
        List<Machine> machines = new ArrayList<>();
        Set<String> gone = new HashSet<>();
        for (int n = 0; n < servers.length(); n++) {
            String id = "i-" + n;
            char state = servers.charAt(n);
            switch (state) {
                case 'T', '?' -> {}
                case 'W' -> members.add(member(id, "Terminating:Wait", "Healthy"));
                default -> members.add(member(id, "InService", state == 'U' ? "Unhealthy" : "Healthy"));
            }
            switch (state) {
                case 'G' -> gone.add(id);
                case 'B', '?' -> {}
                case 'A' ->
                    machines.add(
                            new Machine(id, "running", "shop-blue", Optional.empty(), Optional.empty(), List.of()));
                case 'T' -> machines.add(machine(id, "terminated", "10.0.0." + (n + 1)));
                case 'S' -> machines.add(machine(id, "stopped", "10.0.0." + (n + 1)));
                default -> machines.add(machine(id, "running", "10.0.0." + (n + 1)));
            }
        }
        Look look = look(
                List.of(new Group("shop-blue", 4, Map.of(), List.of(), members)), machines.toArray(Machine[]::new));
        return without(look, Set.of(), gone, servers.endsWith("?") ? new Finding[] {FAILURE} : new Finding[0]);
    }

    @Test
    void whatIsHeldIsAFinding() {
        Decision decision = Decision.of(output(""), seen("LUUU"), published(all(4), 0), NOON);

        assertThat(found(decision)).containsExactly("the list would lose 3 of 4: held until three looks agree");
    }

    /// Servers that have lost one of their two addresses, as EC2 shows them: each family is a list of its own.
    @ParameterizedTest
    @CsvSource({"1, 4, 8", "2, 4, 6", "3, 4, 8", "4, 4, 8"})
    void eachFamilyOfADualListCountsForItself(int without, int servers, int listed) {
        List<Entry> before = new ArrayList<>();
        List<Machine> machines = new ArrayList<>();
        for (int n = 1; n <= servers; n++) {
            String v6 = "2001:db8::" + n;
            before.add(entry("i-" + n, "10.0.0." + n));
            before.add(entry("i-" + n, v6));
            machines.add(new Machine(
                    "i-" + n,
                    "running",
                    "shop-blue",
                    Optional.of(Fixture.address("10.0.0." + n)),
                    Optional.empty(),
                    n <= without && without > 1
                            ? List.of()
                            : List.of(
                                    new Machine.Interface(0, List.of(), Optional.of(Fixture.address(v6)), List.of()))));
        }
        String[] ids = IntStream.rangeClosed(1, servers).mapToObj(n -> "i-" + n).toArray(String[]::new);

        Decision decision = decided(
                output("\"addresses\": \"dual\","),
                look(List.of(group("shop-blue", servers, ids)), machines.toArray(Machine[]::new)),
                published(before, 0));

        assertThat(decision.list()).hasSize(listed);
    }

    @ParameterizedTest
    @CsvSource({"0, false, 0, 0", "2, false, 0, 1", "2, true, 0, 0", "2, false, 2, 0"})
    void anEmptyListIsPublishedWhenItIsMeantToBeOrAllowedOrConfirmed(
            int desired, boolean allowEmpty, int before, int listed) {
        Look look = look(List.of(group("shop-blue", desired)), machine("i-1", "terminated", "10.0.0.1"));

        Decision decision = decided(
                output("\"guard\": {\"allowEmpty\": " + allowEmpty + "},"),
                look,
                published(List.of(entry("i-1", "10.0.0.1")), before));

        assertThat(addresses(decision)).hasSize(listed);
    }

    @Test
    void theFirstListEverIsNotEmptyUnlessItIsMeantToBe() {
        assertThat(decided(output(""), look(List.of(group("shop-blue", 2))), Manifest.NONE))
                .satisfies(decision -> {
                    assertThat(decision.withheld()).isTrue();
                    assertThat(found(decision))
                            .containsExactly("the list would be empty: held until three looks agree");
                });
        assertThat(decided(output(""), look(List.of(group("shop-blue", 0))), Manifest.NONE)
                        .withheld())
                .isFalse();
    }

    @Test
    void aListThatIsEmptyAlreadyIsNoFinding() {
        assertThat(decided(output(""), look(List.of(group("shop-blue", 2))), published())
                        .findings())
                .isEmpty();
    }
}
