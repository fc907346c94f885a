package dev.nightshift.local.aws.security;

import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.service.JsonService;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Parameters;
import dev.nightshift.local.aws.wire.Place;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The keys of an account in a region, as far as who manages them.
///
/// Source: DescribeKey, AWS Key Management Service API Reference.
public final class Kms implements JsonService {
    private final Place place;
    private final Map<String, String> managers = new ConcurrentHashMap<>();

    public Kms(Place place) {
        this.place = place;
    }

    /// A key that the customer manages; its ARN.
    public String customerKey() {
        return key("CUSTOMER");
    }

    /// A key that AWS manages, such as that of `alias/aws/ebs`; its ARN.
    public String awsKey() {
        return key("AWS");
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of(
                "DescribeKey",
                new Operation(
                        Set.of("KeyId"),
                        asked -> List.of(IamRequest.of("kms:DescribeKey", asked.textOrEmpty("KeyId"))),
                        this::describeKey));
    }

    private String key(String manager) {
        String arn = "arn:aws:kms:%s:%s:key/00000000-0000-0000-0000-%012d"
                .formatted(place.region(), place.account(), managers.size() + 1);
        managers.put(arn, manager);
        return arn;
    }

    private Fields describeKey(Parameters asked) {
        String arn = asked.textOrEmpty("KeyId");
        String manager = managers.get(arn);
        if (manager == null) {
            throw AwsException.badRequest("NotFoundException", "Key '" + arn + "' does not exist");
        }
        return Fields.empty()
                .put(
                        "KeyMetadata",
                        Fields.empty()
                                .put("Arn", arn)
                                .put("KeyId", arn.substring(arn.indexOf('/') + 1))
                                .put("KeyManager", manager)
                                .put("Enabled", true));
    }
}
