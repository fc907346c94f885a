package dev.nightshift.certificates;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/// The certificates of database instances. Needs `rds:DescribeDBInstances`.
final class RdsHoldings {
    // RDS does not say when the lifetime began.
    private static final Instant LONG_AGO = Instant.EPOCH;

    private RdsHoldings() {}

    static List<Holding> of(RdsClient rds) {
        return rds.describeDBInstancesPaginator().dbInstances().stream()
                // An instance that is being made has none yet.
                .filter(instance -> instance.certificateDetails() != null
                        && instance.certificateDetails().validTill() != null)
                .map(RdsHoldings::holding)
                .toList();
    }

    private static Holding holding(DBInstance instance) {
        return new Holding(
                instance.dbInstanceArn(),
                instance.dbInstanceIdentifier() + " ("
                        + instance.certificateDetails().caIdentifier() + ")",
                List.of(),
                LONG_AGO,
                instance.certificateDetails().validTill(),
                "",
                true,
                List.of(),
                false,
                Optional.empty());
    }
}
