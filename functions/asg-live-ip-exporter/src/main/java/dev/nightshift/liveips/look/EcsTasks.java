package dev.nightshift.liveips.look;

import dev.nightshift.kit.aws.Answer;
import dev.nightshift.kit.aws.JsonApi;
import dev.nightshift.liveips.model.Entry;
import dev.nightshift.liveips.model.Finding;
import dev.nightshift.liveips.model.Group;
import dev.nightshift.liveips.model.Group.Member;
import dev.nightshift.liveips.model.Machine;
import dev.nightshift.liveips.model.Refusals;
import dev.nightshift.liveips.model.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;

/// The tasks of ECS services, by the ECS API.
///
/// One call for each 10 services of a cluster; for each service one for each 100 tasks that ECS lists, and one for each
/// 100 that it lists or that are published.
final class EcsTasks {
    // DescribeServices, ListTasks and DescribeTasks, Amazon ECS API Reference.
    private static final int SERVICES = 10;
    private static final int TASKS = 100;
    private static final String CLUSTER = "cluster";

    private final JsonApi client;
    private final HealthChecks healthChecks;
    private final Map<String, Group> services = new TreeMap<>();
    private final Set<String> missing = new TreeSet<>();
    private final Map<String, Machine> tasks = new TreeMap<>();
    private final Set<String> gone = new TreeSet<>();
    private final List<Finding> failures = new ArrayList<>();

    EcsTasks(JsonApi client, HealthChecks healthChecks) {
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
        Answer response;
        try {
            response = client.call(
                    "DescribeServices",
                    Map.of(
                            CLUSTER,
                            cluster,
                            "services",
                            asked.stream().map(Source.Service::service).toList()));
        } catch (SdkException e) {
            if (Refusals.is(e, "ClusterNotFoundException")) {
                asked.forEach(one -> missing.add(one.name()));
            } else {
                asked.forEach(one -> unread(one, Refusals.why(e)));
            }
            return;
        }
        for (Source.Service one : asked) {
            Optional<Answer> shown = response.all("services")
                    .filter(service -> service.text("serviceName").equals(one.service()))
                    .findFirst();
            // A deleted service is shown as inactive for a while.
            if (shown.filter(service -> !service.text("status").equals("INACTIVE"))
                    .isPresent()) {
                readTasks(one, shown.get(), published);
            } else if (shown.isPresent() || isMissing(response, one)) {
                missing.add(one.name());
            } else {
                unread(one, "ECS did not show it");
            }
        }
    }

    private static boolean isMissing(Answer response, Source.Service service) {
        return missing(response).anyMatch(service.service()::equals);
    }

    private static Stream<String> missing(Answer response) {
        return response.all("failures")
                .filter(failure -> failure.text("reason").equals("MISSING"))
                .map(failure -> Source.lastPart(failure.text("arn")));
    }

    private void readTasks(Source.Service source, Answer service, List<Entry> published) {
        List<Member> members = new ArrayList<>();
        try {
            Set<String> listed = listed(source);
            Set<String> asked = new TreeSet<>(listed);
            published.stream()
                    .filter(entry -> entry.group().equals(source.name()))
                    .forEach(entry -> asked.add(entry.instance()));
            AwsScout.inChunks(TASKS, List.copyOf(asked)).forEach(chunk -> {
                Answer response = client.call("DescribeTasks", Map.of(CLUSTER, source.cluster(), "tasks", chunk));
                response.all("tasks").forEach(task -> members.add(member(source, service, task)));
                missing(response).forEach(gone::add);
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
                        service.has("desiredCount") ? (int) service.number("desiredCount") : 1,
                        Map.of(),
                        targetGroups(service),
                        members));
    }

    /// All whose desired status is `RUNNING`: what ECS lists by default.
    private Set<String> listed(Source.Service source) {
        Set<String> ids = new TreeSet<>();
        Map<String, String> input = new HashMap<>(Map.of(CLUSTER, source.cluster(), "serviceName", source.service()));
        String next;
        do {
            Answer page = client.call("ListTasks", input);
            page.texts("taskArns").forEach(arn -> ids.add(Source.lastPart(arn)));
            next = page.text("nextToken");
            input.put("nextToken", next);
        } while (!next.isEmpty());
        return ids;
    }

    private Member member(Source.Service source, Answer service, Answer task) {
        Machine machine = TaskStates.machine(source, task);
        tasks.put(machine.id(), machine);
        return new Member(
                machine.id(),
                task.text("availabilityZone"),
                TaskStates.lifecycle(service, task),
                TaskStates.health(task, () -> isChecked(task)));
    }

    private boolean isChecked(Answer task) {
        try {
            return healthChecks.isDefined(client, task.text("taskDefinitionArn"));
        } catch (SdkException e) {
            failures.add(new Finding(
                    Finding.Kind.SOURCE,
                    Source.Service.DEFINITION + Source.lastPart(task.text("taskDefinitionArn")),
                    "could not be read: " + Refusals.why(e)));
            return true;
        }
    }

    private static List<String> targetGroups(Answer service) {
        Set<String> arns = new TreeSet<>(service.texts("loadBalancers", "targetGroupArn"));
        arns.addAll(service.texts("taskSets", "loadBalancers", "targetGroupArn"));
        return List.copyOf(arns);
    }

    private void unread(Source.Service service, String why) {
        failures.add(new Finding(Finding.Kind.GROUPS, service.subject(), "could not be read: " + why));
    }
}
