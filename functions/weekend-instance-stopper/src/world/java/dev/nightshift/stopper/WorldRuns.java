package dev.nightshift.stopper;

import dev.nightshift.kit.Digest.Section;
import dev.nightshift.kit.Pause;
import dev.nightshift.kit.Pauses;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.kit.aws.Job;
import dev.nightshift.kit.aws.PauseCheck;
import dev.nightshift.kit.aws.Result;
import dev.nightshift.stopper.fleet.Fleet;
import dev.nightshift.stopper.model.Place;
import dev.nightshift.stopper.settings.StopperConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkClientException;

/// The runs of the function in a made-up account, and what is checked after each.
///
/// They play the job that the handler runs. The frame around it is left out, since it would write each run as JSON and
/// log it.
final class WorldRuns {
    private static final Place PLACE = new Place("123456789012", "eu-central-1");
    private static final FunctionArn SELF = new FunctionArn(PLACE.account(), PLACE.region(), "stopper");

    private final Random random;
    private final WorldFleet fleet;
    private final WorldSettings settings;
    private final WorldVariant variant;
    private final WorldMemory memory;
    private final WorldMail mail = new WorldMail();
    private Pauses pauses = Pauses.NONE;
    private Instant digestTime = Instant.EPOCH;
    private long count;

    WorldRuns(Random random, WorldFleet fleet, WorldSettings settings, WorldVariant variant) {
        this.random = random;
        this.fleet = fleet;
        this.settings = settings;
        this.variant = variant;
        this.memory = new WorldMemory(random);
    }

    /// How many there were.
    long count() {
        return count;
    }

    /// Somebody pauses the function.
    void pause(Instant from, Duration time) {
        pauses = pauses.with(new Pause(Optional.of(StopperConfig.NAME), from, from.plus(time), "migration", "ann"));
    }

    /// One run, at the fleet's instant.
    void run() {
        count++;
        boolean undoing = random.nextInt(1_000) == 0;
        boolean dryRun = random.nextInt(150) == 0;
        boolean noTime = random.nextInt(150) == 0;
        boolean unknown = random.nextInt(300) == 0;
        boolean paused = unknown || pauses.of(StopperConfig.NAME, fleet.at).isPresent();
        fleet.begin(undoing, paused);
        PauseCheck pause = variant.pause(new PauseCheck(StopperConfig.NAME, fleet.at, () -> pauses(unknown)));
        Job.Call<Boolean> call = new Job.Call<>(
                undoing,
                dryRun,
                fleet.at,
                SELF,
                fleet.clock.plusSeconds(270),
                fleet.clock.plusSeconds(noTime ? -1 : 210),
                () -> fleet.clock,
                pause);
        try {
            Result result = work(call);
            if (!dryRun && random.nextInt(200) != 0) {
                notified(result, paused || noTime);
            }
        } catch (WorldFleet.Crash e) {
            // Lambda ends the process: nobody is notified, and nothing is stored.
            return;
        }
    }

    private Pauses pauses(boolean unknown) {
        if (unknown) {
            throw SdkClientException.create("no answer");
        }
        return pauses;
    }

    private Result work(Job.Call<Boolean> call) {
        Map<Place, Fleet> fleets = Map.of(PLACE, variant.fleet(fleet));
        return new Shift(settings.config(), new TreeMap<>(fleets), memory, change -> {}, time -> {}, call).work();
    }

    /// People get the messages, and the run is over.
    ///
    /// @param idle whether it could change nothing
    private void notified(Result result, boolean idle) {
        if (memory.unreachable || memory.lost) {
            mail.forget(memory.lost);
        }
        digestTime = settings.lastDigestTime(fleet.at);
        mail.receive(variant.mails(result.messages()), fleet.at, digestTime, !memory.unreachable);
        result.store().run();
        if (!result.reach().blind() && !fleet.undoing) {
            Set<String> held = held(result);
            fleet.machines.values().forEach(machine -> check(machine, held, idle));
        }
    }

    /// What the brake held, which is more than it allows or nothing.
    private Set<String> held(Result result) {
        Set<String> held = new HashSet<>();
        for (Section section : result.answer().sections()) {
            if (section.title().equals("Held by the brake")) {
                section.rows().forEach(row -> held.add(row.getFirst()));
            }
        }
        boolean right = held.isEmpty() || (held.size() > settings.maxStops() && fleet.stopped == 0);
        if (!right || fleet.stopped > settings.maxStops()) {
            throw new AssertionError(fleet.at + ": the brake allows " + settings.maxStops() + ", but " + held.size()
                    + " were held and " + fleet.stopped + " stopped");
        }
        return held;
    }

    private void check(WorldMachine machine, Set<String> held, boolean idle) {
        boolean refused = idle || fleet.refused.contains(machine.id);
        WorldTruth.After after = new WorldTruth.After(
                fleet.at,
                machine,
                mail.critical.contains(machine.id),
                mail.criticalAt(machine.id),
                memory.unreachable ? Instant.EPOCH : digestTime,
                !memory.unreachable && mail.isKnown(machine.id),
                refused || held.contains(machine.id) || machine.isNeverStopped(fleet.at),
                refused || machine.isStayOff(fleet.at),
                fleet.started.contains(machine.id));
        try {
            machine.truth.runEnds(after);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + machine, e);
        }
    }
}
