package dev.nightshift.local.aws.ecs;

import dev.nightshift.local.aws.wire.Node.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A container service, set by the methods that return it. It starts and stops no tasks by itself.
///
/// A new one wants two tasks and has none. Source: Service, Amazon ECS API Reference.
public final class EcsService {
    private record Deployment(int number, Instant createdAt, String rolloutState) {
        String id() {
            return "ecs-svc/%019d".formatted(number);
        }
    }

    private final Ecs region;
    private final String cluster;
    private final String name;
    private final List<Deployment> deployments = new ArrayList<>();
    private final List<String> targetGroupArns = new ArrayList<>();
    private final Map<String, String> taskSets = new LinkedHashMap<>();
    private final List<EcsTask> tasks = new ArrayList<>();
    private String status = "ACTIVE";
    private String strategy = "ROLLING";
    private int desired = 2;
    private boolean checked;
    private boolean replacing;

    EcsService(Ecs region, String cluster, String name) {
        this.region = region;
        this.cluster = cluster;
        this.name = name;
    }

    /// Wanting so many tasks.
    public EcsService desired(int count) {
        return change(() -> desired = count);
    }

    /// Deleted, as it is shown for a while: it wants none.
    public EcsService deleted() {
        return change(() -> {
            status = "INACTIVE";
            desired = 0;
            tasks.clear();
        });
    }

    /// Whose container has a health check.
    public EcsService checked() {
        return change(() -> checked = true);
    }

    /// Registering its tasks with a target group.
    public EcsService targetGroup(String arn) {
        return change(() -> targetGroupArns.add(arn));
    }

    /// With a task set in a status: `PRIMARY`, `ACTIVE`, `DRAINING`.
    public EcsService taskSet(String id, String state) {
        return change(() -> taskSets.put(id, state));
    }

    /// Deploying in another way than `ROLLING`: `BLUE_GREEN`, `CANARY`, `LINEAR`.
    public EcsService strategy(String text) {
        return change(() -> strategy = text);
    }

    /// With a younger deployment beside the one before, whose tasks are not stopped yet.
    public EcsService replacing() {
        return change(() -> {
            deploy();
            replacing = true;
        });
    }

    /// With the youngest deployment alone.
    public EcsService replaced() {
        return change(() -> replacing = false);
    }

    /// A task of the youngest deployment.
    public EcsTask task() {
        return task(primary().id());
    }

    /// A task of a task set.
    public EcsTask task(String startedBy) {
        synchronized (region) {
            EcsTask task = region.task(this, startedBy);
            tasks.add(task);
            return task;
        }
    }

    /// Without a task, of which nothing is known any more.
    public EcsService forget(String taskId) {
        return change(() -> tasks.removeIf(task -> task.id().equals(taskId)));
    }

    void deploy() {
        deployments.add(new Deployment(deployments.size() + 1, region.now(), region.rolloutState()));
    }

    Instant deployed() {
        return primary().createdAt();
    }

    String cluster() {
        return cluster;
    }

    String name() {
        return name;
    }

    boolean isChecked() {
        return checked;
    }

    List<EcsTask> tasks() {
        return tasks;
    }

    String taskDefinition() {
        return region.arn("task-definition", cluster + "-" + name + ":1");
    }

    String arn() {
        return region.arn("service", cluster + "/" + name);
    }

    Fields tree() {
        List<Fields> shown = new ArrayList<>(List.of(tree(primary(), "PRIMARY")));
        if (replacing) {
            shown.add(tree(deployments.get(deployments.size() - 2), "ACTIVE"));
        }
        return Fields.empty()
                .put("serviceName", name)
                .put("serviceArn", arn())
                .put("clusterArn", region.arn("cluster", cluster))
                .put("status", status)
                .put("desiredCount", desired)
                .put("taskDefinition", taskDefinition())
                .put("deploymentConfiguration", Fields.empty().put("strategy", strategy))
                .put(
                        "loadBalancers",
                        targetGroupArns.stream()
                                .map(arn -> Fields.empty().put("targetGroupArn", arn))
                                .toList())
                .put(
                        "taskSets",
                        taskSets.entrySet().stream()
                                .map(set ->
                                        Fields.empty().put("id", set.getKey()).put("status", set.getValue()))
                                .toList())
                .put("deployments", shown);
    }

    private Fields tree(Deployment deployment, String state) {
        boolean done = deployment.rolloutState().equals("COMPLETED");
        return Fields.empty()
                .put("id", deployment.id())
                .put("status", state)
                .put("taskDefinition", taskDefinition())
                .put("desiredCount", desired)
                .put("runningCount", done ? desired : 0)
                .put("createdAt", deployment.createdAt())
                .put("rolloutState", deployment.rolloutState());
    }

    private Deployment primary() {
        return deployments.getLast();
    }

    private EcsService change(Runnable change) {
        synchronized (region) {
            change.run();
            return this;
        }
    }
}
