package dev.nightshift.infra;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;

/// What a role may do: one policy statement.
///
/// @param reason why its actions or resources are patterns; empty where all of them are named
record Permission(PolicyStatement statement, String reason) {
    static Permission allow(String sid, List<String> actions, List<String> resources) {
        return allow(sid, actions, resources, Map.of());
    }

    /// @param conditions by operator; their order is that of their names, so that two synths are equal
    static Permission allow(String sid, List<String> actions, List<String> resources, Map<String, Object> conditions) {
        PolicyStatement statement = PolicyStatement.Builder.create()
                .sid(sid)
                .actions(actions)
                .resources(resources.stream().distinct().toList())
                .conditions(new TreeMap<>(conditions))
                .build();
        return new Permission(statement, "");
    }

    /// The same with the reason why its actions or resources are patterns. `ChecksTest` finds those without.
    Permission because(String why) {
        return new Permission(statement, why);
    }

    /// Lets a role do all of this.
    ///
    /// The reasons stand in the template, in the metadata of the role's policy, where cdk-nag reads them. Source:
    /// *Suppressing a Rule*, cdk-nag's README.
    static void grant(Role role, List<Permission> permissions) {
        permissions.forEach(permission -> role.addToPolicy(permission.statement()));
        CfnResource policy = (CfnResource) Objects.requireNonNull(
                role.getNode().findChild("DefaultPolicy").getNode().getDefaultChild());
        List<Map<String, Object>> reasons = permissions.stream()
                .filter(permission -> !permission.reason().isEmpty())
                .map(permission -> permission.suppression(Stack.of(role)))
                .toList();
        policy.addMetadata("cdk_nag", Map.of("rules_to_suppress", reasons));
    }

    private Map<String, Object> suppression(Stack stack) {
        List<String> patterns = Stream.concat(
                        statement.getActions().stream().map(action -> "Action::" + action),
                        statement.getResources().stream()
                                .map(resource -> "Resource::" + flattened(stack.resolve(resource))))
                .filter(pattern -> pattern.contains("*"))
                .toList();
        return new TreeMap<>(Map.of("id", "AwsSolutions-IAM5", "reason", reason, "applies_to", patterns));
    }

    // As cdk-nag writes what is known only when it is deployed: <AWS::Region>, <Bucket.Arn>.
    private static String flattened(Object value) {
        return switch (value) {
            case Map<?, ?> map when map.get("Ref") instanceof String name -> "<" + name + ">";
            case Map<?, ?> map
            when map.get("Fn::GetAtt") instanceof List<?> path ->
                path.stream().map(String::valueOf).collect(Collectors.joining(".", "<", ">"));
            case Map<?, ?> map
            when map.get("Fn::Join") instanceof List<?> join ->
                ((List<?>) join.getLast()).stream().map(Permission::flattened).collect(Collectors.joining());
            default -> value.toString();
        };
    }

    /// The ARN of a resource in the stack's account and region.
    static String arn(String service, String resource) {
        return arn(service, Aws.REGION, resource);
    }

    /// The ARN of a resource in the stack's account.
    ///
    /// @param region empty for global services, `*` for all
    static String arn(String service, String region, String resource) {
        return arn(service, region, Aws.ACCOUNT_ID, resource);
    }

    /// The ARN of a resource in the account.
    static String arn(String service, String region, String account, String resource) {
        return "arn:%s:%s:%s:%s:%s".formatted(Aws.PARTITION, service, region, account, resource);
    }
}
