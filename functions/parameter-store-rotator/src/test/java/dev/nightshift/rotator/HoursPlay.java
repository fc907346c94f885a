package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.rotator.ToldTarget.Nature;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// A rotation over hours of runs in which calls go wrong.
record HoursPlay(World world, HoursScene scene, ToldTarget target, FakeAccessKeys keys) {
    // What is not healed by then never is.
    private static final Duration HOURS = Duration.ofHours(9);

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
        NOTHING_WORKS_AND_BLOCKED_AFTER_THREE,
        RANDOM,
        RANDOM_FIELD,
        ACCESS_KEY;

        Strategy strategy() {
            return isRandom() ? Strategy.RANDOM : this == ACCESS_KEY ? Strategy.IAM_ACCESS_KEY : Strategy.POSTGRES;
        }

        private boolean isRandom() {
            return this == RANDOM || this == RANDOM_FIELD;
        }

        /// Whether the value before works as well, so that no fault locks anybody out.
        boolean isOverlapping() {
            return this == TWO_USERS || this == ACCESS_KEY || isRandom();
        }

        private Nature nature() {
            int limit = name().endsWith("AFTER_THREE") ? 3 : name().endsWith("AFTER_TWO") ? 2 : Integer.MAX_VALUE;
            return new Nature(this == TWO_USERS, limit, limit > 3 && this != NOBODY_TOLD_THE_LIMIT);
        }

        boolean isHealable() {
            return !name().startsWith("NOTHING");
        }

        int mostWrong() {
            return nature().told() ? 2 : 1;
        }

        /// How long the published value may be refused, beside the time in which the target cannot be
        /// reached: the hour in which nothing more may be sent that could be wrong, and one time of the
        /// schedule. With a limit of three and an old value that is back, one hour for each of three values. A
        /// second fault costs two hours.
        Duration longest(int faults) {
            int one = this == OLD_VALUE_IS_BACK_AND_BLOCKED_AFTER_THREE ? 180 : 65;
            return Duration.ofMinutes(one + 120L * (faults - 1));
        }
    }

    static HoursPlay of(World world) {
        HoursScene scene = new HoursScene(world.strategy());
        ToldTarget target = new ToldTarget(scene.line, world.nature());
        FakeAccessKeys keys = new FakeAccessKeys(scene.line);
        HoursPlay play = new HoursPlay(world, scene, target, keys);
        play.begin();
        return play;
    }

    private void begin() {
        switch (world) {
            case RANDOM -> scene.write(Secret.of("one-secret"));
            case RANDOM_FIELD -> scene.write(value("first"), "password");
            case ACCESS_KEY -> scene.write(keys.make());
            default -> scene.write(value("first"));
        }
        if (world.name().startsWith("OLD")) {
            scene.write(value("dead"));
        } else if (!world.isHealable()) {
            List.of("1", "2", "3").forEach(text -> scene.write(value(text)));
            target.passwords.put("app", "nobody knows");
        }
        Predicate<Secret> opens =
                world == World.ACCESS_KEY ? keys::opens : world.isRandom() ? value -> true : target::opens;
        scene.opened(this::target, opens, () -> !target.wrong.isEmpty());
    }

    private Target target(Parameter parameter, Strategy strategy) {
        return strategy == Strategy.IAM_ACCESS_KEY
                ? new AccessKeyTarget(keys, scene.store, HoursScene.CONFIG.accessKeys(), scene.line::pass)
                : target.again();
    }

    private static Secret value(String password) {
        return Secret.of("{\"username\": \"app\", \"password\": \"" + password + "\"}");
    }

    HoursPlay play(Map<Integer, Fault> faults) {
        faults.forEach((call, fault) -> fault.at(call, scene.line, target));
        scene.play(Optional.empty(), HOURS);
        return this;
    }

    void mustBeWell(Map<Integer, Fault> faults) {
        String as = world + " " + faults + " " + scene.line.calls();
        int dead = (int) faults.values().stream().filter(Fault::isDeadly).count();
        assertThat(scene.silent).as(as).isEmpty();
        // A run that dies right after a refusal has not written it down.
        assertThat(mostWrong()).as(as).isLessThanOrEqualTo(world.mostWrong() + dead);
        if (dead == 0) {
            assertThat(target.blocked).as(as).isFalse();
        }
        if (world.isHealable() && !mayStay(faults, dead)) {
            assertThat(scene.isLiveGood()).as(as).isTrue();
            assertThat(scene.lockOut).as(as).isLessThanOrEqualTo(away(faults).plus(world.longest(faults.size())));
        }
        if (world.isOverlapping()) {
            mustOverlap(as, dead > 0);
        }
    }

    // No rule can do better: one more password could block the user, so that only a person can go on, and it stays
    // critical. With a limit of three, or one that nobody
    // could read, the first wrong password is what finds that an old value is back. The second one
    // is written down before it is sent; if the process dies before its answer is written down too, it may have been
    // wrong. With a limit of two, the first wrong one is the last.
    private boolean mayStay(Map<Integer, Fault> faults, int dead) {
        return switch (world) {
            case OLD_VALUE_IS_BACK_AND_BLOCKED_AFTER_THREE, NOBODY_TOLD_THE_LIMIT ->
                dead > 1 || (dead == 1 && scene.isAnswerLost());
            case BLOCKED_AFTER_TWO -> faults.size() > 1;
            default -> false;
        };
    }

    private void mustOverlap(String as, boolean dead) {
        assertThat(scene.lockOut).as(as).isZero();
        List<Secret> values = scene.store.all(HoursScene.NAME);
        long different = values.stream().map(Secret::reveal).distinct().count();
        assertThat(different > 1 || !scene.told.isEmpty() || dead).as(as).isTrue();
        if (world == World.ACCESS_KEY) {
            assertThat(keys.opens(values.getFirst())).as(as).isTrue();
            assertThat(keys.keys).as(as).hasSizeLessThanOrEqualTo(2);
        }
    }

    private static Duration away(Map<Integer, Fault> faults) {
        return Duration.ofMinutes(faults.values().stream()
                .mapToLong(fault -> fault instanceof Fault.Away(int minutes) ? minutes : 0)
                .sum());
    }

    /// The most wrong passwords of one user within an hour.
    private int mostWrong() {
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
}
