package dev.nightshift.rotator;

import dev.nightshift.rotator.ConsumerOutcome.Kind;
import dev.nightshift.rotator.Consumers.Service;
import dev.nightshift.rotator.EcsServices.Seen;
import dev.nightshift.rotator.EcsServices.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Redeploys the ECS services whose newest deployment began before a value was published that they name.
///
/// A task reads its secrets once, when it starts. The first service of a parameter is the canary for the rest: they
/// follow when all its tasks are new and run.
final class Redeployments implements ConsumerRound {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(15);

    private final EcsServices ecs;
    private final List<Service> services;
    private final Pace.Pause pause;

    Redeployments(EcsServices ecs, List<Service> services, Pace.Pause pause) {
        this.ecs = ecs;
        this.services = services;
        this.pause = pause;
    }

    @Override
    public List<ConsumerOutcome> after(Map<String, Instant> published, Rotation.Remaining time) {
        try {
            return new Round(published, time).outcomes();
        } catch (CallException e) {
            return List.of(new ConsumerOutcome(Kind.FAILED, "ECS", e.what()));
        }
    }

    /// One run.
    private final class Round {
        private final Map<String, Instant> published;
        private final Rotation.Remaining time;
        private final List<Seen> seen;
        private final Map<String, Set<String>> secrets = new HashMap<>();
        private final Set<Service> redeployed = new HashSet<>();
        private final List<ConsumerOutcome> outcomes = new ArrayList<>();

        Round(Map<String, Instant> published, Rotation.Remaining time) {
            this.published = new TreeMap<>(published);
            this.time = time;
            this.seen = ecs.describe(services);
        }

        List<ConsumerOutcome> outcomes() {
            services.stream()
                    .filter(service ->
                            seen.stream().noneMatch(one -> one.service().equals(service)))
                    .forEach(service -> add(Kind.REFUSED, service, "there is no such service"));
            published.forEach((parameter, at) -> {
                // What names what is asked only where something may be owed.
                if (seen.stream().anyMatch(one -> isBehind(one, at))) {
                    reach(seen.stream().filter(one -> names(one, parameter)).toList(), parameter, at);
                }
            });
            return outcomes;
        }

        private boolean isBehind(Seen one, Instant at) {
            return one.deployed().isBefore(at) && !redeployed.contains(one.service());
        }

        private boolean names(Seen one, String parameter) {
            return secrets.computeIfAbsent(one.taskDefinition(), ecs::secrets).stream()
                    .anyMatch(from -> from.equals(parameter) || from.endsWith(":parameter" + parameter));
        }

        private void reach(List<Seen> users, String parameter, Instant at) {
            List<Seen> owed = new ArrayList<>(
                    users.stream().filter(one -> isBehind(one, at)).toList());
            if (owed.isEmpty()) {
                return;
            }
            Seen canary =
                    users.stream().filter(one -> !isBehind(one, at)).findFirst().orElseGet(owed::removeFirst);
            if (isBehind(canary, at) && !redeploy(canary.service(), parameter)) {
                wait(owed, canary.service() + " goes first and was not redeployed");
                return;
            }
            State state = owed.isEmpty() ? State.STEADY : settled(canary.service());
            switch (state) {
                case STEADY -> owed.forEach(one -> redeploy(one.service(), parameter));
                case ROLLING -> wait(owed, canary.service() + " goes first and is not steady yet");
                case FAILED ->
                    owed.forEach(one -> add(
                            Kind.REFUSED,
                            one.service(),
                            canary.service() + " goes first and its tasks do not come up"));
            }
        }

        private void wait(List<Seen> owed, String why) {
            owed.forEach(one -> add(Kind.WAITING, one.service(), why));
        }

        private boolean redeploy(Service service, String parameter) {
            if (!isEnough()) {
                add(Kind.WAITING, service, "there was no time left");
                return false;
            }
            try {
                ecs.redeploy(service);
            } catch (CallException e) {
                add(Kind.FAILED, service, e.what());
                return false;
            }
            redeployed.add(service);
            add(Kind.REACHED, service, "redeployed for " + parameter);
            return true;
        }

        private State settled(Service service) {
            while (true) {
                State state = ecs.describe(List.of(service)).stream()
                        .map(Seen::state)
                        .findFirst()
                        .orElse(State.FAILED);
                if (state != State.ROLLING || !isEnough()) {
                    return state;
                }
                pause.of(BETWEEN_LOOKS);
            }
        }

        private boolean isEnough() {
            return time.left().compareTo(Rotation.STEP) >= 0;
        }

        private void add(Kind kind, Service service, String why) {
            outcomes.add(new ConsumerOutcome(kind, service.toString(), why));
        }
    }
}
