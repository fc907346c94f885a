package dev.nightshift.stopper;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Months of a made-up account: random schedules, people, faults, changed settings, pauses, and runs that are late,
/// missed, repeated, without time, or die. After each run the promises are checked against the truth.
final class World {
    private final Random random;
    private final int days;
    private final WorldSettings settings;
    private final WorldFleet fleet;
    private final WorldPeople people;
    private final WorldRuns runs;
    private final List<WorldMachine> all = new ArrayList<>();

    /// @param machines how many instances it has
    /// @param days how long it lasts
    /// @param variant changes what the function sees or does
    World(long seed, int machines, int days, WorldVariant variant) {
        this.random = new Random(seed);
        this.days = days;
        this.settings = new WorldSettings(random, machines, variant);
        this.fleet = new WorldFleet(random);
        this.people = new WorldPeople(random, fleet, settings);
        this.runs = new WorldRuns(random, fleet, settings, variant);
        for (int i = 0; i < machines; i++) {
            populate("i-%05d".formatted(i));
        }
    }

    private void populate(String id) {
        String name = settings.anyName();
        WorldTruth truth = new WorldTruth(settings.schedule(name), settings.every);
        WorldMachine machine = new WorldMachine(id, Instant.parse("2026-06-01T06:00:00Z"), truth);
        machine.tag(settings.tag(), name);
        machine.operator = random.nextInt(40) == 0 ? "workspaces.amazonaws.com" : "";
        fleet.machines.put(id, machine);
        all.add(machine);
    }

    /// Plays it.
    ///
    /// @throws AssertionError for a promise that was broken, with the history of the instance
    Figures play() {
        Instant begin = Instant.parse("2026-06-03T06:00:00Z").plus(Duration.ofDays(random.nextInt(7)));
        fleet.clock = begin;
        int runsPerDay = (int) Duration.ofDays(1).dividedBy(settings.every);
        int missing = 0;
        for (Instant at = begin; at.isBefore(begin.plus(Duration.ofDays(days))); at = at.plus(settings.every)) {
            crowd(at);
            if (random.nextInt(7 * runsPerDay) == 0) {
                people.change(at);
            }
            if (random.nextInt(6 * runsPerDay) == 0) {
                runs.pause(at, Duration.ofMinutes(30 + random.nextInt(2_000)));
            }
            boolean begins = missing == 0 && random.nextInt(2 * runsPerDay) == 0;
            missing = begins ? random.nextInt(runsPerDay / 3) : Math.max(0, missing - 1);
            fleet.faults = random.nextInt(20) == 0 ? 200 : random.nextInt(2);
            int deliveries = missing > 0 ? 0 : random.nextInt(40) == 0 ? 2 : 1;
            for (int i = 0; i < deliveries; i++) {
                fleet.at = at;
                fleet.clock = at.plusSeconds(random.nextInt(8) == 0 ? 60 + random.nextInt(530) : random.nextInt(20));
                runs.run();
            }
        }
        return new Figures((long) all.size() * days, runs.count(), fleet.stops, fleet.starts, fleet.refusals);
    }

    /// People between this run and the one before: each machine is touched every third day.
    private void crowd(Instant at) {
        Instant from = fleet.clock.isAfter(at.minus(settings.every)) ? fleet.clock : at.minus(settings.every);
        double expected = all.size() * settings.every.toMinutes() / (3.0 * 24 * 60);
        int events = (int) expected + (random.nextDouble() < expected % 1 ? 1 : 0);
        for (int i = 0; i < events; i++) {
            long span = Math.max(1, Duration.between(from, at).toSeconds());
            from = from.plusSeconds(random.nextLong(span));
            fleet.clock = from;
            people.act(all.get(random.nextInt(all.size())));
        }
    }

    /// What was played.
    ///
    /// @param refusals what EC2 refused to do to one instance
    record Figures(long instanceDays, long runs, long stops, long starts, long refusals) {
        static final Figures NONE = new Figures(0, 0, 0, 0, 0);

        Figures plus(Figures other) {
            return new Figures(
                    instanceDays + other.instanceDays,
                    runs + other.runs,
                    stops + other.stops,
                    starts + other.starts,
                    refusals + other.refusals);
        }
    }
}
