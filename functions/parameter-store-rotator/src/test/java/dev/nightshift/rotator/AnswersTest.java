package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.rotator.ToldTarget.Nature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every answer at each step of a rotation, alone and in twos, over hours of runs: at the end of each run what is
/// published logs in, or people are told that it is critical and the next attempt is near; and no user meets more wrong
/// passwords within an hour than its server lets pass.
class AnswersTest {
    private static final int MOST_CALLS = 40;
    private static final int CALLS_OF_A_RUN = 10;
    private static final Duration HOURS = Duration.ofMinutes(270);

    /// What a rotation begins with.
    enum World {
        ONE_USER,
        TWO_USERS,
        BLOCKED_AFTER_THREE,
        BLOCKED_AFTER_TWO,
        NOBODY_TOLD_THE_LIMIT,
        OLD_VALUE_IS_BACK,
        OLD_VALUE_IS_BACK_AND_BLOCKED_AFTER_THREE,
        NOTHING_WORKS,
        NOTHING_WORKS_AND_BLOCKED_AFTER_THREE;

        Nature nature() {
            int limit = name().endsWith("AFTER_THREE") ? 3 : name().endsWith("AFTER_TWO") ? 2 : Integer.MAX_VALUE;
            return new Nature(this == TWO_USERS, limit, limit > 3 && this != NOBODY_TOLD_THE_LIMIT);
        }

        boolean isHealable() {
            return !name().startsWith("NOTHING");
        }

        int mostWrong() {
            return nature().told() ? 2 : 1;
        }
    }

    private record Play(HoursScene scene, ToldTarget target) {
        static Play of(World world) {
            HoursScene scene = new HoursScene(Strategy.POSTGRES, "");
            ToldTarget target = new ToldTarget(scene.line, world.nature());
            scene.write(value("first"));
            if (world.name().startsWith("OLD")) {
                scene.write(value("dead"));
            } else if (!world.isHealable()) {
                List.of("1", "2", "3").forEach(text -> scene.write(value(text)));
                target.passwords.put("app", "nobody knows");
            }
            scene.opened((parameter, strategy) -> target.again(), target::opens, () -> !target.wrong.isEmpty());
            return new Play(scene, target);
        }

        private static Secret value(String password) {
            return Secret.of("{\"username\": \"app\", \"password\": \"" + password + "\"}");
        }

        /// The most wrong passwords of one user within an hour.
        int mostWrong() {
            int most = 0;
            for (List<Instant> times : target.wrong.values()) {
                for (Instant from : times) {
                    Instant end = from.plus(LoginBudget.HOUR);
                    most = Math.max(most, (int) times.stream()
                            .filter(at -> !at.isBefore(from) && at.isBefore(end))
                            .count());
                }
            }
            return most;
        }

        Play play(Map<Integer, Fault> faults) {
            faults.forEach((call, fault) -> fault.at(call, scene.line, target));
            scene.play(Optional.empty(), HOURS);
            return this;
        }

        void mustBeWell(World world, Map<Integer, Fault> faults) {
            String as = world + " " + faults + " " + scene.line.calls();
            boolean dead = faults.values().stream().anyMatch(Fault::isDeadly);
            assertThat(scene.silent).as(as).isEmpty();
            // A run that dies right after a refusal has not written it down.
            assertThat(mostWrong()).as(as).isLessThanOrEqualTo(world.mostWrong() + (dead ? 1 : 0));
            if (!dead) {
                assertThat(target.blocked).as(as).isFalse();
            }
            // With three, a fault after the first refusal can use up the last wrong password: it stays critical.
            // An outage of more than an hour that begins in the second one outlasts the play.
            boolean outlasts = world.name().startsWith("OLD") && faults.containsValue(new Fault.Away(70));
            if (world.isHealable() && !outlasts && world != World.OLD_VALUE_IS_BACK_AND_BLOCKED_AFTER_THREE) {
                assertThat(scene.isLiveGood()).as(as).isTrue();
            }
        }
    }

    /// Each fault of each call of the first hour, then each of each call that follows: of one user within all that come
    /// next, of the others within those of the same run, or of all with `-Dnightshift.pairs=all`.
    private static List<Map<Integer, Fault>> faults(World world, boolean twos) {
        boolean all = world == World.ONE_USER || "all".equals(System.getProperty("nightshift.pairs"));
        int reach = all ? MOST_CALLS : CALLS_OF_A_RUN;
        return oneMore(world, Map.of(), MOST_CALLS).parallelStream()
                .flatMap(one ->
                        Stream.concat(Stream.of(one), twos ? oneMore(world, one, reach).stream() : Stream.empty()))
                .toList();
    }

    private static List<Map<Integer, Fault>> oneMore(World world, Map<Integer, Fault> before, int reach) {
        List<String> calls = Play.of(world).play(before).scene.line.calls();
        int from = before.keySet().stream().mapToInt(call -> call + 1).max().orElse(0);
        List<Map<Integer, Fault>> all = new ArrayList<>();
        for (int call = from; call < Math.min(calls.size(), from + reach); call++) {
            for (Fault fault : Fault.of(calls.get(call))) {
                Map<Integer, Fault> one = new TreeMap<>(before);
                one.put(call, fault);
                all.add(one);
            }
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource
    void afterOneFaultNobodyIsLockedOutInSilence(World world) {
        List<Map<Integer, Fault>> all = faults(world, false);
        all.parallelStream().forEach(faults -> Play.of(world).play(faults).mustBeWell(world, faults));
        assertThat(all).hasSizeGreaterThan(40);
    }

    @ParameterizedTest
    @EnumSource(names = {"ONE_USER", "TWO_USERS", "BLOCKED_AFTER_THREE", "OLD_VALUE_IS_BACK"})
    void afterTwoFaultsNobodyIsLockedOutInSilence(World world) {
        List<Map<Integer, Fault>> all = faults(world, true);
        all.parallelStream().forEach(faults -> Play.of(world).play(faults).mustBeWell(world, faults));
        assertThat(all).hasSizeGreaterThan(1_000);
    }
}
