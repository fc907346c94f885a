package dev.nightshift.liveips;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.ecs.EcsClient;

/// Which task definitions have health checks. A revision never changes, hence what is known of one is kept.
final class HealthChecks {
    private final Map<String, Boolean> known = new ConcurrentHashMap<>();

    /// Whether an essential container has one: they alone decide about a task's health. Source: Task,
    /// Amazon ECS API Reference.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException when ECS does not say
    boolean isDefined(EcsClient client, String taskDefinition) {
        return known.computeIfAbsent(
                taskDefinition,
                arn -> client
                        .describeTaskDefinition(request -> request.taskDefinition(arn))
                        .taskDefinition()
                        .containerDefinitions()
                        .stream()
                        .anyMatch(container ->
                                !Boolean.FALSE.equals(container.essential()) && container.healthCheck() != null));
    }
}
