package dev.nightshift.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;

/// What a role may do: policy statements and ARNs, written in one way.
final class Permission {
    private Permission() {}

    static PolicyStatement allow(String sid, List<String> actions, List<String> resources) {
        return allow(sid, actions, resources, Map.of());
    }

    /// @param conditions by operator; their order is that of their names, so that two synths are equal
    static PolicyStatement allow(
            String sid, List<String> actions, List<String> resources, Map<String, Object> conditions) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .actions(actions)
                .resources(resources.stream().distinct().toList())
                .conditions(new TreeMap<>(conditions))
                .build();
    }

    /// The ARN of a resource in the stack's account and region.
    static String arn(String service, String resource) {
        return arn(service, Aws.REGION, resource);
    }

    /// The ARN of a resource in the stack's account.
    ///
    /// @param region empty for global services, `*` for all
    static String arn(String service, String region, String resource) {
        return "arn:%s:%s:%s:%s:%s".formatted(Aws.PARTITION, service, region, Aws.ACCOUNT_ID, resource);
    }
}
