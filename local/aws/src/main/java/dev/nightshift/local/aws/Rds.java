package dev.nightshift.local.aws;

import dev.nightshift.local.aws.Node.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The database instances of one account in one region, as far as their certificates go.
///
/// Source: DescribeDBInstances, Amazon RDS API Reference.
public final class Rds implements Service {
    private final Place place;
    private final List<Fields> instances = new ArrayList<>();

    Rds(Place place) {
        this.place = place;
    }

    /// Makes an instance and says its ARN.
    public synchronized String launch(String identifier, String authority, Instant validTill) {
        String arn = place.arn("rds", "db:" + identifier);
        instances.add(Fields.empty()
                .put("DBInstanceIdentifier", identifier)
                .put("DBInstanceArn", arn)
                .put(
                        "CertificateDetails",
                        Fields.empty().put("CAIdentifier", authority).put("ValidTill", validTill)));
        return arn;
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of(
                "DescribeDBInstances",
                new Operation(
                        Set.of("Marker", "MaxRecords"),
                        asked -> List.of(IamRequest.of("rds:DescribeDBInstances", place.arn("rds", "db:*"))),
                        asked -> Fields.empty()
                                .put("DBInstances", new Node.Named("DBInstance", List.copyOf(instances)))));
    }

    @Override
    public AwsException denied(String why) {
        return new AwsException(403, "AccessDenied", why);
    }
}
