package dev.nightshift.liveips.look;

import dev.nightshift.kit.aws.JsonApi;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Which task definitions have health checks. A revision never changes, hence what is known of one is kept.
final class HealthChecks {
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();

    /// Whether an essential container has one: they alone decide about a task's health. Source: Task,
    /// Amazon ECS API Reference.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when ECS does not say
    boolean isDefined(JsonApi client, String taskDefinition) {
        return known.computeIfAbsent(
                taskDefinition,
                arn -> client.call("DescribeTaskDefinition", Map.of("taskDefinition", arn))
                        .all("taskDefinition", "containerDefinitions")
                        .anyMatch(container ->
                                !container.text("essential").equals("false") && container.has("healthCheck")));
    }
}
