package dev.nightshift.kit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

class PartitionTest {
    @Test
    void everyRegionOfTheSdkIsInItsPartition() {
        assertThat(Region.regions())
                .filteredOn(region -> !region.isGlobalRegion())
                .hasSizeGreaterThan(40)
                .allSatisfy(region -> {
                    PartitionMetadata expected = PartitionMetadata.of(region);
                    assertThat(Partition.of(region.id()).id()).isEqualTo(expected.id());
                    assertThat(Partition.of(region.id()).dnsSuffix()).isEqualTo(expected.dnsSuffix());
                });
    }

    @Test
    void aRegionThatIsNewIsTakenForOneOfItsPartition() {
        assertThat(Partition.of("ap-future-7")).isEqualTo(Partition.AWS);
        assertThat(Partition.of("cn-future-7")).isEqualTo(Partition.CHINA);
    }
}
