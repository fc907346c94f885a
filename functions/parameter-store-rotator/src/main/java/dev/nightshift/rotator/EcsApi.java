package dev.nightshift.rotator;

import static dev.nightshift.rotator.AwsCall.called;

import dev.nightshift.rotator.Consumers.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/// The ECS services of one account and region.
///
/// Needs `ecs:DescribeServices` and `ecs:UpdateService` on the services, and `ecs:DescribeTaskDefinition`, which knows
/// no resources.
final class EcsApi implements EcsServices {
    // DescribeServices, Amazon ECS API Reference: of one cluster, at most ten.
    private static final int MOST = 10;

    private final EcsClient ecs;

    EcsApi(EcsClient ecs) {
        this.ecs = ecs;
    }

    @Override
    public List<Seen> describe(List<Service> services) {
        Map<String, List<Service>> clusters = services.stream()
                .collect(Collectors.groupingBy(Service::cluster, LinkedHashMap::new, Collectors.toList()));
        List<Seen> seen = new ArrayList<>();
        clusters.forEach((cluster, all) -> {
            for (int from = 0; from < all.size(); from += MOST) {
                seen.addAll(page(cluster, all.subList(from, Math.min(all.size(), from + MOST))));
            }
        });
        return seen;
    }

    private List<Seen> page(String cluster, List<Service> services) {
        List<String> names = services.stream().map(Service::name).toList();
        return called(
                        "DescribeServices",
                        () -> ecs.describeServices(
                                request -> request.cluster(cluster).services(names)))
                .services()
                .stream()
                .flatMap(one -> one.deployments().stream()
                        .filter(deployment -> "PRIMARY".equals(deployment.status()))
                        .map(primary -> new Seen(
                                new Service(cluster, one.serviceName()),
                                primary.taskDefinition(),
                                primary.createdAt(),
                                state(one.deployments(), primary))))
                .toList();
    }

    /// A deployment that was rolled back stays beside the one that took its place until that one is done. Only services
    /// with rolling updates have a rollout state.
    private static State state(List<Deployment> all, Deployment primary) {
        if (all.stream().anyMatch(one -> one.rolloutState() == DeploymentRolloutState.FAILED)) {
            return State.FAILED;
        }
        boolean stable = all.size() == 1 && primary.runningCount().equals(primary.desiredCount());
        return stable || primary.rolloutState() == DeploymentRolloutState.COMPLETED ? State.STEADY : State.ROLLING;
    }

    @Override
    public Set<String> secrets(String taskDefinition) {
        TaskDefinition definition = called(
                        "DescribeTaskDefinition",
                        () -> ecs.describeTaskDefinition(request -> request.taskDefinition(taskDefinition)))
                .taskDefinition();
        return definition.containerDefinitions().stream()
                .flatMap(EcsApi::secrets)
                .map(Secret::valueFrom)
                .collect(Collectors.toSet());
    }

    private static Stream<Secret> secrets(ContainerDefinition container) {
        Stream<Secret> ofLog = container.logConfiguration() == null
                ? Stream.empty()
                : container.logConfiguration().secretOptions().stream();
        return Stream.concat(container.secrets().stream(), ofLog);
    }

    @Override
    public void redeploy(Service service) {
        called(
                "UpdateService",
                () -> ecs.updateService(request -> request.cluster(service.cluster())
                        .service(service.name())
                        .forceNewDeployment(true)));
    }
}
