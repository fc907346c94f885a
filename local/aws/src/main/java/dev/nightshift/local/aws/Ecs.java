package dev.nightshift.local.aws;

import dev.nightshift.local.aws.Node.Fields;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The container services of one account in one region, as far as their deployments go.
///
/// Sources: DescribeServices, DescribeTaskDefinition and UpdateService, Amazon ECS API Reference; Actions, resources,
/// and condition keys for Amazon ECS, Service Authorization Reference.
public final class Ecs implements JsonService {
    private record Deployment(int number, Instant createdAt, String rolloutState) {}

    private final Place place;
    private final InstantSource clock;
    private final Map<String, List<Deployment>> services = new TreeMap<>();
    private final Map<String, List<String>> secrets = new HashMap<>();
    private String rolloutState = "COMPLETED";

    Ecs(Place place, InstantSource clock) {
        this.place = place;
        this.clock = clock;
    }

    /// Runs a service of two tasks.
    ///
    /// @param valuesFrom where its container's secrets come from: parameters' names or ARNs
    public synchronized void run(String cluster, String service, String... valuesFrom) {
        String key = cluster + "/" + service;
        secrets.put(taskDefinition(key), List.of(valuesFrom));
        deploy(key);
    }

    /// How new deployments end: `COMPLETED`, `IN_PROGRESS` for never, or `FAILED`.
    public synchronized void deploymentsEnd(String state) {
        rolloutState = state;
    }

    /// When a service's newest deployment began.
    public synchronized Instant deployed(String cluster, String service) {
        return primary(cluster + "/" + service).createdAt();
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of(
                "DescribeServices",
                new Operation(
                        Set.of("cluster", "services.N"),
                        asked -> asked.list("services").stream()
                                .map(name -> on("DescribeServices", key(asked, name)))
                                .toList(),
                        this::describeServices),
                "DescribeTaskDefinition",
                new Operation(
                        Set.of("taskDefinition"),
                        asked -> List.of(IamRequest.of("ecs:DescribeTaskDefinition", "*")),
                        this::describeTaskDefinition),
                "UpdateService",
                new Operation(
                        Set.of("cluster", "service", "forceNewDeployment"),
                        asked -> List.of(on("UpdateService", key(asked, asked.textOrEmpty("service")))),
                        this::updateService));
    }

    private Fields describeServices(Parameters asked) {
        mustBeACluster(asked.textOrEmpty("cluster"));
        List<Fields> found = new ArrayList<>();
        List<Fields> failures = new ArrayList<>();
        for (String name : asked.list("services")) {
            String key = key(asked, name);
            if (services.containsKey(key)) {
                found.add(tree(key));
            } else {
                failures.add(Fields.empty().put("arn", arn("service", key)).put("reason", "MISSING"));
            }
        }
        return Fields.empty().put("services", found).put("failures", failures);
    }

    private Fields describeTaskDefinition(Parameters asked) {
        String arn = asked.textOrEmpty("taskDefinition");
        List<String> from = secrets.get(arn);
        if (from == null) {
            throw AwsException.badRequest("ClientException", "Unable to describe task definition.");
        }
        List<Fields> named = from.stream()
                .map(one -> Fields.empty().put("name", "DATABASE").put("valueFrom", one))
                .toList();
        Fields container = Fields.empty().put("name", "main").put("secrets", named);
        return Fields.empty()
                .put(
                        "taskDefinition",
                        Fields.empty().put("taskDefinitionArn", arn).put("containerDefinitions", List.of(container)));
    }

    private Fields updateService(Parameters asked) {
        mustBeACluster(asked.textOrEmpty("cluster"));
        String key = key(asked, asked.textOrEmpty("service"));
        if (!services.containsKey(key)) {
            throw AwsException.badRequest("ServiceNotFoundException", "Service not found.");
        }
        if (asked.isTrue("forceNewDeployment")) {
            deploy(key);
        }
        return Fields.empty().put("service", tree(key));
    }

    private void mustBeACluster(String cluster) {
        if (services.keySet().stream().noneMatch(key -> key.startsWith(cluster + "/"))) {
            throw AwsException.badRequest("ClusterNotFoundException", "Cluster not found.");
        }
    }

    private void deploy(String key) {
        List<Deployment> all = services.computeIfAbsent(key, absent -> new ArrayList<>());
        all.add(new Deployment(all.size() + 1, clock.instant(), rolloutState));
    }

    private Deployment primary(String key) {
        return services.getOrDefault(key, List.of()).getLast();
    }

    private Fields tree(String key) {
        Deployment primary = primary(key);
        boolean done = primary.rolloutState().equals("COMPLETED");
        return Fields.empty()
                .put("serviceName", key.substring(key.indexOf('/') + 1))
                .put("serviceArn", arn("service", key))
                .put("status", "ACTIVE")
                .put("taskDefinition", taskDefinition(key))
                .put(
                        "deployments",
                        List.of(Fields.empty()
                                .put("id", "ecs-svc/%019d".formatted(primary.number()))
                                .put("status", "PRIMARY")
                                .put("taskDefinition", taskDefinition(key))
                                .put("desiredCount", 2)
                                .put("runningCount", done ? 2 : 0)
                                .put("createdAt", primary.createdAt())
                                .put("rolloutState", primary.rolloutState())));
    }

    private IamRequest on(String action, String key) {
        return IamRequest.of("ecs:" + action, arn("service", key));
    }

    private static String key(Parameters asked, String service) {
        return asked.textOrEmpty("cluster") + "/" + service;
    }

    private String taskDefinition(String key) {
        return arn("task-definition", key.replace('/', '-') + ":1");
    }

    private String arn(String type, String name) {
        return place.arn("ecs", type + "/" + name);
    }
}
