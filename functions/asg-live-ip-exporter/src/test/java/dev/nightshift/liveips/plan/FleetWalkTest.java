package dev.nightshift.liveips.plan;

import static dev.nightshift.liveips.Fixture.NOON;
import static dev.nightshift.liveips.Fixture.output;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.liveips.Fixture;
import dev.nightshift.liveips.manifest.Manifest;
import dev.nightshift.liveips.settings.Output;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A fleet of some 200 servers over 10,000 looks, five minutes apart, while AWS answers late, wrongly, in part and
/// contradicts itself. Each list is compared with what the servers really do and with what was said of them.
class FleetWalkTest {
    private static final int STEPS = 10_000;
    private static final int ENOUGH = 3;
    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final Output OUTPUT = output("");

    private final Fleet fleet = new Fleet();
    private final Set<Integer> everListed = new HashSet<>();
    private final Map<Integer, Integer> unfit = new HashMap<>();
    private Manifest last = Manifest.NONE;
    private Set<Integer> listed = Set.of();
    private int missed;
    private int rightRemovals;
    private int wrongRemovals;
    private int incomplete;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void whoServesIsPublishedAndNoMistakeEmptiesOrErodesTheList(long seed) {
        Random random = new Random(seed);
        NavigableMap<Integer, Fleet.State> before = fleet.now();
        View mistake = View.right(before);
        int mistaken = 0;
        for (int step = 0; step < STEPS; step++) {
            NavigableMap<Integer, Fleet.State> now = fleet.now();
            fleet.pass(random);
            // The same mistakes last for two looks, fewer than it takes to believe them; in part, for five.
            if (mistaken == 0 && random.nextInt(8) == 0) {
                mistake = View.wrong(fleet.now(), random);
                mistaken = ENOUGH + (mistake.isComplete() ? 1 : 4);
            }
            boolean late = mistaken == ENOUGH && random.nextInt(3) == 0;
            View view = mistaken >= ENOUGH ? mistake.later(late ? now : fleet.now()) : View.right(fleet.now());
            mistaken = Math.max(0, mistaken - 1);
            look(view, NOON.plus(EVERY.multipliedBy(step)), "seed %d, step %d".formatted(seed, step));
        }
        assertThat(fleet.launched()).as("servers in all").isGreaterThan(10_000);
        assertThat(rightRemovals).as("who does not serve goes").isGreaterThan(8_000);
        assertThat(wrongRemovals).as("small mistakes are believed at once").isPositive();
        assertThat(incomplete).as("looks in part").isGreaterThan(500);
    }

    private void look(View view, Instant now, String where) {
        Decision decision = Decision.of(OUTPUT, view.look(listed), last, now);
        Set<Integer> list = decision.list().stream().map(Fleet::number).collect(Collectors.toSet());
        view.fleet().keySet().forEach(server -> count(view, server));
        incomplete += view.isComplete() ? 0 : 1;

        assertThat(decision.list())
                .as("addresses: %s", where)
                .allMatch(one -> one.address().toString().equals(Fleet.address(Fleet.number(one))));
        assertThat(list.isEmpty() && !listed.isEmpty()).as("emptied: %s", where).isFalse();
        nobody(view.fleet().keySet(), one -> view.saysLive(one) && !list.contains(one), "is left out, " + where);
        nobody(less(list, listed), one -> !view.saysLive(one), "came, " + where);
        Set<Integer> removed = less(listed, list);
        nobody(removed, one -> !view.saysGone(one) && !view.saysUnfit(one), "went, " + where);
        if (view.isComplete()) {
            nobody(list, view::saysGone, "is known to be gone, " + where);
            nobody(list, one -> unfit.getOrDefault(one, 0) >= ENOUGH, "was called unfit by three looks, " + where);
        }
        everListed.addAll(list);
        everListed.retainAll(fleet.now().keySet());
        // Half of what was published may go on hearsay, together with what went before and is not back.
        int missedBefore = missed;
        missed = (int) everListed.stream()
                .filter(server -> fleet.serves(server) && !list.contains(server))
                .count();
        if (missed > missedBefore) {
            assertThat(2 * missed).as("eroded: %s", where).isLessThanOrEqualTo(listed.size() + missedBefore);
        }

        rightRemovals +=
                (int) removed.stream().filter(server -> !fleet.serves(server)).count();
        wrongRemovals += (int) removed.stream().filter(fleet::serves).count();
        listed = list;
        last = Fixture.recorded(last, decision, now);
    }

    private static void nobody(Set<Integer> servers, Predicate<Integer> which, String what) {
        assertThat(servers.stream().filter(which)).as(what).isEmpty();
    }

    /// In how many complete looks in a row a server was called unfit.
    private void count(View view, int server) {
        if (view.saysLive(server) || (view.isComplete() && !view.saysUnfit(server))) {
            unfit.remove(server);
        } else if (view.isComplete()) {
            unfit.merge(server, 1, Integer::sum);
        }
    }

    private static Set<Integer> less(Set<Integer> all, Set<Integer> others) {
        Set<Integer> left = new HashSet<>(all);
        left.removeAll(others);
        return left;
    }
}
