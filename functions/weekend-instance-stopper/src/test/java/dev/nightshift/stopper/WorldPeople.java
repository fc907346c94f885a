package dev.nightshift.stopper;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;

/// What people, operating systems and hosts do to instances behind our back.
final class WorldPeople {
    private static final Duration START = Duration.ofSeconds(40);

    private final Random random;
    private final WorldFleet fleet;
    private final List<WorldSchedule> schedules;

    WorldPeople(Random random, WorldFleet fleet, List<WorldSchedule> schedules) {
        this.random = random;
        this.fleet = fleet;
        this.schedules = schedules;
    }

    /// Does something to a machine, at the fleet's instant.
    void act(WorldMachine machine) {
        Instant now = fleet.clock;
        fleet.settle(machine);
        WorldTruth truth = machine.truth;
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> start(machine, truth, now);
            case 6, 7, 8 -> stop(machine, truth, "Client.UserInitiatedShutdown", random.nextInt(50) != 0, now);
            case 9, 10, 11 -> stop(machine, truth, "Client.InstanceInitiatedShutdown", false, now);
            case 12 -> stop(machine, truth, "Client.UserInitiatedHibernate", true, now);
            case 13 -> fail(machine, truth, now);
            case 14 -> toggle(machine, "nightshift:stay-off", random.nextBoolean() ? "" : soon(now));
            case 15 -> toggle(machine, "nightshift:keep-until", soon(now));
            case 16 -> toggle(machine, "nightshift:never-stop", "");
            case 17 -> machine.startFailure = machine.startFailure.isEmpty() ? "Server.InternalError" : "";
            case 18 -> toggle(machine, "nightshift:start-order", String.valueOf(random.nextInt(3) * 40));
            default -> retag(machine, truth, now);
        }
    }

    private void start(WorldMachine machine, WorldTruth truth, Instant now) {
        machine.startFailure = "";
        if (machine.is("stopped")) {
            truth.personStarts(now);
            machine.start(now, START);
        }
    }

    private void stop(WorldMachine machine, WorldTruth truth, String code, boolean timed, Instant now) {
        if (machine.is("running")) {
            truth.personStops(now, timed);
            machine.stop(code, timed, now, START);
        }
    }

    private void fail(WorldMachine machine, WorldTruth truth, Instant now) {
        if (machine.is("running")) {
            truth.hostFails(now);
            machine.stop("Server.ScheduledStop", false, now, START);
        }
    }

    private void toggle(WorldMachine machine, String key, String value) {
        if (machine.tags.containsKey(key)) {
            machine.untag(key);
        } else {
            machine.tag(key, value);
        }
        machine.truth.note(fleet.clock, key + " " + machine.tags.get(key));
    }

    private String soon(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS)
                .plusSeconds(random.nextInt(3 * 86_400))
                .toString();
    }

    private void retag(WorldMachine machine, WorldTruth truth, Instant now) {
        int which = random.nextInt(schedules.size() + 2);
        if (which < schedules.size()) {
            machine.tag("nightshift:schedule", "s" + which);
            truth.follows(schedules.get(which), now);
        } else {
            machine.untag("nightshift:schedule");
            if (which == schedules.size()) {
                machine.tag("nightshift:schedule", "misspelled");
            }
            truth.follows(null, now);
        }
    }
}
