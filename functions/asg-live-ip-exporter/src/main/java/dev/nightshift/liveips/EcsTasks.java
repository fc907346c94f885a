package dev.nightshift.liveips;

import dev.nightshift.liveips.Group.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskSet;

/// The tasks of ECS services, by the ECS API.
///
/// One call for each 10 services of a cluster; for each service one for each 100 tasks that ECS lists, and one for each
/// 100 that it lists or that are published.
final class EcsTasks {
    // DescribeServices, ListTasks and DescribeTasks, Amazon ECS API Reference.
    private static final int SERVICES = 10;
    private static final int TASKS = 100;
    private static final String MISSING = "MISSING";

    private final EcsClient client;
    private final HealthChecks healthChecks;
    private final Map<String, Group> services = new TreeMap<>();
    private final Set<String> missing = new TreeSet<>();
    private final Map<String, Machine> tasks = new TreeMap<>();
    private final Set<String> gone = new TreeSet<>();
    private final List<Finding> failures = new ArrayList<>();

    EcsTasks(EcsClient client, HealthChecks healthChecks) {
        this.client = client;
        this.healthChecks = healthChecks;
    }

    /// @param published lines of these services: their tasks are asked about even where ECS does not list them
    void read(Collection<Source.Service> asked, List<Entry> published) {
        asked.stream()
                .collect(Collectors.groupingBy(Source.Service::cluster, TreeMap::new, Collectors.toList()))
                .forEach((cluster, all) ->
                        AwsScout.inChunks(SERVICES, all).forEach(chunk -> readServices(cluster, chunk, published)));
    }

    /// Each service by [Source#name], with its tasks.
    Map<String, Group> services() {
        return services;
    }

    /// The names of services that ECS does not know, or shows as deleted.
    Set<String> missing() {
        return missing;
    }

    Map<String, Machine> tasks() {
        return tasks;
    }

    /// Ids that ECS was asked for and does not know.
    Set<String> gone() {
        return gone;
    }

    List<Finding> failures() {
        return failures;
    }

    private void readServices(String cluster, List<Source.Service> asked, List<Entry> published) {
        DescribeServicesResponse response;
        try {
            response = client.describeServices(request -> request.cluster(cluster)
                    .services(asked.stream().map(Source.Service::service).toList()));
        } catch (SdkException e) {
            if (Refusals.is(e, "ClusterNotFoundException")) {
                asked.forEach(one -> missing.add(one.name()));
            } else {
                asked.forEach(one -> unread(one, Refusals.why(e)));
            }
            return;
        }
        for (Source.Service one : asked) {
            Optional<Service> shown = response.services().stream()
                    .filter(service -> one.service().equals(service.serviceName()))
                    .findFirst();
            // A deleted service is shown as inactive for a while.
            if (shown.filter(service -> !"INACTIVE".equals(service.status())).isPresent()) {
                readTasks(one, shown.get(), published);
            } else if (shown.isPresent() || isMissing(response.failures(), one)) {
                missing.add(one.name());
            } else {
                unread(one, "ECS did not show it");
            }
        }
    }

    private static boolean isMissing(List<Failure> failures, Source.Service service) {
        return failures.stream()
                .anyMatch(failure ->
                        MISSING.equals(failure.reason()) && service.service().equals(Source.lastPart(failure.arn())));
    }

    private void readTasks(Source.Service source, Service service, List<Entry> published) {
        List<Member> members = new ArrayList<>();
        try {
            Set<String> listed = listed(source);
            Set<String> asked = new TreeSet<>(listed);
            published.stream()
                    .filter(entry -> entry.group().equals(source.name()))
                    .forEach(entry -> asked.add(entry.instance()));
            AwsScout.inChunks(TASKS, List.copyOf(asked)).forEach(chunk -> {
                DescribeTasksResponse response = client.describeTasks(
                        request -> request.cluster(source.cluster()).tasks(chunk));
                response.tasks().forEach(task -> members.add(member(source, service, task)));
                response.failures().stream()
                        .filter(failure -> MISSING.equals(failure.reason()))
                        .forEach(failure -> gone.add(Source.lastPart(failure.arn())));
            });
            Set<String> shown = new HashSet<>();
            members.forEach(member -> shown.add(member.id()));
            // What ECS lists and does not show is in service as far as is known.
            listed.stream()
                    .filter(id -> !shown.contains(id))
                    .forEach(id -> members.add(new Member(id, "", "InService", "Healthy")));
        } catch (SdkException e) {
            unread(source, Refusals.why(e));
            return;
        }
        services.put(
                source.name(),
                // A service that does not say how many tasks it wants may want some.
                new Group(
                        source.name(),
                        service.desiredCount() == null ? 1 : service.desiredCount(),
                        Map.of(),
                        targetGroups(service),
                        members));
    }

    /// All whose desired status is `RUNNING`: what ECS lists by default.
    private Set<String> listed(Source.Service source) {
        Set<String> ids = new TreeSet<>();
        client.listTasksPaginator(request -> request.cluster(source.cluster()).serviceName(source.service()))
                .taskArns()
                .forEach(arn -> ids.add(Source.lastPart(arn)));
        return ids;
    }

    private Member member(Source.Service source, Service service, Task task) {
        Machine machine = TaskStates.machine(source, task);
        tasks.put(machine.id(), machine);
        return new Member(
                machine.id(),
                task.availabilityZone() == null ? "" : task.availabilityZone(),
                TaskStates.lifecycle(service, task),
                TaskStates.health(task, () -> isChecked(task)));
    }

    private boolean isChecked(Task task) {
        try {
            return healthChecks.isDefined(client, task.taskDefinitionArn());
        } catch (SdkException e) {
            failures.add(new Finding(
                    Finding.Kind.SOURCE,
                    Source.Service.DEFINITION + Source.lastPart(task.taskDefinitionArn()),
                    "could not be read: " + Refusals.why(e)));
            return true;
        }
    }

    private static List<String> targetGroups(Service service) {
        Set<String> arns = new TreeSet<>();
        service.loadBalancers().stream().map(LoadBalancer::targetGroupArn).forEach(arns::add);
        for (TaskSet set : service.taskSets()) {
            set.loadBalancers().stream().map(LoadBalancer::targetGroupArn).forEach(arns::add);
        }
        return List.copyOf(arns);
    }

    private void unread(Source.Service service, String why) {
        failures.add(new Finding(Finding.Kind.GROUPS, service.subject(), "could not be read: " + why));
    }
}
