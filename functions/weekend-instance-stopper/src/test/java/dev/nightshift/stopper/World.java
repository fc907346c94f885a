package dev.nightshift.stopper;

import dev.nightshift.stopper.Finding.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Months of a made-up account: random schedules, people, faults, and runs that are late, missed, repeated or die.
/// After each run the promises are checked against the truth.
///
/// @param machines how many instances it has
/// @param days how long it lasts
/// @param variant changes what a run sees or does, to show that an unsafe one is found out
record World(long seed, int machines, int days, UnaryOperator<Fleet> variant) {
    private static final Place PLACE = new Place("123456789012", "eu-central-1");
    private static final Duration EVERY = Duration.ofMinutes(15);
    private static final int SCHEDULES = 6;

    /// Plays it; answers how many verdicts were given.
    ///
    /// @throws AssertionError for a promise that was broken, with the history of the instance
    long play() {
        Random random = new Random(seed);
        WorldFleet fleet = new WorldFleet(random);
        fleet.enforced = random.nextInt(4) == 0;
        List<WorldSchedule> schedules = new ArrayList<>();
        for (int i = 0; i < SCHEDULES; i++) {
            schedules.add(WorldSchedule.random(random));
        }
        Instant begin = Instant.parse("2026-06-03T06:00:00Z").plus(Duration.ofDays(random.nextInt(7)));
        populate(fleet, schedules, begin, random);
        StopperConfig config = config(schedules, fleet.enforced);
        WorldPeople people = new WorldPeople(random, fleet, schedules);
        List<WorldMachine> all = new ArrayList<>(fleet.machines.values());
        long verdicts = 0;
        int missing = 0;
        for (Instant at = begin; at.isBefore(begin.plus(Duration.ofDays(days))); at = at.plus(EVERY)) {
            crowd(fleet, people, all, at, random);
            missing = missing > 0 ? missing - 1 : random.nextInt(150) == 0 ? random.nextInt(30) : 0;
            fleet.faults = random.nextInt(20) == 0 ? 200 : random.nextInt(2);
            int runs = missing > 0 ? 0 : random.nextInt(40) == 0 ? 2 : 1;
            for (int run = 0; run < runs; run++) {
                fleet.at = at;
                fleet.clock = at.plusSeconds(random.nextInt(8) == 0 ? 60 + random.nextInt(530) : random.nextInt(20));
                verdicts += run(config, fleet, random);
            }
        }
        return verdicts;
    }

    private void populate(WorldFleet fleet, List<WorldSchedule> schedules, Instant begin, Random random) {
        for (int i = 0; i < machines; i++) {
            int which = random.nextInt(SCHEDULES);
            WorldMachine machine = new WorldMachine(
                    "i-%05d".formatted(i), begin.minus(Duration.ofDays(3)), new WorldTruth(schedules.get(which)));
            machine.tag("nightshift:schedule", "s" + which);
            fleet.machines.put(machine.id, machine);
        }
    }

    private static StopperConfig config(List<WorldSchedule> schedules, boolean enforced) {
        List<String> own = new ArrayList<>();
        for (int i = 0; i < SCHEDULES; i++) {
            String json = schedules.get(i).json();
            own.add("\"s%d\": %s, \"enforced\": %s, \"hibernate\": true}"
                    .formatted(i, json.substring(0, json.length() - 1), enforced));
        }
        return Fixture.read(
                "{\"zone\": \"UTC\", \"dryRun\": false, \"brake\": {\"maxStopsPerRegion\": 100000}, \"schedules\": {"
                        + String.join(", ", own) + "}}");
    }

    /// People between this run and the one before: each machine is touched every third day.
    private void crowd(WorldFleet fleet, WorldPeople people, List<WorldMachine> all, Instant at, Random random) {
        int events = machines / 300 + (random.nextInt(300) < machines % 300 ? 1 : 0);
        Instant last = fleet.clock.isAfter(at.minus(EVERY)) ? fleet.clock : at.minus(EVERY);
        for (int i = 0; i < events; i++) {
            long span = Math.max(1, Duration.between(last, at).toSeconds());
            last = last.plusSeconds(random.nextLong(span));
            fleet.clock = last;
            fleet.at = last;
            people.act(all.get(random.nextInt(all.size())));
        }
    }

    private long run(StopperConfig config, WorldFleet fleet, Random random) {
        fleet.refused.clear();
        fleet.undoing = random.nextInt(2_000) == 0;
        Pace pace = Pace.ofStops(() -> fleet.clock, time -> {}, () -> Duration.ofMinutes(4));
        PlaceRun.Order order = new PlaceRun.Order(fleet.at, fleet.undoing, false, Optional.empty(), Optional::empty);
        PlaceRun run;
        try {
            run = PlaceRun.of(config, PLACE, variant.apply(fleet), pace, pace, order);
        } catch (WorldFleet.Crash e) {
            return 0;
        }
        if (run.unreachable().isEmpty() && !fleet.undoing) {
            check(fleet, run);
        }
        return run.outcomes().size();
    }

    private static void check(WorldFleet fleet, PlaceRun run) {
        Set<String> critical = new HashSet<>();
        for (Finding finding : run.findings()) {
            if (finding.urgency() == Urgency.CRITICAL) {
                critical.add(finding.subject());
            }
        }
        Set<String> started = new HashSet<>();
        run.outcomes().stream()
                .filter(outcome -> outcome.kind() == Outcome.Kind.STARTED)
                .forEach(outcome -> started.add(outcome.instance().id()));
        for (WorldMachine machine : fleet.machines.values()) {
            boolean excused = fleet.refused.contains(machine.id)
                    || started.contains(machine.id)
                    || machine.is("pending")
                    || machine.tags.containsKey("nightshift:keep-until")
                    || machine.tags.containsKey("nightshift:never-stop")
                    || fleet.isStayOff(machine);
            machine.truth.runEnds(
                    fleet.at, machine.is("running"), machine.launched, critical.contains(machine.id), excused, 2);
        }
    }
}
