package dev.nightshift.certificates.look;

import dev.nightshift.certificates.model.Holding;
import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.QueryApi;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The certificates of database instances. Needs `rds:DescribeDBInstances`.
///
/// Source: DescribeDBInstances, Amazon RDS API Reference.
public final class RdsHoldings {
    // RDS does not say when the lifetime began.
    private static final Instant LONG_AGO = Instant.EPOCH;
    private static final String RESULT = "DescribeDBInstancesResult";
    private static final String MARKER = "Marker";

    private static final Set<String> ELEMENTS = Set.of(
            RESULT,
            MARKER,
            "DBInstances",
            "DBInstance",
            "DBInstanceArn",
            "DBInstanceIdentifier",
            "CertificateDetails",
            "CAIdentifier",
            "ValidTill");

    private RdsHoldings() {}

    public static List<Holding> of(QueryApi rds) {
        List<Holding> holdings = new ArrayList<>();
        Map<String, String> parameters = new TreeMap<>();
        String marker;
        do {
            Answer page = rds.call("DescribeDBInstances", parameters, ELEMENTS::contains);
            page.all(RESULT, "DBInstances", "DBInstance")
                    .flatMap(instance -> holding(instance).stream())
                    .forEach(holdings::add);
            marker = page.text(RESULT, MARKER);
            parameters.put(MARKER, marker);
        } while (!marker.isEmpty());
        return holdings;
    }

    /// An instance that is being made has no certificate yet.
    private static Optional<Holding> holding(Answer instance) {
        return instance.time("CertificateDetails", "ValidTill")
                .map(validTill -> new Holding(
                        instance.text("DBInstanceArn"),
                        instance.text("DBInstanceIdentifier") + " ("
                                + instance.text("CertificateDetails", "CAIdentifier") + ")",
                        List.of(),
                        LONG_AGO,
                        validTill,
                        "",
                        true,
                        List.of(),
                        false,
                        Optional.empty()));
    }
}
