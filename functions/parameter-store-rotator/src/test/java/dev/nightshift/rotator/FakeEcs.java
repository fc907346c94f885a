package dev.nightshift.rotator;

import dev.nightshift.rotator.Consumers.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// ECS services in memory, behind a line that can break. A new deployment is steady at once, if nothing else is said.
final class FakeEcs implements EcsServices {
    final Map<Service, Instant> deployed = new LinkedHashMap<>();
    final Deque<State> states = new ArrayDeque<>();
    private final Map<String, Set<String>> secrets = new HashMap<>();
    private final FakeStore.Line line;

    FakeEcs(FakeStore.Line line) {
        this.line = line;
    }

    /// One that was deployed an hour ago.
    FakeEcs with(String service, String... valuesFrom) {
        String[] parts = service.split("/", 2);
        deployed.put(new Service(parts[0], parts[1]), line.now().minus(Duration.ofHours(1)));
        secrets.put(service, Set.of(valuesFrom));
        return this;
    }

    @Override
    public List<Seen> describe(List<Service> services) {
        return line.call("services", () -> {
            State state = Optional.ofNullable(states.poll()).orElse(State.STEADY);
            return deployed.entrySet().stream()
                    .filter(one -> services.contains(one.getKey()))
                    .map(one -> new Seen(one.getKey(), one.getKey().toString(), one.getValue(), state))
                    .toList();
        });
    }

    @Override
    public Set<String> secrets(String taskDefinition) {
        return line.call("secrets", () -> secrets.getOrDefault(taskDefinition, Set.of()));
    }

    @Override
    public void redeploy(Service service) {
        line.call("redeploy " + service, () -> deployed.put(service, line.now()));
    }
}
