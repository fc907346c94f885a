package dev.nightshift.liveips;

import dev.nightshift.liveips.Machine.Interface;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.NetworkInterface;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskSet;

/// What ECS says of a task, in the words of Auto Scaling and EC2.
///
/// Sources: Task, Deployment, TaskSet and DeploymentConfiguration, Amazon ECS API Reference.
final class TaskStates {
    private static final String IN_SERVICE = "InService";
    private static final String PENDING = "Pending";
    private static final String TERMINATING = "Terminating";
    private static final String RUNNING = "RUNNING";

    private TaskStates() {}

    /// Its state is the last status, and its interface the one that `awsvpc` gives it.
    static Machine machine(Source.Service source, Task task) {
        boolean belongs = ("service:" + source.service()).equals(task.group());
        Optional<Address> ipv4 = addresses(task, NetworkInterface::privateIpv4Address)
                .findFirst()
                .or(() -> attached(task));
        return new Machine(
                Source.lastPart(task.taskArn()),
                task.lastStatus() == null ? "" : task.lastStatus(),
                belongs ? source.name() : "",
                ipv4,
                Optional.empty(),
                List.of(new Interface(
                        0,
                        ipv4.stream().toList(),
                        Optional.empty(),
                        addresses(task, NetworkInterface::ipv6Address)
                                .distinct()
                                .toList())));
    }

    /// What its service has in mind for it: the tasks of a deployment that is replaced serve until they are stopped,
    /// and
    /// those of a task set serve while it is the primary one.
    static String lifecycle(Service service, Task task) {
        if (!RUNNING.equals(task.desiredStatus())) {
            return PENDING.equalsIgnoreCase(task.desiredStatus()) ? PENDING : TERMINATING;
        }
        if (!RUNNING.equals(task.lastStatus())) {
            return PENDING;
        }
        return service.taskSets().stream()
                .filter(set -> set.id() != null && set.id().equals(task.startedBy()))
                .findFirst()
                .map(TaskStates::lifecycle)
                .orElse(waitsForTraffic(service, task) ? PENDING : IN_SERVICE);
    }

    private static String lifecycle(TaskSet set) {
        return switch (String.valueOf(set.status())) {
            case "PRIMARY" -> IN_SERVICE;
            case "ACTIVE" -> "Standby";
            default -> TERMINATING;
        };
    }

    // Where traffic is shifted from one deployment to another, ECS does not say of a service when the younger one gets
    // it: until the elder is gone, the elder serves.
    private static boolean waitsForTraffic(Service service, Task task) {
        if (service.deploymentConfiguration() == null
                || service.deploymentConfiguration().strategy() == null
                || service.deploymentConfiguration().strategyAsString().equals("ROLLING")) {
            return false;
        }
        List<Deployment> deployments = service.deployments().stream()
                .filter(one -> !"INACTIVE".equals(one.status()))
                .toList();
        return deployments.size() > 1
                && deployments.stream()
                        .anyMatch(one -> "PRIMARY".equals(one.status())
                                && one.id() != null
                                && one.id().equals(task.startedBy()));
    }

    /// @param checked whether its essential containers have health checks; then `UNKNOWN` is no verdict yet
    static String health(Task task, BooleanSupplier checked) {
        return switch (String.valueOf(task.healthStatusAsString())) {
            case "HEALTHY" -> "Healthy";
            case "UNHEALTHY" -> "Unhealthy";
            default -> RUNNING.equals(task.lastStatus()) && checked.getAsBoolean() ? "UNKNOWN" : "Healthy";
        };
    }

    private interface OfInterface {
        @Nullable
        String address(NetworkInterface one);
    }

    private static Stream<Address> addresses(Task task, OfInterface kind) {
        return task.containers().stream()
                .flatMap(container -> container.networkInterfaces().stream())
                .flatMap(one -> Optional.ofNullable(kind.address(one)).flatMap(Address::parse).stream());
    }

    // A task has it before its containers do.
    private static Optional<Address> attached(Task task) {
        return task.attachments().stream()
                .filter(attachment -> "ElasticNetworkInterface".equals(attachment.type()))
                .flatMap(attachment -> attachment.details().stream())
                .filter(detail -> "privateIPv4Address".equals(detail.name()))
                .map(KeyValuePair::value)
                .flatMap(value -> Address.parse(value).stream())
                .findFirst();
    }
}
