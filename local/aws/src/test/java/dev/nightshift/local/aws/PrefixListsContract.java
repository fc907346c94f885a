package dev.nightshift.local.aws;

import static dev.nightshift.local.aws.AwsContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AddPrefixListEntry;
import software.amazon.awssdk.services.ec2.model.ManagedPrefixList;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;
import software.amazon.awssdk.services.ec2.model.RemovePrefixListEntry;

/// What is relied on of managed prefix lists.
interface PrefixListsContract {
    String MODIFY_PAGE = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyManagedPrefixList.html";
    String ERRORS_PAGE = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html";

    World world();

    @Test
    default void aListTellsItsFamilySizeVersionAndState() {
        String id = world().prefixList("IPv6", 7);

        assertThat(described(id)).satisfies(list -> {
            assertThat(list.addressFamily()).isEqualTo("IPv6");
            assertThat(list.maxEntries()).isEqualTo(7);
            assertThat(list.version()).isEqualTo(1);
            assertThat(list.stateAsString()).endsWith("-complete");
        });
        assertThat(entries(id, 1)).isEmpty();
    }

    @Test
    default void anAdditionIsANewVersionAndTheOldOneCanStillBeRead() {
        String id = world().prefixList("IPv4", 5);

        modify(id, 1, List.of("10.0.0.1/32", "10.0.0.2/32"), List.of());
        long version = described(id).version();
        modify(id, version, List.of("10.0.0.3/32"), List.of("10.0.0.1/32"));

        assertThat(described(id).version()).isEqualTo(version + 1);
        assertThat(entries(id, version + 1))
                .containsExactlyInAnyOrder("10.0.0.2/32 our 10.0.0.2/32", "10.0.0.3/32 our 10.0.0.3/32");
        assertThat(entries(id, version))
                .containsExactlyInAnyOrder("10.0.0.1/32 our 10.0.0.1/32", "10.0.0.2/32 our 10.0.0.2/32");
    }

    @Test
    @MotoDiffers(
            how = "it is made, and on the entries of the version that was named: what came in between is undone",
            page = MODIFY_PAGE)
    default void aModificationOfAnotherVersionIsRefused() {
        String id = world().prefixList("IPv4", 5);
        modify(id, 1, List.of("10.0.0.1/32"), List.of());

        assertRefused(
                () -> modify(id, 1, List.of("10.0.0.2/32"), List.of()),
                400,
                "PrefixListVersionMismatch",
                "incorrect version");
    }

    @Test
    @MotoDiffers(how = "a list grows beyond its size", page = MODIFY_PAGE)
    default void aListDoesNotGrowBeyondItsSize() {
        String id = world().prefixList("IPv4", 1);

        assertRefused(
                () -> modify(id, 1, List.of("10.0.0.1/32", "10.0.0.2/32"), List.of()),
                400,
                "PrefixListMaxEntriesExceeded",
                "");
    }

    @Test
    @MotoDiffers(how = "it takes any number", page = MODIFY_PAGE)
    default void aModificationHasAHundredAdditionsAndRemovals() {
        String id = world().prefixList("IPv4", 500);
        List<String> hundred = cidrs(0, 100);

        modify(id, 1, hundred, List.of());

        assertRefused(
                () -> modify(id, 2, cidrs(100, 151), hundred.subList(0, 50)),
                400,
                "InvalidParameterValue",
                "cannot contain more than 100 entry additions or removals");
    }

    @Test
    @MotoDiffers(how = "nothing is removed, and no error is given", page = ERRORS_PAGE)
    default void whatIsNotThereCannotBeRemoved() {
        String id = world().prefixList("IPv4", 5);

        assertRefused(
                () -> modify(id, 1, List.of(), List.of("10.0.0.9/32")),
                400,
                "InvalidPrefixListModification",
                "does not exist");
    }

    @Test
    @MotoDiffers(how = "it is not found, without an error", page = ERRORS_PAGE)
    default void aListThatDoesNotExistIsNamed() {
        assertRefused(
                () -> described("pl-0123456789abcdef0"), 400, "InvalidPrefixListID.NotFound", "pl-0123456789abcdef0");
    }

    private static List<String> cidrs(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(n -> "10.0.%d.%d/32".formatted(n / 200, n % 200))
                .toList();
    }

    private void modify(String id, long version, List<String> added, List<String> removed) {
        ec2().modifyManagedPrefixList(request -> request.prefixListId(id)
                .currentVersion(version)
                .addEntries(added.stream()
                        .map(cidr -> AddPrefixListEntry.builder()
                                .cidr(cidr)
                                .description("our " + cidr)
                                .build())
                        .toList())
                .removeEntries(removed.stream()
                        .map(cidr -> RemovePrefixListEntry.builder().cidr(cidr).build())
                        .toList()));
    }

    private ManagedPrefixList described(String id) {
        List<ManagedPrefixList> lists = ec2().describeManagedPrefixLists(request -> request.prefixListIds(id))
                .prefixLists();
        assertThat(lists).hasSize(1);
        return lists.getFirst();
    }

    private List<String> entries(String id, long version) {
        return ec2()
                .getManagedPrefixListEntriesPaginator(
                        request -> request.prefixListId(id).targetVersion(version))
                .entries()
                .stream()
                .map((PrefixListEntry entry) -> entry.cidr() + " " + entry.description())
                .toList();
    }

    private Ec2Client ec2() {
        return world().clients().of(Ec2Client::builder);
    }
}
