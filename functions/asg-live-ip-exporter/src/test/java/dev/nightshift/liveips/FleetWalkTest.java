package dev.nightshift.liveips;

import static dev.nightshift.liveips.Fixture.FAILURE;
import static dev.nightshift.liveips.Fixture.NOON;
import static dev.nightshift.liveips.Fixture.look;
import static dev.nightshift.liveips.Fixture.machine;
import static dev.nightshift.liveips.Fixture.member;
import static dev.nightshift.liveips.Fixture.output;
import static dev.nightshift.liveips.Fixture.without;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A fleet of some 200 servers over 10,000 looks, five minutes apart, while AWS answers late, in part and wrongly: what
/// is published is compared with who really serves.
class FleetWalkTest {
    private static final int STEPS = 10_000;
    private static final int WANTED = 200;
    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final Output OUTPUT = output("");

    /// A server as it really is.
    private enum State {
        SERVING,
        UNHEALTHY,
        LEAVING,
        TERMINATED
    }

    private final Map<Integer, State> fleet = new TreeMap<>();
    private int launched;

    private Map<Integer, State> live() {
        Map<Integer, State> all = new TreeMap<>(fleet);
        all.values().removeIf(state -> state != State.SERVING);
        return all;
    }

    /// What happens in five minutes: few servers come and go, and now and then a deployment replaces a quarter.
    private void pass(Random random) {
        fleet.values().removeIf(state -> state == State.TERMINATED && random.nextInt(4) == 0);
        boolean deployment = random.nextInt(60) == 0;
        fleet.replaceAll((server, state) -> switch (state) {
            case SERVING ->
                random.nextInt(deployment ? 4 : 200) == 0
                        ? List.of(State.LEAVING, State.UNHEALTHY, State.TERMINATED)
                                .get(deployment ? 0 : random.nextInt(3))
                        : state;
            case UNHEALTHY -> random.nextBoolean() ? State.LEAVING : state;
            case LEAVING -> random.nextBoolean() ? State.TERMINATED : state;
            case TERMINATED -> state;
        });
        while (live().size() < WANTED && random.nextInt(50) > 0) {
            fleet.put(launched++, State.SERVING);
        }
    }

    private static String id(int server) {
        return "i-" + server;
    }

    private static String address(int server) {
        return "10.%d.%d.%d".formatted(server >> 16 & 255, server >> 8 & 255, server & 255);
    }

    /// A look at a fleet that may be older than what is there now.
    ///
    /// @param sick who is called unhealthy by mistake
    /// @param unknown whom EC2 leaves out by mistake
    private static Look seen(Map<Integer, State> fleet, Set<Integer> sick, Set<Integer> unknown, boolean complete) {
        List<Group.Member> members = new ArrayList<>();
        List<Machine> machines = new ArrayList<>();
        Set<String> gone = new HashSet<>();
        fleet.forEach((server, state) -> {
            if (state != State.TERMINATED) {
                String lifecycle = state == State.LEAVING ? "Terminating:Wait" : "InService";
                boolean healthy = state == State.SERVING && !sick.contains(server);
                members.add(member(id(server), lifecycle, healthy ? "Healthy" : "Unhealthy"));
            }
            if (unknown.contains(server)) {
                gone.add(id(server));
            } else {
                machines.add(
                        machine(id(server), state == State.TERMINATED ? "terminated" : "running", address(server)));
            }
        });
        return without(
                look(
                        List.of(new Group("shop-blue", WANTED, Map.of(), List.of(), members)),
                        machines.toArray(Machine[]::new)),
                Set.of(),
                gone,
                complete ? new Finding[0] : new Finding[] {FAILURE});
    }

    private static Set<Integer> some(Map<Integer, State> fleet, Random random, int percent) {
        return fleet.keySet().stream()
                .filter(server -> random.nextInt(100) < percent)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(longs = 1)
    void whoServesIsPublishedAndNoMistakeEmptiesOrErodesTheList(long seed) {
        Random random = new Random(seed);
        Deque<Map<Integer, State>> past = new ArrayDeque<>();
        Manifest last = Manifest.NONE;
        Instant now = NOON;
        int mistaken = 0;
        int wrongly = 0;
        for (int step = 0; step < STEPS; step++) {
            pass(random);
            past.addFirst(new TreeMap<>(fleet));
            while (past.size() > 2) {
                past.removeLast();
            }
            now = now.plus(EVERY);
            // A mistake lasts for two looks at most; the two after it are right.
            mistaken = mistaken > 0 ? mistaken - 1 : random.nextInt(10) == 0 ? 4 : 0;
            boolean wrong = mistaken > 2;
            boolean late = wrong && random.nextInt(3) == 0;
            Set<Integer> sick = wrong ? some(fleet, random, random.nextInt(101)) : Set.of();
            Set<Integer> unknown = wrong ? some(live(), random, random.nextInt(101)) : Set.of();
            boolean complete = !wrong || random.nextInt(3) > 0;

            Decision decision =
                    Decision.of(OUTPUT, seen(late ? past.getLast() : fleet, sick, unknown, complete), last, now);

            Set<String> listed = decision.list().stream().map(Entry::instance).collect(Collectors.toSet());
            String where = "seed %d, step %d".formatted(seed, step);
            Set<String> serving =
                    live().keySet().stream().map(FleetWalkTest::id).collect(Collectors.toSet());
            if (!live().isEmpty()) {
                assertThat(listed).as("emptied: %s", where).isNotEmpty();
            }
            Set<String> before = last.entries().stream().map(Entry::instance).collect(Collectors.toSet());
            long lost = before.stream()
                    .filter(serving::contains)
                    .filter(id -> !listed.contains(id))
                    .count();
            assertThat(2 * lost).as("lost by mistake: %s", where).isLessThanOrEqualTo(before.size());
            wrongly += (int) lost;
            if (!wrong && mistaken <= 1) {
                assertThat(listed).as("who serves: %s", where).containsAll(serving);
                assertThat(decision.list())
                        .as("who is terminated: %s", where)
                        .noneMatch(
                                one -> fleet.get(Integer.parseInt(one.instance().substring(2))) == State.TERMINATED);
            }
            last = new Manifest(
                    "a generation",
                    "",
                    NOON,
                    now,
                    decision.list(),
                    last.copies(),
                    decision.groups(),
                    List.of(),
                    decision.doubts(),
                    last.findings(),
                    NOON);
        }
        assertThat(launched).as("servers in all").isGreaterThan(10_000);
        assertThat(wrongly).as("small mistakes are believed at once").isPositive();
    }
}
