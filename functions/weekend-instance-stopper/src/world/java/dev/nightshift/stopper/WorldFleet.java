package dev.nightshift.stopper;

import dev.nightshift.stopper.fleet.Fleet;
import dev.nightshift.stopper.model.Failure;
import dev.nightshift.stopper.model.Failure.Scope;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.plan.Marker;
import dev.nightshift.stopper.plan.Marker.Did;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkClientException;

/// The instances of a made-up account, which refuses at random, and tells the truth about what we do to them.
final class WorldFleet implements Fleet {
    /// The end of a process in the middle of its work.
    static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    final Map<String, WorldMachine> machines = new TreeMap<>();
    /// Whom this run was refused anything.
    final Set<String> refused = new HashSet<>();
    /// What this run started.
    final Set<String> started = new HashSet<>();
    /// How much this run stopped.
    int stopped;
    Instant clock = Instant.EPOCH;
    Instant at = Instant.EPOCH;
    boolean undoing;
    /// Whether the function is paused, or nobody can tell.
    boolean paused;
    /// How many of 1,000 requests are refused, each way.
    int faults;
    /// What was done, and refused, in all runs.
    long stops;
    long starts;
    long refusals;
    private final Random random;

    WorldFleet(Random random) {
        this.random = random;
    }

    /// A run begins.
    void begin(boolean undoes, boolean isPaused) {
        refused.clear();
        started.clear();
        stopped = 0;
        undoing = undoes;
        paused = isPaused;
    }

    @Override
    public List<Instance> look(String tagKey) {
        return lookAtAll().stream()
                .filter(seen -> seen.has(tagKey) || seen.has(StopperConfig.MARKER_TAG))
                .toList();
    }

    @Override
    public List<Instance> lookAtAll() {
        if (fault()) {
            throw SdkClientException.create("no answer");
        }
        List<Instance> seen = new ArrayList<>();
        for (WorldMachine machine : machines.values()) {
            settle(machine);
            seen.add(machine.view());
        }
        return seen;
    }

    void settle(WorldMachine machine) {
        boolean pending = machine.is("pending");
        machine.settle(clock);
        if (pending && machine.is("stopped")) {
            machine.truth.startFails(clock);
        }
    }

    private WorldMachine machine(String id) {
        return Objects.requireNonNull(machines.get(id));
    }

    @Override
    public Map<String, String> unstartable(Collection<String> ids) {
        Map<String, String> found = new HashMap<>();
        ids.stream().filter(id -> machine(id).unstartable).forEach(id -> found.put(id, "its key is not among ours"));
        return found;
    }

    @Override
    public Map<String, Failure> mark(List<String> ids, Marker marker) {
        requireNotPaused(ids);
        Map<String, Failure> failures = refusals(ids);
        for (String id : ids) {
            if (!failures.containsKey(id)) {
                machine(id).tag(StopperConfig.MARKER_TAG, marker.value());
                if (marker.did() == Did.STOP && machine(id).is("running")) {
                    machine(id).truth.weTry();
                } else if (marker.did() == Did.START) {
                    machine(id).isToStart(at, undoing);
                }
            }
        }
        if (fault()) {
            throw new Crash();
        }
        return failures;
    }

    @Override
    public Map<String, Failure> stop(List<String> ids, boolean hibernate) {
        requireNotPaused(ids);
        Map<String, Failure> failures = refusals(ids);
        for (String id : ids) {
            WorldMachine machine = machine(id);
            if (!failures.containsKey(id) && machine.is("running")) {
                machine.truth.weStop(at, machine.launched, machine.isNeverStopped(at));
                stopped++;
                stops++;
                // Some take until Monday: EC2 documents instances that are stuck in stopping.
                Duration takes = random.nextInt(300) == 0 ? Duration.ofHours(70) : Duration.ofSeconds(90);
                machine.stop(
                        hibernate ? "Client.UserInitiatedHibernate" : "Client.UserInitiatedShutdown",
                        random.nextInt(50) != 0,
                        clock,
                        takes);
            }
        }
        return failures;
    }

    @Override
    public Map<String, Failure> start(List<String> ids) {
        requireNotPaused(ids);
        Map<String, Failure> failures = refusals(ids);
        for (String id : ids) {
            WorldMachine machine = machine(id);
            if (machine.is("stopping")) {
                failures.put(id, new Failure("IncorrectInstanceState", "is stopping", Scope.INSTANCE));
            } else if (!failures.containsKey(id) && machine.is("stopped")) {
                machine.truth.weStart(at, machine.isStayOff(at), machine.isOptedOut(), undoing);
                started.add(id);
                if (refused.contains(id)) {
                    machine.truth.isUnmarked();
                }
                starts++;
                machine.start(clock, random.nextInt(500) == 0 ? Duration.ofHours(5) : Duration.ofSeconds(40));
            }
        }
        return failures;
    }

    private void requireNotPaused(List<String> ids) {
        if (paused) {
            throw new AssertionError(at + ": something was changed while the function was paused: " + ids);
        }
    }

    @Override
    public Fleet proving() {
        return new WorldProof(this);
    }

    private Map<String, Failure> refusals(List<String> ids) {
        Map<String, Failure> failures = new HashMap<>();
        boolean throttled = fault();
        for (String id : ids) {
            if (throttled) {
                failures.put(id, new Failure("RequestLimitExceeded", "slow down", Scope.REQUEST));
            } else if (fault()) {
                failures.put(id, new Failure("OperationNotPermitted", "no", Scope.INSTANCE));
            }
        }
        refused.addAll(failures.keySet());
        refusals += failures.size();
        return failures;
    }

    private boolean fault() {
        return random.nextInt(1_000) < faults;
    }
}
