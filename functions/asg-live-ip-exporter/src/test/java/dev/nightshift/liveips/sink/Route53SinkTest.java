package dev.nightshift.liveips.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.aws.SignedRequests;
import dev.nightshift.liveips.Fixture;
import dev.nightshift.liveips.Runs;
import dev.nightshift.liveips.model.Address;
import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.settings.DnsRecords;
import dev.nightshift.liveips.sink.Sink.Reading;
import dev.nightshift.liveips.sink.Sink.Reading.Held;
import dev.nightshift.liveips.sink.Sink.Writing;
import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.local.aws.route53.HostedZone;
import dev.nightshift.local.aws.route53.HostedZone.RecordSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

class Route53SinkTest {
    private static final String NAME = "shop.live.example.com";
    private static final String OURS = "nightshift shop 01234567";

    @AutoClose
    private final Runs runs = new Runs();

    private final SignedRequests route53 = runs.clients.route53();
    private final HostedZone zone = runs.aws.route53().zone("example.com");

    private DnsRecords destination(DnsRecords.Kind kind) {
        boolean srv = kind == DnsRecords.Kind.SRV;
        return new DnsRecords(
                zone.id(),
                srv ? "_http._tcp." + NAME : NAME,
                kind,
                srv ? Optional.of(8080) : Optional.empty(),
                60,
                false,
                "shop");
    }

    private Sink sink(DnsRecords destination) {
        return new Route53Sink(route53, destination, OURS);
    }

    private Writing publish(DnsRecords destination, Entry... entries) {
        Sink sink = sink(destination);
        return switch (sink.read()) {
            case Held(Optional<String> held, String token) ->
                sink.write(destination.body("shop", List.of(entries)), token);
            case Reading.Unreadable(String why) -> throw new AssertionError(why);
        };
    }

    private static Entry entry(int n) {
        return Fixture.entry("i-" + n, "10.1.%d.%d".formatted(n / 200, 1 + n % 200));
    }

    private static Entry v6(int n) {
        return Fixture.entry("i-" + n, "2001:db8::" + Integer.toHexString(n + 1));
    }

    private static Entry[] entries(int from, int to) {
        return IntStream.range(from, to).mapToObj(Route53SinkTest::entry).toArray(Entry[]::new);
    }

    private List<String> records() {
        return zone.records().stream()
                .filter(one -> !one.name().equals("example.com."))
                .map(one -> "%s %s%s %d %s"
                        .formatted(
                                one.name().replace(".example.com.", ""),
                                one.type(),
                                one.set().isEmpty() ? "" : " <" + one.set() + ">",
                                one.ttl(),
                                String.join(" ", one.values())))
                .toList();
    }

    private static RecordSet theirs(String name, String type, String set, String... values) {
        return new RecordSet(name + ".", type, set, 300, List.of(values));
    }

    @Test
    void allAddressesAreOneRecordOfEachFamilyWithATextThatSaysWhose() {
        DnsRecords destination = destination(DnsRecords.Kind.ADDRESS);
        assertThat(sink(destination).read()).isEqualTo(new Held(Optional.empty(), "0"));

        String body = destination.body("shop", List.of(entry(1), entry(2), v6(1)));
        assertThat(sink(destination).write(body, "0")).isEqualTo(new Writing.Holds(body, Optional.empty()));

        assertThat(records())
                .containsExactly(
                        "shop.live A 60 10.1.0.2 10.1.0.3",
                        "shop.live AAAA 60 2001:db8::2",
                        "_nightshift.shop.live TXT 300 \"" + OURS + " version=1 types=A,AAAA\"");
        assertThat(sink(destination).read()).isEqualTo(new Held(Optional.of(body), "1"));
    }

    @Test
    void multivalueAnswersAreARecordForEachServer() {
        DnsRecords destination = destination(DnsRecords.Kind.MULTIVALUE);
        publish(destination, entry(1), entry(2), v6(2));

        assertThat(publish(destination, entry(2), v6(2), entry(3))).isInstanceOf(Writing.Holds.class);

        assertThat(records())
                .containsExactly(
                        "shop.live A <" + OURS + " i-2> 60 10.1.0.3",
                        "shop.live A <" + OURS + " i-3> 60 10.1.0.4",
                        "shop.live AAAA <" + OURS + " i-2-v6> 60 2001:db8::3",
                        "_nightshift.shop.live TXT 300 \"" + OURS + " version=2 types=A,AAAA\"");
        assertThat(sink(destination).read())
                .isEqualTo(new Held(Optional.of(destination.body("shop", List.of(entry(2), entry(3), v6(2)))), "2"));
    }

    @Test
    void aServiceHasANameForEachServer() {
        DnsRecords destination = destination(DnsRecords.Kind.SRV);
        publish(destination, entry(1), entry(2));
        zone.put(theirs("jump.shop.live.example.com", "A", "", "192.0.2.1"));

        publish(destination, entry(2), v6(2));

        assertThat(records())
                .containsExactlyInAnyOrder(
                        "_http._tcp.shop.live SRV 60 1 1 8080 i-2.shop.live.example.com.",
                        "_nightshift._http._tcp.shop.live TXT 300 \"" + OURS + " version=2 types=SRV\"",
                        "i-2.shop.live A 60 10.1.0.3",
                        "i-2.shop.live AAAA 60 2001:db8::3",
                        "jump.shop.live A 300 192.0.2.1");
        publish(destination);
        assertThat(records()).hasSize(2).contains("jump.shop.live A 300 192.0.2.1");
    }

    @Test
    void anEmptyListIsNoRecordAndTheNameStaysOurs() {
        DnsRecords destination = destination(DnsRecords.Kind.ADDRESS);
        publish(destination, entry(1));

        assertThat(publish(destination)).isEqualTo(new Writing.Holds("", Optional.empty()));

        assertThat(records()).containsExactly("_nightshift.shop.live TXT 300 \"" + OURS + " version=2 types=\"");
        assertThat(sink(destination).read()).isEqualTo(new Held(Optional.empty(), "2"));
        publish(destination, entry(2));
        assertThat(records()).hasSize(2);
    }

    /// Whoever made it, and whenever: it is not changed, and nothing is made beside it.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ADDRESS    | shop.live.example.com                 | A     |        | 192.0.2.1       | shop.live.example.com has a record A that
            ADDRESS    | shop.live.example.com                 | AAAA  |        | 2001:db8::ff    | shop.live.example.com has a record AAAA that
            ADDRESS    | shop.live.example.com                 | CNAME |        | www.example.org | shop.live.example.com has a record CNAME that
            ADDRESS    | shop.live.example.com                 | A     | blue   | 192.0.2.1       | shop.live.example.com has a record A that
            MULTIVALUE | shop.live.example.com                 | A     |        | 192.0.2.1       | shop.live.example.com has a record A that
            SRV        | _http._tcp.shop.live.example.com      | SRV   |        | 1 1 1 a.b.      | _http._tcp.shop.live.example.com has a record SRV that
            SRV        | i-1.shop.live.example.com             | A     |        | 192.0.2.1       | i-1.shop.live.example.com has a record A that
            SRV        | i-1.shop.live.example.com             | CNAME |        | www.example.org | i-1.shop.live.example.com has a record
            ADDRESS    | _nightshift.shop.live.example.com     | TXT   |        | "nightshift shop 89abcdef version=1 types=A" | says that the name is not this output's
            ADDRESS    | _nightshift.shop.live.example.com     | TXT   |        | "v=spf1"        | says that the name is not this output's
            """)
    void whatSomebodyElseMadeIsRefusedAndNeverChanged(
            DnsRecords.Kind kind, String name, String type, String set, String value, String why) {
        zone.put(theirs(name, type, set == null ? "" : set, value));
        List<String> before = records();

        assertThat(publish(destination(kind), entry(1)))
                .isInstanceOfSatisfying(
                        Writing.Refused.class,
                        refused -> assertThat(refused.why()).contains(why));
        assertThat(new ReadOnlySink(sink(destination(kind)))
                        .write(destination(kind).body("shop", List.of(entry(1))), "0"))
                .isInstanceOf(Writing.Refused.class);

        assertThat(records()).isEqualTo(before);
    }

    @Test
    void aRecordThatSomebodyMadeWhileOursWasEmptyIsTheirs() {
        DnsRecords destination = destination(DnsRecords.Kind.ADDRESS);
        publish(destination, entry(1));
        publish(destination);
        zone.put(theirs(NAME, "A", "", "192.0.2.1"));

        assertThat(publish(destination, entry(2))).isInstanceOf(Writing.Refused.class);
        assertThat(zone.values(NAME + ".", "A")).containsExactly("192.0.2.1");
    }

    @Test
    void othersAnswersAndOtherTypesAtTheNameStay() {
        zone.put(theirs(NAME, "A", "manual", "192.0.2.1"));
        zone.put(theirs(NAME, "MX", "", "10 mail.example.com."));
        DnsRecords destination = destination(DnsRecords.Kind.MULTIVALUE);

        publish(destination, entry(1));
        publish(destination);

        assertThat(zone.values(NAME + ".", "A")).containsExactly("192.0.2.1");
        assertThat(zone.values(NAME + ".", "MX")).hasSize(1);
        assertThat(sink(destination).read()).isEqualTo(new Held(Optional.empty(), "2"));
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "true, 1"})
    void theApexIsLeftAloneUnlessTheSettingsSaySo(boolean apex, int made) {
        DnsRecords destination =
                new DnsRecords(zone.id(), "example.com", DnsRecords.Kind.ADDRESS, Optional.empty(), 60, apex, "shop");

        Writing writing = publish(destination, entry(1));

        assertThat(zone.values("example.com.", "A")).hasSize(made);
        assertThat(zone.values("example.com.", "SOA")).hasSize(1);
        assertThat(zone.values("example.com.", "NS")).hasSize(1);
        if (!apex) {
            assertThat(writing)
                    .isEqualTo(new Writing.Refused("example.com is the zone's apex, which apex: true allows"));
        }
    }

    @Test
    void anOlderLookDoesNotOverwriteANewerOneEvenOfAnEqualList() {
        DnsRecords destination = destination(DnsRecords.Kind.ADDRESS);
        publish(destination, entry(1));
        publish(destination, entry(2));
        publish(destination, entry(1));
        List<String> before = records();

        assertThat(sink(destination).write(destination.body("shop", List.of(entry(9))), "1"))
                .isEqualTo(new Writing.Raced());
        assertThat(records()).isEqualTo(before);
    }

    /// Between the second look at the zone and the batch.
    @Test
    void aBatchThatFindsAnythingChangedIsRefusedAsAWhole() {
        DnsRecords destination = destination(DnsRecords.Kind.ADDRESS);
        publish(destination, entry(1));
        Sink racing = new Route53Sink(
                runs.clients
                        .with(() -> {
                            // Asked for with each request.
                            if (runs.aws
                                                    .calls()
                                                    .of("route53", "ListResourceRecordSets")
                                                    .size()
                                            % 2
                                    == 1) {
                                zone.put(new RecordSet(NAME + ".", "A", "", 60, List.of("10.9.9.9")));
                            }
                            return AwsBasicCredentials.create("AKIDEXAMPLE", "secret");
                        })
                        .route53(),
                destination,
                OURS);
        runs.aws.calls().clear();

        Writing writing = racing.write(destination.body("shop", List.of(entry(2))), "1");

        assertThat(writing).isInstanceOf(Writing.Refused.class);
        assertThat(zone.values(NAME + ".", "A")).containsExactly("10.9.9.9");
        assertThat(records()).contains("_nightshift.shop.live TXT 300 \"" + OURS + " version=1 types=A\"");
    }

    @Test
    void aTimeToLiveThatChangesIsARecordThatIsReplaced() {
        DnsRecords before = destination(DnsRecords.Kind.ADDRESS);
        publish(before, entry(1));
        DnsRecords after = new DnsRecords(
                before.zone(), before.name(), before.kind(), Optional.empty(), 10, false, before.output());

        publish(after, entry(1));

        assertThat(records()).contains("shop.live A 10 10.1.0.2");
    }

    @Test
    void theKindOfRecordsMayChange() {
        publish(destination(DnsRecords.Kind.ADDRESS), entry(1), entry(2));

        publish(destination(DnsRecords.Kind.MULTIVALUE), entry(1));

        assertThat(records())
                .containsExactly(
                        "shop.live A <" + OURS + " i-1> 60 10.1.0.2",
                        "_nightshift.shop.live TXT 300 \"" + OURS + " version=2 types=A\"");
    }

    /// From one fleet to another, whatever their sizes: never fewer servers than the smaller has.
    @ParameterizedTest
    @CsvSource({"ADDRESS, 490, 490, 1", "SRV, 240, 240, 1", "SRV, 390, 390, 4", "MULTIVALUE, 0, 1200, 2"})
    void whatDoesNotFitIntoABatchFollows(DnsRecords.Kind kind, int before, int after, int batches) {
        DnsRecords destination = destination(kind);
        while (publish(destination, entries(0, before)) instanceof Writing.Holds holds
                && holds.why().isPresent()) {}
        runs.aws.calls().clear();
        Sink sink = sink(destination);
        String wanted = destination.body("shop", List.of(entries(1_000, 1_000 + after)));

        int made = 0;
        Optional<String> why = Optional.of("nothing yet");
        while (why.isPresent() && made < 10) {
            Held held = (Held) sink.read();
            Writing.Holds holds = (Writing.Holds) sink.write(wanted, held.token());
            why = holds.why();
            made++;
            assertThat(((Held) sink.read()).body()).contains(holds.body());
            assertThat(Address.allIn(holds.body())).hasSizeGreaterThanOrEqualTo(Math.min(before, after));
        }

        assertThat(((Held) sink.read()).body()).contains(wanted);
        assertThat(made).isEqualTo(batches);
        assertThat(runs.aws.calls().of("route53", "ChangeResourceRecordSets")).hasSize(batches);
    }

    @Test
    void oneFamilyFollowsTheOtherWhereBothDoNotFit() {
        DnsRecords destination = destination(DnsRecords.Kind.ADDRESS);
        publish(destination, both(0));

        assertThat(publish(destination, both(400)))
                .isInstanceOfSatisfying(
                        Writing.Holds.class,
                        holds -> assertThat(holds.why())
                                .contains("a batch takes 1,000 records: 800 more changes follow"));
        assertThat(publish(destination, both(400)))
                .isEqualTo(new Writing.Holds(destination.body("shop", List.of(both(400))), Optional.empty()));
    }

    private static Entry[] both(int from) {
        return IntStream.range(from, from + 400)
                .boxed()
                .flatMap(n -> Stream.of(entry(n), v6(n)))
                .toArray(Entry[]::new);
    }

    @Test
    void whatCannotBeReplacedInOneBatchIsRefused() {
        DnsRecords destination = destination(DnsRecords.Kind.ADDRESS);
        publish(destination, entries(0, 600));
        List<String> before = records();

        assertThat(publish(destination, entries(0, 599)))
                .isEqualTo(new Writing.Refused(
                        "has too many servers: not even one can be changed in a batch of 1,000 records and 32,000"
                                + " characters"));
        assertThat(records()).isEqualTo(before);
    }

    @Test
    void namesAreReadPageByPage() {
        DnsRecords destination = destination(DnsRecords.Kind.MULTIVALUE);
        publish(destination, entries(0, 700));

        assertThat(((Held) sink(destination).read()).body())
                .contains(destination.body("shop", List.of(entries(0, 700))));
    }

    @Test
    void aReplyThatIsLostLooksLikeARace() {
        DnsRecords destination = destination(DnsRecords.Kind.ADDRESS);
        runs.aws.faults().on("route53", "ChangeResourceRecordSets").first(1).with(new Fault.ReplyLost());

        assertThat(publish(destination, entry(1))).isEqualTo(new Writing.Raced());
        assertThat(zone.values(NAME + ".", "A")).containsExactly("10.1.0.2");
    }

    /// Route 53 takes one batch for a zone at a time.
    @Test
    void aBatchWaitsForTheOneBeforeIt() {
        DnsRecords destination = destination(DnsRecords.Kind.ADDRESS);
        runs.aws
                .faults()
                .on("route53", "ChangeResourceRecordSets")
                .first(1)
                .with(new Fault.Refused(400, "PriorRequestNotComplete", "still processing a prior request"));

        assertThat(publish(destination, entry(1))).isInstanceOf(Writing.Holds.class);
        assertThat(zone.values(NAME + ".", "A")).containsExactly("10.1.0.2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ListResourceRecordSets", "ChangeResourceRecordSets"})
    void whatMayNotBeAskedIsSaidInAwssWords(String operation) {
        runs.aws.faults().on("route53", operation).with(new Fault.Refused(403, "AccessDenied", "no"));
        Sink sink = sink(destination(DnsRecords.Kind.ADDRESS));

        String said = switch (sink.read()) {
            case Reading.Unreadable(String why) -> why;
            case Held(Optional<String> held, String token) ->
                sink.write("shop.live.example.com. 60 IN A 10.0.0.1\n", token) instanceof Writing.Refused(String why)
                        ? why
                        : "written";
        };

        assertThat(said).isEqualTo("AccessDenied: no");
    }
}
