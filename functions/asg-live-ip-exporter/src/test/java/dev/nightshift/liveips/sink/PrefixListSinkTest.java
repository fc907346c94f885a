package dev.nightshift.liveips.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.aws.QueryApi;
import dev.nightshift.liveips.Runs;
import dev.nightshift.liveips.model.Address;
import dev.nightshift.liveips.sink.Sink.Reading;
import dev.nightshift.liveips.sink.Sink.Reading.Held;
import dev.nightshift.liveips.sink.Sink.Writing;
import dev.nightshift.local.aws.ec2.PrefixList;
import dev.nightshift.local.aws.front.Fault;
import java.time.Duration;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixListSinkTest {
    private static final String OURS = "nightshift shop 01234567";

    @AutoClose
    private final Runs runs = new Runs();

    private final QueryApi ec2 = runs.clients.query("ec2", "2016-11-15");

    private PrefixList list(int maxEntries) {
        return runs.aws.ec2("eu-central-1").prefixList("IPv4", maxEntries);
    }

    private Sink sink(PrefixList list) {
        return new PrefixListSink(ec2, list.id(), OURS);
    }

    private static Writing write(Sink sink, String body) {
        return switch (sink.read()) {
            case Held(Optional<String> held, String token) -> sink.write(body, token);
            case Reading.Unreadable(String why) -> throw new AssertionError(why);
        };
    }

    private static String lines(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(n -> "10.1.%d.%d\n".formatted(n / 200, 1 + n % 200))
                .collect(Collectors.joining());
    }

    @Test
    void aListIsBlocksOfOneAddressWithOurDescriptionAndIsReadBackAsItWasWritten() {
        PrefixList list = list(5);
        Sink sink = sink(list);
        assertThat(sink.read()).isEqualTo(new Held(Optional.empty(), "1"));

        assertThat(sink.write("10.0.0.1\n10.0.0.2\n", "1"))
                .isEqualTo(new Writing.Holds("10.0.0.1\n10.0.0.2\n", Optional.empty()));

        assertThat(list.entries()).hasToString("{10.0.0.1/32=" + OURS + ", 10.0.0.2/32=" + OURS + "}");
        assertThat(sink.read()).isEqualTo(new Held(Optional.of("10.0.0.1\n10.0.0.2\n"), "2"));
    }

    @Test
    void ipv6AddressesAreBlocksOf128Bits() {
        PrefixList list = runs.aws.ec2("eu-central-1").prefixList("IPv6", 5);

        write(sink(list), "2001:db8::1\n");

        assertThat(list.entries()).containsOnlyKeys("2001:db8::1/128");
        assertThat(sink(list).read()).isEqualTo(new Held(Optional.of("2001:db8::1\n"), "2"));
        assertThat(write(sink(list), "10.0.0.1\n"))
                .isEqualTo(new Writing.Refused("is a list of IPv6, and these addresses are not"));
    }

    /// Also where it is the address of one of our servers: then the list has it, and it outlives the server.
    @Test
    void whatSomebodyElseMadeStaysAndIsNotOurs() {
        PrefixList list = list(9);
        list.put("192.0.2.0/24", "office");
        list.put("10.0.0.1/32", "jump host");
        list.put("10.0.0.2/32", "nightshift other 01234567");
        list.put("10.0.0.3/32", "");

        assertThat(write(sink(list), "10.0.0.1\n10.0.0.4\n"))
                .isEqualTo(new Writing.Holds("10.0.0.4\n", Optional.empty()));
        assertThat(sink(list).read()).isEqualTo(new Held(Optional.of("10.0.0.4\n"), "" + list.version()));
        write(sink(list), "");

        assertThat(list.entries())
                .hasToString("{10.0.0.1/32=jump host, 10.0.0.2/32=nightshift other 01234567, 10.0.0.3/32=,"
                        + " 192.0.2.0/24=office}");
    }

    @Test
    void aListThatHasAllOfItIsNotModified() {
        PrefixList list = list(5);
        list.put("10.0.0.1/32", "jump host");
        long before = list.version();

        assertThat(write(sink(list), "10.0.0.1\n")).isEqualTo(new Writing.Holds("", Optional.empty()));

        assertThat(list.version()).isEqualTo(before);
        assertThat(runs.aws.calls().of("ec2", "ModifyManagedPrefixList")).isEmpty();
    }

    @Test
    void whoWritesOverAnotherVersionHasLostARace() {
        PrefixList list = list(5);
        write(sink(list), "10.0.0.1\n");

        assertThat(sink(list).write("10.0.0.2\n", "1")).isEqualTo(new Writing.Raced());

        runs.aws
                .faults()
                .on("ec2", "ModifyManagedPrefixList")
                .first(1)
                .with(new Fault.Refused(400, "PrefixListVersionMismatch", "incorrect version number"));
        assertThat(write(sink(list), "10.0.0.2\n")).isEqualTo(new Writing.Raced());
        assertThat(list.entries()).containsOnlyKeys("10.0.0.1/32");
    }

    @Test
    void oneModificationIsUnderWayAtATimeAndTheNextRunLooksAgain() {
        PrefixList list = list(5);
        runs.aws.ec2("eu-central-1").settlesAfter(Duration.ofSeconds(30));
        write(sink(list), "10.0.0.1\n");

        assertThat(sink(list).read())
                .isEqualTo(new Reading.Unreadable("its state is modify-in-progress; the next run looks again"));
        assertThat(sink(list).write("10.0.0.2\n", "2")).isEqualTo(new Writing.Raced());
        assertThat(runs.aws.calls().of("ec2", "ModifyManagedPrefixList")).hasSize(1);

        runs.now = runs.now.plusSeconds(31);
        write(sink(list), "10.0.0.2\n");
        assertThat(list.entries()).containsOnlyKeys("10.0.0.2/32");
    }

    @Test
    void growthAboveTheListsSizeIsRefusedBeforeAnythingIsWritten() {
        PrefixList list = list(3);
        list.put("192.0.2.0/24", "office");
        write(sink(list), "10.0.0.1\n10.0.0.2\n");
        runs.aws.calls().clear();

        assertThat(write(sink(list), "10.0.0.1\n10.0.0.2\n10.0.0.3\n10.0.0.4\n"))
                .isEqualTo(new Writing.Refused(
                        "5 entries are more than its MaxEntries of 3. Raised to 5, it counts as 5 rules, not 3, for each"
                                + " rule of a security group that names it; a group has 60 for each direction unless its"
                                + " quota is raised"));

        assertThat(runs.aws.calls().of("ec2", "ModifyManagedPrefixList")).isEmpty();
    }

    /// A dead address is not let in because there is no room for a new one.
    @Test
    void aFullListStillChangesOneForTheOther() {
        PrefixList list = list(2);
        write(sink(list), "10.0.0.1\n10.0.0.2\n");

        assertThat(write(sink(list), "10.0.0.2\n10.0.0.3\n10.0.0.4\n"))
                .isInstanceOfSatisfying(Writing.Holds.class, holds -> {
                    assertThat(holds.body()).isEqualTo("10.0.0.2\n10.0.0.3\n");
                    assertThat(holds.why().orElse("")).startsWith("3 entries are more than its MaxEntries of 2.");
                });
        assertThat(list.entries()).containsOnlyKeys("10.0.0.2/32", "10.0.0.3/32");
    }

    /// From one fleet to the next, whatever their sizes: at most 100 changes at a time, never fewer entries than the
    /// smaller fleet has, never more than the larger one.
    @ParameterizedTest
    @CsvSource({
        "0, 250, 3",
        "250, 0, 3",
        "120, 120, 3",
        "50, 50, 1",
        "51, 50, 2",
        "30, 200, 3",
        "200, 30, 3",
        "0, 100, 1"
    })
    void manyChangesAreModificationsOfAHundred(int before, int after, int modifications) {
        PrefixList list = list(Math.max(before, after));
        IntStream.range(0, before).forEach(n -> list.put(lines(n, n + 1).strip() + "/32", OURS));
        String wanted = lines(500, 500 + after);

        for (int n = 1; n <= modifications; n++) {
            assertThat(write(sink(list), wanted)).isInstanceOfSatisfying(Writing.Holds.class, holds -> {
                assertThat(sink(list).read())
                        .isEqualTo(new Held(
                                Optional.of(holds.body()).filter(body -> !body.isEmpty()), "" + list.version()));
                assertThat(list.entries()).hasSizeBetween(Math.min(before, after), Math.max(before, after));
            });
        }

        assertThat(list.entries().keySet().stream().map(cidr -> cidr.replace("/32", "")))
                .containsExactlyInAnyOrderElementsOf(wanted.lines().toList());
        assertThat(runs.aws.calls().of("ec2", "ModifyManagedPrefixList")).hasSize(modifications);
    }

    @Test
    void whatIsStillToComeIsSaid() {
        assertThat(PrefixListChange.of(content(300), Address.allIn(lines(0, 250))))
                .satisfies(change ->
                        assertThat(change.why()).contains("a modification takes 100 changes: 150 more follow"));
    }

    private static PrefixListContent content(int maxEntries) {
        NavigableSet<Address> nobody = new TreeSet<>();
        return new PrefixListContent(1, "create-complete", "IPv4", maxEntries, nobody, nobody, 0);
    }

    @Test
    void aDryRunSaysWhatWouldBeRefusedAndWritesNothing() {
        PrefixList list = list(1);
        Sink dry = new ReadOnlySink(sink(list));

        assertThat(dry.write("10.0.0.1\n", "1")).isEqualTo(new Writing.Holds("10.0.0.1\n", Optional.empty()));
        assertThat(dry.write("10.0.0.1\n10.0.0.2\n", "1")).isInstanceOf(Writing.Refused.class);
        assertThat(runs.aws.calls().of("ec2", "ModifyManagedPrefixList")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DescribeManagedPrefixLists", "GetManagedPrefixListEntries", "ModifyManagedPrefixList"})
    void whatMayNotBeAskedIsSaidInAwssWords(String operation) {
        PrefixList list = list(5);
        runs.aws.faults().on("ec2", operation).with(new Fault.Refused(403, "UnauthorizedOperation", "no"));

        String said = switch (sink(list).read()) {
            case Reading.Unreadable(String why) -> why;
            case Held(Optional<String> held, String token) ->
                sink(list).write("10.0.0.1\n", token) instanceof Writing.Refused(String why) ? why : "written";
        };

        assertThat(said).isEqualTo("UnauthorizedOperation: no");
    }
}
