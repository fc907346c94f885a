package dev.nightshift.rotator;

import static dev.nightshift.rotator.AwsCall.called;
import static dev.nightshift.rotator.AwsCall.number;
import static dev.nightshift.rotator.AwsCall.text;
import static dev.nightshift.rotator.AwsCall.time;

import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.Clients;
import dev.nightshift.kit.aws.JsonApi;
import dev.nightshift.rotator.Consumers.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The ECS services of one account and region.
///
/// Needs `ecs:DescribeServices` and `ecs:UpdateService` on the services, and `ecs:DescribeTaskDefinition`, which knows
/// no resources.
final class EcsApi implements EcsServices {
    // DescribeServices, Amazon ECS API Reference: of one cluster, at most ten.
    private static final int MOST = 10;

    private final JsonApi ecs;

    EcsApi(Clients clients) {
        this.ecs = clients.json("ecs", "AmazonEC2ContainerServiceV20141113");
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
                () -> ecs.call("DescribeServices", Map.of("cluster", cluster, "services", names))
                        .all("services")
                        .flatMap(one -> seen(cluster, one))
                        .toList());
    }

    private static Stream<Seen> seen(String cluster, Answer service) {
        List<Answer> deployments = service.all("deployments").toList();
        return deployments.stream()
                .filter(deployment -> deployment.text("status").equals("PRIMARY"))
                .map(primary -> new Seen(
                        new Service(cluster, text(service, "serviceName")),
                        text(primary, "taskDefinition"),
                        time(primary, "createdAt"),
                        state(deployments, primary)));
    }

    /// A deployment that was rolled back stays beside the one that took its place until that one is done. Only services
    /// with rolling updates have a rollout state.
    private static State state(List<Answer> all, Answer primary) {
        if (all.stream().anyMatch(one -> one.text("rolloutState").equals("FAILED"))) {
            return State.FAILED;
        }
        boolean stable = all.size() == 1 && number(primary, "runningCount") == number(primary, "desiredCount");
        return stable || primary.text("rolloutState").equals("COMPLETED") ? State.STEADY : State.ROLLING;
    }

    @Override
    public Set<String> secrets(String taskDefinition) {
        return called(
                "DescribeTaskDefinition",
                () -> ecs.call("DescribeTaskDefinition", Map.of("taskDefinition", taskDefinition))
                        .all("taskDefinition", "containerDefinitions")
                        .flatMap(EcsApi::secrets)
                        .collect(Collectors.toSet()));
    }

    private static Stream<String> secrets(Answer container) {
        return Stream.concat(container.all("secrets"), container.all("logConfiguration", "secretOptions"))
                .map(secret -> text(secret, "valueFrom"));
    }

    @Override
    public void redeploy(Service service) {
        called(
                "UpdateService",
                () -> ecs.call(
                        "UpdateService",
                        Map.of("cluster", service.cluster(), "service", service.name(), "forceNewDeployment", true)));
    }
}
