package dev.nightshift.kit.aws;

import java.util.Arrays;

/// A group of regions with accounts, ARNs and host names of its own.
///
/// The SDK's [software.amazon.awssdk.regions.PartitionMetadata] says the same, and loads 363 classes of all regions and
/// services for it.
///
/// Source: *AWS SDK endpoint metadata* as of the SDK 2.59, with which the tests compare it.
enum Partition {
    AWS("aws", "", "amazonaws.com", "us-east-1"),
    CHINA("aws-cn", "cn-", "amazonaws.com.cn", "cn-north-1"),
    US_GOVERNMENT("aws-us-gov", "us-gov-", "amazonaws.com", "us-gov-west-1"),
    EUROPEAN_SOVEREIGN("aws-eusc", "eusc-", "amazonaws.eu", "eusc-de-east-1"),
    ISO("aws-iso", "us-iso-", "c2s.ic.gov", "us-iso-east-1"),
    ISO_B("aws-iso-b", "us-isob-", "sc2s.sgov.gov", "us-isob-east-1"),
    ISO_E("aws-iso-e", "eu-isoe-", "cloud.adc-e.uk", "eu-isoe-west-1"),
    ISO_F("aws-iso-f", "us-isof-", "csp.hci.ic.gov", "us-isof-south-1");

    private final String id;
    private final String regionPrefix;
    private final String dnsSuffix;
    private final String mainRegion;

    Partition(String id, String regionPrefix, String dnsSuffix, String mainRegion) {
        this.id = id;
        this.regionPrefix = regionPrefix;
        this.dnsSuffix = dnsSuffix;
        this.mainRegion = mainRegion;
    }

    /// That of a region, [#AWS] for a region that no other one is known to have.
    static Partition of(String region) {
        return Arrays.stream(values())
                .filter(partition -> partition != AWS && region.startsWith(partition.regionPrefix))
                .findFirst()
                .orElse(AWS);
    }

    /// Its name in ARNs.
    String id() {
        return id;
    }

    /// The end of its services' host names.
    String dnsSuffix() {
        return dnsSuffix;
    }

    /// The region of services that have one endpoint for the partition.
    String mainRegion() {
        return mainRegion;
    }
}
