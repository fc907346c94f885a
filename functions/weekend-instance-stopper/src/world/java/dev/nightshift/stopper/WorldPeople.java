package dev.nightshift.stopper;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Random;

/// What people, operating systems and hosts do to instances behind our back.
final class WorldPeople {
    private static final Duration START = Duration.ofSeconds(40);

    private final Random random;
    private final WorldFleet fleet;
    private final WorldSettings settings;

    WorldPeople(Random random, WorldFleet fleet, WorldSettings settings) {
        this.random = random;
        this.fleet = fleet;
        this.settings = settings;
    }

    /// Does something to a machine, at the fleet's instant.
    void act(WorldMachine machine) {
        Instant now = fleet.clock;
        fleet.settle(machine);
        switch (random.nextInt(21)) {
            case 0, 1, 2, 3, 4, 5 -> start(machine, now);
            case 6, 7, 8 -> stop(machine, "Client.UserInitiatedShutdown", random.nextInt(50) != 0, now);
            case 9, 10, 11 -> stop(machine, "Client.InstanceInitiatedShutdown", false, now);
            case 12 -> stop(machine, "Client.UserInitiatedHibernate", true, now);
            case 13 -> fail(machine, now);
            case 14 -> toggle(machine, "nightshift:stay-off", random.nextBoolean() ? "" : soon(now));
            case 15 -> toggle(machine, "nightshift:keep-until", soon(now));
            case 16 -> toggle(machine, "nightshift:never-stop", "");
            case 17 -> machine.startFailure = machine.startFailure.isEmpty() ? "Server.InternalError" : "";
            case 18 -> toggle(machine, "nightshift:start-order", String.valueOf(random.nextInt(3) * 40));
            case 19 -> machine.unstartable = !machine.unstartable && random.nextInt(4) == 0;
            default -> retag(machine, now);
        }
    }

    private void start(WorldMachine machine, Instant now) {
        machine.startFailure = "";
        if (machine.is("stopped")) {
            machine.truth.personStarts(now);
            machine.start(now, START);
        }
    }

    private void stop(WorldMachine machine, String code, boolean timed, Instant now) {
        if (machine.is("running")) {
            machine.truth.personStops(now, timed);
            machine.stop(code, timed, now, START);
        }
    }

    private void fail(WorldMachine machine, Instant now) {
        if (machine.is("running")) {
            machine.truth.hostFails(now);
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

    private void retag(WorldMachine machine, Instant now) {
        if (random.nextInt(4) == 0) {
            machine.untag(settings.tag());
        } else {
            machine.tag(settings.tag(), settings.anyName());
        }
        machine.truth.follows(settings.schedule(machine.tags.get(settings.tag())), now);
    }

    /// Changes the settings. Where the tag has another key then, most instances get it at once.
    void change(Instant now) {
        String tag = settings.tag();
        String what = settings.change();
        for (WorldMachine machine : fleet.machines.values()) {
            String name = machine.tags.get(tag);
            if (!settings.tag().equals(tag) && name != null && random.nextInt(4) != 0) {
                machine.untag(tag);
                machine.tag(settings.tag(), name);
            }
            WorldSchedule next = settings.schedule(machine.tags.get(settings.tag()));
            if (!Objects.equals(next, machine.truth.schedule())) {
                machine.truth.note(now, what);
                machine.truth.follows(next, now);
            }
        }
    }
}
