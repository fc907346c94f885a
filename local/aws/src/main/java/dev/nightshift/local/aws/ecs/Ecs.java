package dev.nightshift.local.aws.ecs;

import dev.nightshift.local.aws.policy.IamRequest;
import dev.nightshift.local.aws.service.JsonService;
import dev.nightshift.local.aws.wire.AwsException;
import dev.nightshift.local.aws.wire.Node.Fields;
import dev.nightshift.local.aws.wire.Page;
import dev.nightshift.local.aws.wire.Parameters;
import dev.nightshift.local.aws.wire.Place;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The container services of one account in one region, and their tasks.
///
/// Sources: DescribeServices, DescribeTaskDefinition, DescribeTasks, ListTasks and UpdateService, Amazon ECS API
/// Reference; Actions, resources, and condition keys for Amazon ECS, Service Authorization Reference.
public final class Ecs implements JsonService {
    private static final int MAX_SERVICES = 10;
    private static final int MAX_TASKS = 100;
    private static final String MISSING = "MISSING";

    private final Place place;
    private final InstantSource clock;
    private final Map<String, EcsService> services = new TreeMap<>();
    private final Map<String, List<String>> secrets = new HashMap<>();
    private String rolloutState = "COMPLETED";
    private int started;

    public Ecs(Place place, InstantSource clock) {
        this.place = place;
        this.clock = clock;
    }

    /// Runs a service, or deploys it once more.
    ///
    /// @param valuesFrom where its container's secrets come from: parameters' names or ARNs
    public synchronized EcsService run(String cluster, String service, String... valuesFrom) {
        EcsService run =
                services.computeIfAbsent(cluster + "/" + service, key -> new EcsService(this, cluster, service));
        secrets.put(run.taskDefinition(), List.of(valuesFrom));
        run.deploy();
        return run;
    }

    /// How new deployments end: `COMPLETED`, `IN_PROGRESS` for never, or `FAILED`.
    public synchronized void deploymentsEnd(String state) {
        rolloutState = state;
    }

    /// When a service's newest deployment began.
    public synchronized Instant deployed(String cluster, String service) {
        return known(cluster + "/" + service).deployed();
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
                "DescribeTasks",
                new Operation(
                        Set.of("cluster", "tasks.N"),
                        asked -> asked.list("tasks").stream()
                                .map(id -> ofCluster("DescribeTasks", asked, arn("task", key(asked, id))))
                                .toList(),
                        this::describeTasks),
                "ListTasks",
                new Operation(
                        Set.of("cluster", "serviceName", "maxResults", "nextToken"),
                        asked -> List.of(ofCluster("ListTasks", asked, "*")),
                        this::listTasks),
                "UpdateService",
                new Operation(
                        Set.of("cluster", "service", "forceNewDeployment"),
                        asked -> List.of(on("UpdateService", key(asked, asked.textOrEmpty("service")))),
                        this::updateService));
    }

    private Fields describeServices(Parameters asked) {
        mustBeACluster(asked);
        List<String> names = asked.list("services");
        if (names.size() > MAX_SERVICES) {
            throw AwsException.badRequest("InvalidParameterException", "services can have at most 10 items.");
        }
        List<Fields> found = new ArrayList<>();
        List<Fields> failures = new ArrayList<>();
        for (String name : names) {
            String key = key(asked, name);
            service(key)
                    .ifPresentOrElse(service -> found.add(service.tree()), () -> failures.add(missing("service", key)));
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
        Fields container =
                Fields.empty().put("name", "main").put("essential", true).put("secrets", named);
        if (services.values().stream()
                .anyMatch(one -> one.isChecked() && one.taskDefinition().equals(arn))) {
            container.put("healthCheck", Fields.empty().texts("command", List.of("CMD-SHELL", "true")));
        }
        return Fields.empty()
                .put(
                        "taskDefinition",
                        Fields.empty().put("taskDefinitionArn", arn).put("containerDefinitions", List.of(container)));
    }

    private Fields describeTasks(Parameters asked) {
        mustBeACluster(asked);
        List<String> ids = asked.list("tasks");
        if (ids.isEmpty() || ids.size() > MAX_TASKS) {
            throw AwsException.badRequest("InvalidParameterException", "Tasks must have 1 to 100 items.");
        }
        List<Fields> found = new ArrayList<>();
        List<Fields> failures = new ArrayList<>();
        for (String id : ids) {
            services.values().stream()
                    .filter(service -> service.cluster().equals(asked.textOrEmpty("cluster")))
                    .flatMap(service -> service.tasks().stream())
                    .filter(task -> task.id().equals(id) || task.arn().equals(id))
                    .findFirst()
                    .ifPresentOrElse(
                            task -> found.add(task.tree()), () -> failures.add(missing("task", key(asked, id))));
        }
        return Fields.empty().put("tasks", found).put("failures", failures);
    }

    /// Those that shall run, unless another desired status is asked for.
    private Fields listTasks(Parameters asked) {
        mustBeACluster(asked);
        EcsService service = known(key(asked, asked.textOrEmpty("serviceName")));
        List<String> arns = service.tasks().stream()
                .filter(task -> task.isListed("RUNNING"))
                .map(EcsTask::arn)
                .toList();
        int size = asked.text("maxResults").map(Integer::parseInt).orElse(MAX_TASKS);
        Page<String> page = Page.of(arns, size, asked.text("nextToken"));
        return page.continuing(Fields.empty().texts("taskArns", page.items()));
    }

    private Fields updateService(Parameters asked) {
        mustBeACluster(asked);
        EcsService service = known(key(asked, asked.textOrEmpty("service")));
        if (asked.isTrue("forceNewDeployment")) {
            service.deploy();
        }
        return Fields.empty().put("service", service.tree());
    }

    private void mustBeACluster(Parameters asked) {
        if (services.keySet().stream().noneMatch(key -> key.startsWith(asked.textOrEmpty("cluster") + "/"))) {
            throw AwsException.badRequest("ClusterNotFoundException", "Cluster not found.");
        }
    }

    private Optional<EcsService> service(String key) {
        return Optional.ofNullable(services.get(key));
    }

    private EcsService known(String key) {
        return service(key)
                .orElseThrow(() -> AwsException.badRequest("ServiceNotFoundException", "Service not found."));
    }

    private Fields missing(String type, String key) {
        return Fields.empty().put("arn", arn(type, key)).put("reason", MISSING);
    }

    private IamRequest on(String action, String key) {
        return IamRequest.of("ecs:" + action, arn("service", key));
    }

    private IamRequest ofCluster(String action, Parameters asked, String resource) {
        return IamRequest.of("ecs:" + action, resource)
                .with("ecs:cluster", Set.of(arn("cluster", asked.textOrEmpty("cluster"))));
    }

    private static String key(Parameters asked, String name) {
        return asked.textOrEmpty("cluster") + "/" + name;
    }

    EcsTask task(EcsService service, String startedBy) {
        started++;
        return new EcsTask(
                this,
                service,
                "%032x".formatted(started),
                "10.1.%d.%d".formatted(started / 200, 10 + started % 200),
                startedBy);
    }

    String arn(String type, String name) {
        return place.arn("ecs", type + "/" + name);
    }

    String zone() {
        return place.region() + "a";
    }

    Instant now() {
        return clock.instant();
    }

    String rolloutState() {
        return rolloutState;
    }
}
