package dev.nightshift.local.aws;

import static dev.nightshift.local.aws.AwsContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;

/// What is relied on of that which EC2 tells.
interface Ec2DescriptionsContract {
    World world();

    @Test
    default void everyFilterMustMatchWithOneOfItsValues() {
        String web = world().launch(Map.of("Name", "web-1", "nightshift:schedule", "office"));
        String batch = world().launch(Map.of("Name", "batch", "nightshift:schedule", "lab"));
        world().launch(Map.of("Name", "db"));
        ec2().stopInstances(r -> r.instanceIds(batch));

        assertThat(found(filter("tag-key", "nightshift:schedule"))).containsExactlyInAnyOrder(web, batch);
        assertThat(found(filter("tag-key", "nightshift:*"))).containsExactlyInAnyOrder(web, batch);
        assertThat(found(filter("tag:Name", "web-?", "none"))).containsExactly(web);
        assertThat(found(filter("instance-id", batch))).containsExactly(batch);
        assertThat(found(filter("tag-key", "nightshift:schedule"), filter("instance-state-name", "running", "pending")))
                .containsExactly(web);
    }

    @Test
    default void aBackslashInAFilterMakesAWildcardAnOrdinaryCharacter() {
        String marked = world().launch(Map.of("Name", "a*b?c"));
        String plain = world().launch(Map.of("Name", "aXbYc"));

        assertThat(found(filter("tag:Name", "a\\*b\\?c"))).containsExactly(marked);
        assertThat(found(filter("tag:Name", "a*b?c"))).containsExactlyInAnyOrder(marked, plain);
        assertThat(found(filter("tag:Name", "\\*"))).isEmpty();
    }

    @Test
    @MotoDiffers(
            how = "a backslash that no wildcard follows is an ordinary character",
            page = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html")
    default void aBackslashInAFilterMakesAnotherOneAnOrdinaryCharacter() {
        String marked = world().launch(Map.of("Name", "a\\b"));
        world().launch(Map.of("Name", "a\\\\b"));

        assertThat(found(filter("tag:Name", "a\\\\b"))).containsExactly(marked);
    }

    @Test
    default void pagesHoldEverythingOnce() {
        List<String> ids = IntStream.range(0, 12)
                .mapToObj(n -> world().launch(Map.of("Name", "n" + n)))
                .toList();

        assertThat(ec2().describeInstances(r -> r.maxResults(5)).nextToken()).isNotEmpty();
        assertThat(ec2().describeInstancesPaginator(r -> r.maxResults(5)).reservations().stream()
                        .flatMap(reservation -> reservation.instances().stream())
                        .map(Instance::instanceId))
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    default void aPageSizeAndIdsDoNotGoTogether() {
        String id = world().launch(Map.of());

        assertRefused(
                () -> ec2().describeInstances(r -> r.instanceIds(id).maxResults(5)),
                400,
                "InvalidParameterCombination",
                "The parameter instancesSet cannot be used with the parameter maxResults");
    }

    @ParameterizedTest
    @CsvSource({"4", "1001"})
    @MotoDiffers(
            how = "it takes any size",
            page = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html")
    default void aPageHasFiveToAThousandInstances(int size) {
        assertRefused(
                () -> ec2().describeInstances(r -> r.maxResults(size)),
                400,
                "InvalidParameterValue",
                "Value ( " + size + " ) for parameter maxResults is invalid.");
    }

    @ParameterizedTest
    @CsvSource({"m7g.large, false", "i3.large, true", "m5d.large, true", "c6gd.medium, true", "d2.xlarge, true"})
    default void aTypeTellsWhetherItsHostHasDisksForIt(String type, boolean disks) {
        assertThat(ec2().describeInstanceTypes(r -> r.instanceTypesWithStrings(type))
                        .instanceTypes())
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.instanceTypeAsString()).isEqualTo(type);
                    assertThat(told.instanceStorageSupported()).isEqualTo(disks);
                });
    }

    @Test
    default void typesThatDoNotExistAreNamed() {
        assertRefused(
                () -> ec2().describeInstanceTypes(r -> r.instanceTypesWithStrings("large")),
                400,
                "InvalidInstanceType",
                "The following supplied instance types do not exist: ");
    }

    @Test
    default void volumesAreFoundByTheirInstance() {
        String id = world().launch(Map.of());
        world().launch(Map.of());

        assertThat(ec2().describeVolumes(r -> r.filters(filter("attachment.instance-id", id)))
                        .volumes())
                .singleElement()
                .satisfies(volume -> {
                    assertThat(volume.encrypted()).isFalse();
                    assertThat(volume.kmsKeyId()).isNull();
                    assertThat(volume.attachments())
                            .extracting(VolumeAttachment::instanceId)
                            .containsExactly(id);
                });
        assertThat(ec2().describeVolumes(
                                r -> r.filters(filter("attachment.instance-id", id), filter("encrypted", "true")))
                        .volumes())
                .isEmpty();
    }

    private List<String> found(Filter... filters) {
        return ec2().describeInstances(r -> r.filters(filters)).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .map(Instance::instanceId)
                .toList();
    }

    private static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }

    private Ec2Client ec2() {
        return world().clients().of(Ec2Client::builder);
    }
}
