package dev.nightshift.liveips.look;

import dev.nightshift.kit.aws.Answer;
import dev.nightshift.liveips.model.Address;
import dev.nightshift.liveips.model.Machine;
import dev.nightshift.liveips.model.Machine.Interface;
import dev.nightshift.liveips.model.Source;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// What ECS says of a task, in the words of Auto Scaling and EC2.
///
/// Sources: Task, Deployment, TaskSet and DeploymentConfiguration, Amazon ECS API Reference.
final class TaskStates {
    private static final String IN_SERVICE = "InService";
    private static final String PENDING = "Pending";
    private static final String TERMINATING = "Terminating";
    private static final String RUNNING = "RUNNING";
    private static final String LAST_STATUS = "lastStatus";

    private TaskStates() {}

    /// Its state is the last status, and its interface the one that `awsvpc` gives it.
    static Machine machine(Source.Service source, Answer task) {
        boolean belongs = task.text("group").equals("service:" + source.service());
        Optional<Address> ipv4 =
                addresses(task, "privateIpv4Address").findFirst().or(() -> attached(task));
        return new Machine(
                Source.lastPart(task.text("taskArn")),
                task.text(LAST_STATUS),
                belongs ? source.name() : "",
                ipv4,
                Optional.empty(),
                List.of(new Interface(
                        0,
                        ipv4.stream().toList(),
                        Optional.empty(),
                        addresses(task, "ipv6Address").distinct().toList())));
    }

    /// What its service has in mind for it: the tasks of a deployment that is replaced serve until they are stopped,
    /// and those of a task set serve while it is the primary one.
    static String lifecycle(Answer service, Answer task) {
        String desired = task.text("desiredStatus");
        if (!desired.equals(RUNNING)) {
            return desired.equalsIgnoreCase(PENDING) ? PENDING : TERMINATING;
        }
        if (!task.text(LAST_STATUS).equals(RUNNING)) {
            return PENDING;
        }
        return service.all("taskSets")
                .filter(set -> startedBy(set, task))
                .findFirst()
                .map(TaskStates::lifecycle)
                .orElse(waitsForTraffic(service, task) ? PENDING : IN_SERVICE);
    }

    private static String lifecycle(Answer set) {
        return switch (set.text("status")) {
            case "PRIMARY" -> IN_SERVICE;
            case "ACTIVE" -> "Standby";
            default -> TERMINATING;
        };
    }

    // Where traffic is shifted from one deployment to another, ECS does not say of a service when the younger one gets
    // it: until the elder is gone, the elder serves.
    private static boolean waitsForTraffic(Answer service, Answer task) {
        String strategy = service.text("deploymentConfiguration", "strategy");
        if (strategy.isEmpty() || strategy.equals("ROLLING")) {
            return false;
        }
        List<Answer> deployments = service.all("deployments")
                .filter(one -> !one.text("status").equals("INACTIVE"))
                .toList();
        return deployments.size() > 1
                && deployments.stream().anyMatch(one -> one.text("status").equals("PRIMARY") && startedBy(one, task));
    }

    private static boolean startedBy(Answer starter, Answer task) {
        return starter.has("id") && starter.text("id").equals(task.text("startedBy"));
    }

    /// @param checked whether its essential containers have health checks; then `UNKNOWN` is no verdict yet
    static String health(Answer task, BooleanSupplier checked) {
        return switch (task.text("healthStatus")) {
            case "HEALTHY" -> "Healthy";
            case "UNHEALTHY" -> "Unhealthy";
            default -> task.text(LAST_STATUS).equals(RUNNING) && checked.getAsBoolean() ? "UNKNOWN" : "Healthy";
        };
    }

    private static Stream<Address> addresses(Answer task, String member) {
        return task.all("containers", "networkInterfaces", member).flatMap(one -> Address.parse(one.text()).stream());
    }

    // A task has it before its containers do.
    private static Optional<Address> attached(Answer task) {
        return task.all("attachments")
                .filter(attachment -> attachment.text("type").equals("ElasticNetworkInterface"))
                .flatMap(attachment -> attachment.all("details"))
                .filter(detail -> detail.text("name").equals("privateIPv4Address"))
                .flatMap(detail -> Address.parse(detail.text("value")).stream())
                .findFirst();
    }
}
