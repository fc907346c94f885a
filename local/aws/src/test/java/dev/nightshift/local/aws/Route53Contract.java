package dev.nightshift.local.aws;

import static dev.nightshift.local.aws.AwsContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/// What is relied on of Route 53.
interface Route53Contract {
    String CHANGE_PAGE = "https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html";

    World world();

    @Test
    default void whatIsCreatedIsListedWithItsValuesAndOtherNamesOfItsZoneFollow() {
        String zone = world().zone("example.com");

        change(
                zone,
                create(set("shop.example.com", RRType.A, 60, "10.0.0.1", "10.0.0.2")),
                create(set("_nightshift.shop.example.com", RRType.TXT, 60, "\"nightshift shop\"")),
                create(set("a.example.com", RRType.A, 60, "10.0.0.9")));

        assertThat(listed(zone, "shop.example.com"))
                .containsExactly(
                        "shop.example.com. A 60 [10.0.0.1, 10.0.0.2]",
                        "_nightshift.shop.example.com. TXT 60 [\"nightshift shop\"]");
    }

    @Test
    default void aZoneBeginsWithItsOwnRecordsAtItsApex() {
        String zone = world().zone("example.com");

        assertThat(listed(zone, "example.com"))
                .anySatisfy(one -> assertThat(one).startsWith("example.com. SOA "))
                .anySatisfy(one -> assertThat(one).startsWith("example.com. NS "));
    }

    @Test
    default void multivalueAnswersAreSetsOfTheirOwn() {
        String zone = world().zone("example.com");

        change(zone, create(answer("i-1", "10.0.0.1")), create(answer("i-2", "10.0.0.2")));
        change(zone, delete(answer("i-1", "10.0.0.1")));

        assertThat(client().listResourceRecordSets(
                                request -> request.hostedZoneId(zone).startRecordName("shop.example.com"))
                        .resourceRecordSets())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.setIdentifier()).isEqualTo("i-2");
                    assertThat(one.multiValueAnswer()).isTrue();
                    assertThat(one.ttl()).isEqualTo(60);
                });
    }

    @Test
    default void aRecordIsReplacedInOneBatch() {
        String zone = world().zone("example.com");
        ResourceRecordSet before = set("shop.example.com", RRType.A, 60, "10.0.0.1");
        change(zone, create(before));

        change(zone, delete(before), create(set("shop.example.com", RRType.A, 60, "10.0.0.2")));

        assertThat(listed(zone, "shop.example.com")).containsExactly("shop.example.com. A 60 [10.0.0.2]");
    }

    @Test
    @MotoDiffers(how = "only a change that is equal is refused, with another code", page = CHANGE_PAGE)
    default void whatExistsIsNotCreated() {
        String zone = world().zone("example.com");
        change(zone, create(set("shop.example.com", RRType.A, 60, "10.0.0.1")));

        assertRefused(
                () -> change(zone, create(set("shop.example.com", RRType.A, 60, "10.0.0.2"))),
                400,
                "InvalidChangeBatch",
                "it already exists");
    }

    @Test
    @MotoDiffers(how = "what was ever made can be deleted, though it has other values now", page = CHANGE_PAGE)
    default void whatHasOtherValuesIsNotDeleted() {
        String zone = world().zone("example.com");
        ResourceRecordSet first = set("shop.example.com", RRType.A, 60, "10.0.0.1");
        ResourceRecordSet second = set("shop.example.com", RRType.A, 60, "10.0.0.2");
        change(zone, create(first));
        change(zone, delete(first), create(second));

        assertRefused(
                () -> change(zone, delete(first), create(set("shop.example.com", RRType.A, 60, "10.0.0.3"))),
                400,
                "InvalidChangeBatch",
                "the values provided do not match the current values");
        assertThat(listed(zone, "shop.example.com")).containsExactly("shop.example.com. A 60 [10.0.0.2]");
    }

    @Test
    @MotoDiffers(how = "it deletes the sets of all names with that identifier", page = CHANGE_PAGE)
    default void aSetIsDeletedAtItsOwnName() {
        String zone = world().zone("example.com");
        ResourceRecordSet other =
                answer("i-1", "10.0.0.1").toBuilder().name("other.example.com").build();
        change(zone, create(answer("i-1", "10.0.0.1")), create(other));

        change(zone, delete(answer("i-1", "10.0.0.1")));

        assertThat(listed(zone, "other.example.com")).containsExactly("other.example.com. A 60 [10.0.0.1]");
    }

    @Test
    @MotoDiffers(how = "the changes before the refused one are made", page = CHANGE_PAGE)
    default void aBatchIsMadeAsAWholeOrNotAtAll() {
        String zone = world().zone("example.com");

        assertRefused(
                () -> change(
                        zone,
                        create(set("shop.example.com", RRType.A, 60, "10.0.0.1")),
                        create(set("shop.example.org", RRType.A, 60, "10.0.0.1"))),
                400,
                "InvalidChangeBatch",
                "is not permitted in zone example.com.");
        assertThat(listed(zone, "shop.example.com")).isEmpty();
    }

    @Test
    default void aBatchHasAThousandRecords() {
        String zone = world().zone("example.com");
        List<Change> changes = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            changes.add(create(hundred("n" + n + ".example.com")));
        }
        change(zone, changes.toArray(Change[]::new));
        changes.clear();
        for (int n = 0; n < 10; n++) {
            changes.add(delete(hundred("n" + n + ".example.com")));
        }
        changes.add(create(set("shop.example.com", RRType.A, 60, "10.0.0.1")));

        assertRefused(() -> change(zone, changes.toArray(Change[]::new)), 400, "InvalidChangeBatch", "");
    }

    @Test
    @MotoDiffers(
            how = "it takes any number of characters",
            page = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html")
    default void aBatchHas32000CharactersInItsValues() {
        String zone = world().zone("example.com");
        List<Change> changes = IntStream.range(0, 161)
                .mapToObj(n -> create(set("n" + n + ".example.com", RRType.TXT, 60, "\"" + "x".repeat(198) + "\"")))
                .toList();

        assertRefused(() -> change(zone, changes.toArray(Change[]::new)), 400, "InvalidChangeBatch", "");
    }

    @Test
    default void aZoneThatDoesNotExistIsNamed() {
        assertRefused(() -> listed("Z00000000000000000000", "example.com"), 404, "NoSuchHostedZone", "");
    }

    private static ResourceRecordSet hundred(String name) {
        return set(
                name,
                RRType.A,
                60,
                IntStream.range(0, 100).mapToObj(n -> "10.0.0." + n).toArray(String[]::new));
    }

    private static ResourceRecordSet set(String name, RRType type, long ttl, String... values) {
        return ResourceRecordSet.builder()
                .name(name)
                .type(type)
                .ttl(ttl)
                .resourceRecords(Stream.of(values)
                        .map(value -> ResourceRecord.builder().value(value).build())
                        .toList())
                .build();
    }

    private static ResourceRecordSet answer(String identifier, String address) {
        return set("shop.example.com", RRType.A, 60, address).toBuilder()
                .setIdentifier(identifier)
                .multiValueAnswer(true)
                .build();
    }

    private static Change create(ResourceRecordSet set) {
        return Change.builder()
                .action(ChangeAction.CREATE)
                .resourceRecordSet(set)
                .build();
    }

    private static Change delete(ResourceRecordSet set) {
        return Change.builder()
                .action(ChangeAction.DELETE)
                .resourceRecordSet(set)
                .build();
    }

    private void change(String zone, Change... changes) {
        client().changeResourceRecordSets(
                        request -> request.hostedZoneId(zone).changeBatch(batch -> batch.changes(changes)));
    }

    private List<String> listed(String zone, String from) {
        return client()
                .listResourceRecordSets(request -> request.hostedZoneId(zone).startRecordName(from))
                .resourceRecordSets()
                .stream()
                .map(one -> one.name() + " " + one.typeAsString() + " " + one.ttl() + " "
                        + one.resourceRecords().stream()
                                .map(ResourceRecord::value)
                                .toList())
                .toList();
    }

    private Route53Client client() {
        return world().clients().of(Route53Client::builder);
    }
}
