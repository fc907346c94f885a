package dev.nightshift.liveips.plan;

import static dev.nightshift.liveips.Fixture.NOON;
import static dev.nightshift.liveips.Fixture.group;
import static dev.nightshift.liveips.Fixture.look;
import static dev.nightshift.liveips.Fixture.machine;
import static dev.nightshift.liveips.Fixture.output;
import static dev.nightshift.liveips.Fixture.published;
import static dev.nightshift.liveips.Fixture.without;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.StoppedHosts.Host;
import dev.nightshift.liveips.Fixture;
import dev.nightshift.liveips.look.Look;
import dev.nightshift.liveips.manifest.Manifest;
import dev.nightshift.liveips.manifest.Manifest.Copy;
import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.model.Machine;
import dev.nightshift.liveips.model.Tally;
import dev.nightshift.liveips.settings.Output;
import dev.nightshift.liveips.sink.Sink.Reading.Held;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lists of who is let in: an address that may be somebody else's goes at once.
class OnDoubtTest {
    private static final Output ALLOWED = output("\"onDoubt\": \"remove\",");

    /// As in [GuardTest].
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # EC2 answers and does not show the address: it goes, whatever its group says, and however many they are
            LLLG@0                   | 012
            GGGL@0                   | 3
            AAAL@0                   | 3
            TTTL@0                   | 3
            # but a list does not become empty before three looks agree
            GGGG@0 GGGG@5 GGGG@10    | 0123 0123 -
            TTTT@0 TTTT@5 TTTT@10    | 0123 0123 -
            AAAA@0 AAAA@5 AAAA@10    | 0123 0123 -
            GGGG@0 GGGG@5 LGGG@10    | 0123 0123 0
            # a look that is blind to some servers says nothing of them
            BBBB?@0 BBBB?@5 BBBB?@10 | 0123 0123 0123
            BBGB?@0                  | 013
            TBBB?@0                  | 123
            BBBB?@0 LGBB?@5          | 0123 023
            # a server that has its address is not a stranger: its health is the guard's business
            LUUU@0 LUUU@5 LUUU@10    | 0123 0123 0
            UUUU@0 UUUU@5 UUUU@10    | 0123 0123 -
            WWWW@0 WWWW@5 WWWW@10    | 0123 0123 -
            SSSS@0 SSSS@5 SSSS@10    | 0123 0123 -
            # what is left of a list is guarded like any other
            GGUU@0 GGUU@5 GGUU@10    | 23 23 -
            # and what comes back, comes back
            GGGL@0 LLLL@5            | 3 0123
            """)
    void anAddressThatEc2DoesNotShowAsOursGoesAtOnce(String looks, String lists) {
        assertThat(GuardTest.played(ALLOWED, looks)).isEqualTo(lists);
    }

    /// What a list of servers does in the same situations.
    @ParameterizedTest
    @CsvSource({"LLLG@0, 0123", "GGGL@0, 0123", "AAAL@0, 0123", "GGGG@0, 0123", "TTTT@0, 0123"})
    void aListOfServersWaits(String look, String list) {
        assertThat(GuardTest.played(output(""), look)).isEqualTo(list);
    }

    /// Every look at three servers, after every other: strangers go, nobody else goes but as the guard says.
    @Test
    void noStrangerIsEverLetInByALookThatSawItAndNoBlindLookTakesAnythingAway() {
        int looks = 0;
        for (String first : looks()) {
            for (String second : looks()) {
                String[] lists =
                        GuardTest.played(ALLOWED, first + "@0 " + second + "@5").split(" ", -1);
                for (int n = 0; n < 3; n++) {
                    String server = "" + n;
                    boolean before = lists[0].contains(server);
                    boolean after = lists[1].contains(server);
                    String where = first + " " + second + ": " + String.join(" ", lists);
                    switch (second.charAt(n)) {
                        case 'L' -> assertThat(after).as(where).isTrue();
                        case 'B' -> assertThat(after).as(where).isEqualTo(before);
                        // All that was published is nobody's of ours: the list waits.
                        case 'G', 'T', 'A' ->
                            assertThat(after)
                                    .as(where)
                                    .isEqualTo(before
                                            && second.indexOf('L') < 0
                                            && lists[0].chars()
                                                    .allMatch(one -> "GTA".indexOf(second.charAt(one - '0')) >= 0));
                        default -> {
                            boolean nobodyElse = second.indexOf('L') < 0 && second.indexOf('B') < 0;
                            assertThat(after || !before || !nobodyElse)
                                    .as(where)
                                    .isTrue();
                        }
                    }
                    looks++;
                }
            }
        }
        assertThat(looks).isGreaterThan(50_000);
    }

    private static Set<String> looks() {
        Set<String> looks = new HashSet<>();
        List<String> letters = List.of("L", "U", "T", "G", "A", "B");
        for (String one : letters) {
            for (String other : letters) {
                for (String third : letters) {
                    String look = one + other + third;
                    looks.add(look.indexOf('B') < 0 ? look : look + "?");
                }
            }
        }
        return looks;
    }

    /// A server that is kept down keeps its private address and loses its public one: only then the guard counts.
    @ParameterizedTest
    @CsvSource({"private-ipv4, true", "public-ipv4, false"})
    void aStoppedServerKeepsItsLineAsLongAsItHasItsAddress(String kind, boolean stays) {
        List<Entry> lines = new ArrayList<>();
        List<Machine> machines = new ArrayList<>();
        for (int n = 1; n <= 2; n++) {
            lines.add(Fixture.entry("i-" + n, "10.0.0." + n));
            machines.add(machine("i-" + n, "stopped", "10.0.0." + n)
                    .stoppedAs(new Host("i-" + n, "here", new TreeSet<>(), NOON.plusSeconds(3_600))));
        }
        Decision decision = Decision.of(
                output("\"onDoubt\": \"remove\", \"addresses\": \"" + kind + "\","),
                look(List.of(group("shop-blue", 2, "i-1", "i-2")), machines.toArray(Machine[]::new)),
                published(lines, 0),
                NOON);

        assertThat(decision.list()).hasSize(2);
        assertThat(decision.doubts().tallies().isEmpty()).isEqualTo(stays);
    }

    /// An address that has moved to another of our servers, which is not live yet, is no stranger's.
    @Test
    void anAddressOfAnotherServerOfOursIsNotLost() {
        Look look = look(List.of(group("shop-blue", 1, "i-1")), machine("i-2", "pending", "10.0.0.1"));

        assertThat(new Ownership(ALLOWED, without(look, Set.of(), Set.of("i-1")))
                        .isLost(Fixture.entry("i-1", "10.0.0.1")))
                .isFalse();
        assertThat(new Ownership(ALLOWED, without(look(List.of()), Set.of(), Set.of("i-1")))
                        .isLost(Fixture.entry("i-1", "10.0.0.1")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"remove, true, true", "remove, false, false", "keep, true, false"})
    void aLineThatNoRunRecordedGoesAtOnceWhenEverythingCouldBeRead(String onDoubt, boolean complete, boolean written) {
        Output output = output("\"onDoubt\": \"" + onDoubt + "\",");
        Look whole = look(List.of(group("shop-blue", 1, "i-1")), machine("i-1", "running", "10.0.0.1"));
        Look look = complete ? whole : without(whole, Set.of(), Set.of(), Fixture.FAILURE);
        Manifest last = published(Fixture.entry("i-1", "10.0.0.1"));
        Step step = Step.of(
                "10.0.0.1\n",
                new Held(Optional.of("10.0.0.1\n10.0.0.9\n"), "a token"),
                new Copy("another", Tally.NONE),
                Decision.of(output, look, last, NOON),
                Tally.NONE,
                Set.of(),
                new Ownership(output, look));

        assertThat(step instanceof Step.Write).isEqualTo(written);
    }

    @Test
    void whatIsRemovedIsToldWithItsReason() {
        Decision decision = Decision.of(
                ALLOWED, GuardTest.seen("LG"), published(List.of(Fixture.entry("i-1", "10.0.0.2")), 0), NOON);

        assertThat(decision.removals())
                .extracting(removal -> removal.reason().text())
                .containsExactly("is in service in its group, and EC2 does not know it");
        assertThat(decision.findings()).isEmpty();
        assertThat(Map.copyOf(decision.doubts().tallies())).isEmpty();
    }
}
