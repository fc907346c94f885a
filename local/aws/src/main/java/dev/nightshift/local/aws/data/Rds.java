package dev.nightshift.local.aws.data;

import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.service.Service;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Node;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Page;
import dev.nightshift.local.aws.wire.Parameters;
import dev.nightshift.local.aws.wire.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The database instances of one account in one region, as far as their certificates go.
///
/// Source: DescribeDBInstances, Amazon RDS API Reference.
public final class Rds implements Service {
    private static final int LEAST_RECORDS = 20;
    private static final int MOST_RECORDS = 100;

    private final Place place;
    private final List<Fields> instances = new ArrayList<>();

    public Rds(Place place) {
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
                        this::describeDbInstances));
    }

    private synchronized Fields describeDbInstances(Parameters asked) {
        int size = asked.text("MaxRecords").map(Integer::parseInt).orElse(MOST_RECORDS);
        if (size < LEAST_RECORDS || size > MOST_RECORDS) {
            throw AwsException.badRequest(
                    "InvalidParameterValue",
                    "Invalid value %d for MaxRecords. Must be between %d and %d"
                            .formatted(size, LEAST_RECORDS, MOST_RECORDS));
        }
        Page<Fields> page = Page.of(List.copyOf(instances), size, asked.text("Marker"));
        Fields answer = Fields.empty().put("DBInstances", new Node.Named("DBInstance", page.items()));
        page.next().ifPresent(token -> answer.put("Marker", token));
        return answer;
    }

    @Override
    public AwsException denied(String why) {
        return new AwsException(403, "AccessDenied", why);
    }
}
