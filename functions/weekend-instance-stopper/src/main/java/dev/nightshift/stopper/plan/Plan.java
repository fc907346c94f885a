package dev.nightshift.stopper.plan;

import dev.nightshift.kit.Settings.Reading;
import dev.nightshift.schedule.Window;
import dev.nightshift.stopper.model.Finding;
import dev.nightshift.stopper.model.Instance;
import dev.nightshift.stopper.plan.StartOrder.Draft;
import dev.nightshift.stopper.settings.Policy;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides, purely and totally: exactly one verdict, with a reason, for every instance that was seen in one place.
///
/// A run is a level check, not an edge: deliveries can be repeated or missed, and the next run catches up.
public final class Plan {
    /// An instance that was launched this soon after our own start was started by us.
    static final Duration OUR_START = Duration.ofMinutes(10);

    /// A stop this soon after our marker may be our own: EC2 calls both
    /// `Client.UserInitiatedShutdown`.
    static final Duration OUR_STOP = Duration.ofMinutes(15);

    private final StopperConfig config;
    private final Instant now;
    private final Map<String, Optional<Wanted>> wanted = new HashMap<>();
    private final Stops stops;
    private final Starts starts;
    private final List<Draft> drafts;
    private final StartOrder order;

    /// Plans for the instances of one place at an instant.
    ///
    /// @param config the settings as they are in the account
    /// @param instances all those of one place that opted in, carry our marker, or are concerned without a tag
    public Plan(StopperConfig config, List<Instance> instances, Instant now) {
        this.config = config;
        this.now = now;
        this.stops = new Stops(config, now);
        this.starts = new Starts(config, now);
        this.drafts = instances.stream().map(this::draft).toList();
        this.order = new StartOrder(config, drafts);
    }

    /// Verdicts in the order of the instances.
    public static List<Verdict> of(StopperConfig config, List<Instance> instances, Instant now) {
        return new Plan(config, instances, now).verdicts();
    }

    /// Verdicts that start everything we stopped and leave the rest as it is.
    public static List<Verdict> startAllStopped(StopperConfig config, List<Instance> instances, Instant now) {
        Plan plan = new Plan(config, instances, now);
        return instances.stream()
                .map(instance -> plan.starts.undo(instance, plan.wanted(instance)))
                .toList();
    }

    /// Verdicts in the order of the instances.
    public List<Verdict> verdicts() {
        return drafts.stream().map(draft -> order.ordered(draft, now)).toList();
    }

    /// What is to be stopped, also that whose turn in the order comes later.
    public List<Verdict.Stop> stops() {
        List<Verdict.Stop> stops = new ArrayList<>();
        for (Draft draft : drafts) {
            if (draft.verdict() instanceof Verdict.Stop stop) {
                stops.add(stop);
            }
        }
        return stops;
    }

    /// What people should know beside the verdicts.
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(order.findings(drafts));
        for (Draft draft : drafts) {
            Instance instance = draft.verdict().instance();
            Optional<Wanted> known = wanted(instance);
            starts.late(instance, known).ifPresent(findings::add);
            known.flatMap(wants -> stops.stoppedAgain(instance, wants)).ifPresent(findings::add);
            if (known.isEmpty() && instance.has(config.tag()) && draft.verdict() instanceof Verdict.Mark mark) {
                findings.add(Finding.of(instance, mark.reason()));
            }
        }
        return findings;
    }

    private Draft draft(Instance instance) {
        return unscheduled(instance)
                .map(why -> starts.orphan(instance, why))
                .orElseGet(() -> draft(instance, wanted(instance).orElseThrow()));
    }

    /// Why no schedule speaks of the instance; empty when one does.
    public Optional<String> unscheduled(Instance instance) {
        if (!config.isConcerned(instance)) {
            return Optional.of("it lost its tag " + config.tag());
        }
        String name = config.scheduleOf(instance);
        return switch (config.policies().get(name)) {
            case null ->
                Optional.of("its tag " + config.tag() + " is \"" + name + "\", which is no schedule; there are "
                        + String.join(", ", config.policies().keySet()));
            case Reading.Bad<Policy>(var problems) ->
                Optional.of("its schedule cannot be read: " + problems.getFirst());
            case Reading.Good<Policy> _ -> Optional.empty();
        };
    }

    private Draft draft(Instance instance, Wanted wants) {
        boolean running = instance.is("running");
        return switch (wants.state()) {
            case STOPPED -> stopped(instance, wants, wants.window().orElseThrow(), running);
            case RUNNING -> running ? starts.settled(instance, wants) : starts.outside(instance, wants);
            case NO_OPINION -> running ? starts.settled(instance, wants) : starts.undecided(instance, wants);
        };
    }

    private Draft stopped(Instance instance, Wanted wants, Window window, boolean running) {
        boolean over = !now.isBefore(window.end());
        if (over && (!running || instance.launchedAt().isAfter(window.start()))) {
            // An edge that is caught up: what was started since is as a person wants it.
            return running ? starts.settled(instance, wants) : starts.undecided(instance, wants);
        }
        return running ? stops.inside(instance, wants, window) : stops.down(instance, window);
    }

    /// What the instance's schedule wants; empty for an orphan.
    public Optional<Wanted> wanted(Instance instance) {
        if (!config.isConcerned(instance)) {
            return Optional.empty();
        }
        return wanted.computeIfAbsent(
                config.scheduleOf(instance),
                name -> config.policies().get(name) instanceof Reading.Good<Policy>(Policy policy)
                        ? Optional.of(new Wanted(policy, now, config.catchUp()))
                        : Optional.empty());
    }
}
