package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.rotator.FakeStore.Line;
import dev.nightshift.rotator.Outcome.Bearing;
import dev.nightshift.rotator.Outcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every answer of a target and of Parameter Store at each step of a rotation, alone and in twos: at the end of the run
/// what is published logs in, or people are told and the next attempt is near.
class AnswersTest {
    private static final String NAME = "/acme/db";

    /// How a call of the target ends.
    enum Reply {
        OK,
        REFUSED,
        REFUSED_AND_DONE,
        TAKEN_AND_NOT_DONE,
        LOST_BEFORE,
        LOST_AFTER
    }

    /// A database that answers call by call as it is told, then well.
    private static final class Told implements Target {
        final Map<Integer, Reply> replies = new HashMap<>();
        final Map<String, Integer> wrong = new HashMap<>();
        String password = "first";
        private final Line line;
        private final boolean alternating;
        private String other = "other";
        int calls;

        Told(Line line, boolean alternating) {
            this.line = line;
            this.alternating = alternating;
        }

        private Reply reply(String what) {
            line.call(what, () -> what);
            return replies.getOrDefault(calls++, Reply.OK);
        }

        boolean opens(Secret value) {
            JsonField fields = JsonField.read(value).orElseThrow();
            String expected = fields.text("username").equals(Optional.of("app")) ? password : other;
            return fields.text("password").equals(Optional.of(expected));
        }

        @Override
        public Secret candidate(Parameter parameter, Secret live) {
            Secret user = alternating ? JsonField.read(live).orElseThrow().with("username", "app_clone") : live;
            return JsonField.read(user).orElseThrow().with("password", "new-" + calls);
        }

        @Override
        public Answer test(Secret value) {
            if (reply("test") != Reply.OK) {
                return Answer.UNKNOWN;
            }
            if (!opens(value)) {
                wrong.merge(JsonField.read(value).orElseThrow().text("username").orElseThrow(), 1, Integer::sum);
            }
            return opens(value) ? Answer.YES : Answer.NO;
        }

        @Override
        public boolean isExclusive() {
            return !alternating;
        }

        @Override
        public boolean canBeSetAgain() {
            return true;
        }

        @Override
        public Change change(Secret pending, Secret working) {
            if (reply("open") != Reply.OK || (!alternating && !opens(working))) {
                return Change.none(new Setting.NotSent("no session"));
            }
            return new Change() {
                @Override
                public Setting set() {
                    Reply reply = reply("set");
                    if (reply == Reply.OK || reply == Reply.REFUSED_AND_DONE || reply == Reply.LOST_AFTER) {
                        become(pending);
                    }
                    return switch (reply) {
                        case OK, TAKEN_AND_NOT_DONE -> new Setting.Taken();
                        case REFUSED, REFUSED_AND_DONE -> new Setting.Refused("error 1699");
                        case LOST_BEFORE, LOST_AFTER -> new Setting.Unknown("SQLSTATE 08006");
                    };
                }

                @Override
                public void undo() {
                    if (reply("undo") == Reply.OK && !alternating) {
                        become(working);
                    }
                }

                @Override
                public void close() {
                    // Nothing is open.
                }
            };
        }

        private void become(Secret value) {
            JsonField fields = JsonField.read(value).orElseThrow();
            String text = fields.text("password").orElseThrow();
            if (fields.text("username").equals(Optional.of("app"))) {
                password = text;
            } else {
                other = text;
            }
        }
    }

    private static final class Play {
        final Line line = new Line();
        final FakeStore store = new FakeStore(line);
        final Told target;

        Play(boolean alternating) {
            target = new Told(line, alternating);
            store.put(
                    NAME,
                    Secret.of("{\"username\": \"app\", \"password\": \"first\"}"),
                    FakeStore.PERSON,
                    Map.of("nightshift:rotate-every", "30d", "nightshift:strategy", "postgres"));
            line.pass(Duration.ofDays(31));
        }

        Outcome run(Attempts attempts) {
            RotatorConfig config = Fixture.config("\"dryRun\": false, \"soleActor\": true");
            Rotator rotator = new Rotator(
                    config,
                    store,
                    (parameter, strategy) -> target,
                    new RandomRotation(store, new Passwords(new Random(1)), config.passwords(), line::now),
                    new Pace(Duration.ZERO, () -> 0, line::pass),
                    List.of());
            Instant end = line.now().plus(Duration.ofMinutes(14));
            Run run = Fixture.run(
                    rotator,
                    new Rotator.Order(
                            line.now(),
                            false,
                            Optional.empty(),
                            () -> Duration.between(line.now(), end),
                            new FunctionArn("123456789012", "eu-central-1", "rotator"),
                            attempts,
                            Fixture.NOT_PAUSED),
                    digest -> {});
            return run.outcomes().getFirst();
        }

        boolean isLiveGood() {
            return target.opens(store.newest(NAME));
        }
    }

    private static List<Map<Integer, Reply>> faults(int calls) {
        List<Map<Integer, Reply>> all = new ArrayList<>();
        for (int first = 0; first < calls; first++) {
            for (Reply one : Reply.values()) {
                all.add(Map.of(first, one));
                for (int second = first + 1; second < calls; second++) {
                    for (Reply two : Reply.values()) {
                        all.add(Map.of(first, one, second, two));
                    }
                }
                // From here on nothing answers.
                Map<Integer, Reply> away = new HashMap<>(Map.of(first, one));
                for (int later = first + 1; later < 60; later++) {
                    away.put(later, Reply.LOST_BEFORE);
                }
                all.add(away);
            }
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "POSTGRES_ALTERNATING"})
    void whateverTheTargetAnswersNobodyIsLockedOutInSilence(Strategy strategy) {
        for (Map<Integer, Reply> replies : faults(9)) {
            Play play = new Play(strategy == Strategy.POSTGRES_ALTERNATING);
            play.target.replies.putAll(replies);

            Outcome first = play.run(Attempts.first(play.line.now()));

            if (!play.isLiveGood()) {
                assertThat(first.bearing() == Bearing.OWED || first.kind() == Kind.FROZEN)
                        .as("%s: %s", replies, first)
                        .isTrue();
            }
            play.target.replies.clear();
            for (int tick = 0; tick < 12 && play.store.isAnythingPending(); tick++) {
                play.line.pass(Attempts.APART);
                play.run(new Attempts(true, Fixture.known(NAME, first.kind(), play.line.now()), play.line.now()));
                assertThat(play.isLiveGood() || first.kind() == Kind.FROZEN)
                        .as("%s: %s, five minutes later", replies, first)
                        .isTrue();
            }
            assertThat(play.target.wrong.values())
                    .as("wrong passwords after %s", replies)
                    .allMatch(wrong -> wrong <= 2);
        }
    }

    /// The session in which the password was set is the only one that still works.
    @Test
    void whereTheNewCredentialCannotBeAskedTheOldOneIsSetBack() {
        Play play = new Play(false);
        IntStream.rangeClosed(3, 7).forEach(test -> play.target.replies.put(test, Reply.LOST_BEFORE));

        Outcome outcome = play.run(Attempts.first(play.line.now()));

        assertThat(play.isLiveGood()).isTrue();
        assertThat(outcome.kind()).isEqualTo(Kind.UNFINISHED);
        assertThat(outcome.bearing()).isEqualTo(Bearing.OWED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Line.Break.class,
            names = {"LOST", "DONE"})
    void aPublicationThatGoesWrongIsRepeatedInTheSameRun(Line.Break how) {
        Play whole = new Play(false);
        whole.run(Attempts.first(whole.line.now()));
        int write = whole.line.calls().indexOf("write");
        Play play = new Play(false);
        play.line.breakAt(write, how);

        assertThat(play.run(Attempts.first(play.line.now())).kind()).isEqualTo(Kind.ROTATED);
        assertThat(play.isLiveGood()).isTrue();
        assertThat(play.store.all(NAME)).hasSize(2);
    }
}
