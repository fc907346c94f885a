package dev.nightshift.liveips.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.liveips.manifest.Doubts;
import dev.nightshift.liveips.model.Tally;
import dev.nightshift.liveips.plan.GuardModel.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The guard under every sequence of looks at three servers: right, wrong, late, partial and contradictory ones.
class GuardStatesTest {
    private static final List<Said> ALL = all();
    private static final List<Said> COMPLETE =
            ALL.stream().filter(Said::complete).toList();

    private static List<Said> all() {
        List<Said> all = new ArrayList<>();
        for (char one : "LUTG".toCharArray()) {
            for (char other : "LUTG".toCharArray()) {
                for (char third : "LUTG".toCharArray()) {
                    for (boolean complete : new boolean[] {true, false}) {
                        for (int minutes : new int[] {1, 3}) {
                            all.add(new Said("" + one + other + third, complete, Duration.ofMinutes(minutes)));
                        }
                    }
                }
            }
        }
        return all;
    }

    /// Guards that keep their doubts in a wrong way.
    enum Unsafe implements BinaryOperator<Doubts> {
        /// One counter for all lines and kinds of loss.
        ONE_COUNTER {
            @Override
            public Doubts apply(Doubts before, Doubts after) {
                Tally most = after.tallies().values().stream()
                        .reduce(Tally.NONE, (one, other) -> one.looks() > other.looks() ? one : other);
                Doubts all = new Doubts(new TreeMap<>(after.tallies()), after.lost());
                if (most.looks() > 0) {
                    all.tallies().put(Doubts.empty(false), most);
                    for (int server = 0; server < GuardModel.SERVERS; server++) {
                        all.tallies().put("10.0.0." + (server + 1), most);
                    }
                }
                return all;
            }
        },
        /// Counts that no look takes back.
        WITHOUT_AGREEMENT {
            @Override
            public Doubts apply(Doubts before, Doubts after) {
                Doubts all = new Doubts(new TreeMap<>(before.tallies()), after.lost());
                all.tallies().putAll(after.tallies());
                return all;
            }
        },
        /// Looks that count however soon they follow each other.
        AT_ONCE {
            @Override
            public Doubts apply(Doubts before, Doubts after) {
                Doubts all = new Doubts(new TreeMap<>(), after.lost());
                after.tallies()
                        .forEach((what, tally) -> all.tallies().put(what, new Tally(tally.looks(), Instant.EPOCH)));
                return all;
            }
        },
        /// Losses that are forgotten.
        WITHOUT_EROSION {
            @Override
            public Doubts apply(Doubts before, Doubts after) {
                return new Doubts(after.tallies(), new TreeMap<>());
            }
        }
    }

    @Test
    void noServerGoesWithoutEvidenceOrAgreementAndNoListIsEmptied() {
        Set<GuardModel> seen = explore(ALL, 3, (before, after) -> after);

        assertThat(seen).hasSizeGreaterThan(1_000);
        seen.forEach(GuardStatesTest::theTruthIsPublishedAfterThreeLooks);
    }

    @ParameterizedTest
    @EnumSource
    void aGuardThatCountsInAnotherWayIsCaught(Unsafe rule) {
        assertThatThrownBy(() -> explore(COMPLETE, 4, rule)).isInstanceOf(AssertionError.class);
    }

    private static Set<GuardModel> explore(List<Said> saids, int looks, BinaryOperator<Doubts> rule) {
        Set<GuardModel> seen = new HashSet<>(Set.of(GuardModel.all()));
        Set<GuardModel> latest = seen;
        for (int look = 0; look < looks; look++) {
            Set<GuardModel> next = new HashSet<>();
            for (GuardModel model : latest) {
                for (Said said : saids) {
                    GuardModel after = model.after(said, rule);
                    assertNobodyIsHarmed(model, said, after);
                    if (!seen.contains(after)) {
                        next.add(after);
                    }
                }
            }
            seen = new HashSet<>(seen);
            seen.addAll(next);
            latest = next;
        }
        return seen;
    }

    private static void assertNobodyIsHarmed(GuardModel before, Said said, GuardModel after) {
        String where = "%s%nlook %s%nafter %s".formatted(before, said, after);
        long hearsay = before.listed().stream()
                .filter(server -> said.servers().charAt(server) == 'U')
                .count();
        long lately = after.lostAt().keySet().stream()
                .filter(server -> !before.listed().contains(server))
                .count();
        boolean large = 2 * (hearsay + lately) > before.listed().size() + lately;
        for (int server : before.listed()) {
            char state = said.servers().charAt(server);
            boolean removed = !after.listed().contains(server);
            if (state == 'L' || state == 'G') {
                assertThat(removed).as("removed without a reason: %s", where).isFalse();
            } else if (state == 'U' && removed && large) {
                assertThat(after.missed().get(server))
                        .as("removed on hearsay: %s", where)
                        .isEqualTo(3);
            } else if (state == 'T' && said.complete() && !removed) {
                assertThat(nobodyElse(before, said))
                        .as("a terminated server stays: %s", where)
                        .isTrue();
            }
        }
        if (after.listed().isEmpty() && !before.listed().isEmpty()) {
            assertThat(after.emptied()).as("emptied: %s", where).isEqualTo(3);
        }
    }

    private static boolean nobodyElse(GuardModel before, Said said) {
        return said.servers().indexOf('L') < 0
                && before.listed().stream().noneMatch(server -> said.servers().charAt(server) == 'G');
    }

    private static void theTruthIsPublishedAfterThreeLooks(GuardModel model) {
        for (String truth : List.of("LLL", "LLT", "LTT", "LUU", "TUL", "UUU", "TTT", "TUU")) {
            GuardModel after = model;
            for (int look = 0; look < 3; look++) {
                after = after.after(new Said(truth, true, Duration.ofMinutes(3)), (before, kept) -> kept);
            }
            Set<Integer> alive = new HashSet<>();
            for (int server = 0; server < GuardModel.SERVERS; server++) {
                if (truth.charAt(server) == 'L') {
                    alive.add(server);
                }
            }
            assertThat(after.listed())
                    .as("%s after three looks at %s", model, truth)
                    .isEqualTo(alive);
        }
    }
}
