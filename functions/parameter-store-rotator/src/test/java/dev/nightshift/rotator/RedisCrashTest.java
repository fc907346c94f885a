package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.kit.DigestJson;
import dev.nightshift.kit.aws.FunctionArn;
import dev.nightshift.local.databases.RedisProcess;
import dev.nightshift.rotator.FakeStore.Line;
import dev.nightshift.rotator.FakeStore.Line.Break;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every prefix of the calls that rotate a user of a real Redis and end its old password, in every way in which the
/// next
/// one can go wrong, one run a day until nothing is left to do.
class RedisCrashTest {
    private static final String NAME = "/acme/prod/cache";
    private static final String FIRST = "first-password-of-the-application";
    private static final String ADMIN = "password-of-the-administrator";
    private static final Map<String, String> TAGS =
            Map.of("nightshift:rotate-every", "30d", "nightshift:strategy", "redis", "nightshift:database", "cache");

    @TempDir
    static Path directory;

    private static Optional<RedisProcess> server = Optional.empty();

    @BeforeAll
    static void start() throws IOException {
        Path acl = Files.write(
                directory.resolve("users.acl"),
                List.of("user rotator on >" + ADMIN + " +@all", "user app on >" + FIRST + " +@all"));
        server = RedisProcess.start(directory, "aclfile " + acl);
        Assumptions.assumeTrue(server.isPresent(), "redis-server is not installed");
    }

    @AfterAll
    static void stop() {
        server.ifPresent(RedisProcess::close);
    }

    private static int port() {
        return server.orElseThrow().port();
    }

    private static boolean logsIn(Secret value) {
        JsonField fields = JsonField.read(value).orElseThrow();
        try (RedisConnection connection = RedisConnection.open("localhost", port(), Optional.empty())) {
            return "OK"
                    .equals(connection.call(
                            "AUTH", "app", fields.text("password").orElseThrow()));
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> passwords() throws IOException {
        try (RedisConnection connection = RedisConnection.open("localhost", port(), Optional.empty())) {
            connection.call("AUTH", "rotator", ADMIN);
            return RedisUser.of(connection, "app").orElseThrow().hashes();
        }
    }

    /// A service's users, who are those of the Redis, behind the line.
    private record LinedUsers(Line line) implements ManagedUsers {
        @Override
        public Optional<User> find(String name) {
            return line.call("find", () -> Optional.of(new User(true, true, size())));
        }

        private static int size() {
            try {
                return passwords().size();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean replace(String name, List<Secret> all) {
            return line.call("replace", () -> {
                try (RedisConnection connection = RedisConnection.open("localhost", port(), Optional.empty())) {
                    connection.call("AUTH", "rotator", ADMIN);
                    List<String> words = new ArrayList<>(List.of("ACL", "SETUSER", name, "resetpass"));
                    all.forEach(one -> words.add(">" + one.reveal()));
                    connection.call(words.toArray(String[]::new));
                    return true;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /// A user with one password, and the function in front of a line that can break.
    private static final class Scene {
        final Line line = new Line();
        final FakeStore store = new FakeStore(line);
        final List<String> told = new ArrayList<>();
        private final RotatorConfig config;
        private final boolean managed;
        private final Random random = new Random(9);

        /// @param managed whether the server is that of a service of AWS, which replaces all passwords at once
        Scene(boolean managed) throws IOException {
            this.managed = managed;
            this.config = Fixture.config(
                    """
                    "dryRun": false, "soleActor": true,
                    "redis": {"cache": {"host": "localhost", "port": %d, "tls": "off", %s, "users": ["app"]}}""".formatted(port(), managed ? "\"service\": \"memorydb\"" : "\"admin\": \"/acme/admin\""));
            try (RedisConnection connection = RedisConnection.open("localhost", port(), Optional.empty())) {
                connection.call("AUTH", "rotator", ADMIN);
                connection.call("ACL", "SETUSER", "app", "resetpass", ">" + FIRST);
            }
            store.put(NAME, value("app", FIRST), FakeStore.PERSON, TAGS);
            store.put("/acme/admin", value("rotator", ADMIN), FakeStore.PERSON, Map.of());
            store.described.remove("/acme/admin");
            line.pass(Duration.ofDays(31));
        }

        private static Secret value(String user, String password) {
            return Secret.of("{\"username\": \"%s\", \"password\": \"%s\"}".formatted(user, password));
        }

        boolean invoke() {
            Targets redis = new RedisTargets(
                    config,
                    store,
                    new RedisTargets.Making(
                            new Passwords(random),
                            config.passwords(),
                            Fixture.NOTHING_STOPPED,
                            site -> managed
                                    ? Optional.of(new ManagedRedis(new LinedUsers(line), line::pass))
                                    : Optional.empty()),
                    (parameter, strategy) -> {
                        throw new AssertionError(strategy);
                    });
            Rotator rotator = new Rotator(
                    config,
                    store,
                    (parameter, strategy) -> new Lined(redis.of(parameter, strategy), line),
                    new RandomRotation(store, new Passwords(random), config.passwords(), line::now),
                    Fixture.PACE,
                    List.of());
            Rotator.Order order = new Rotator.Order(
                    line.now(),
                    false,
                    Optional.empty(),
                    () -> Duration.ofMinutes(10),
                    new FunctionArn("123456789012", "eu-central-1", "rotator"),
                    Attempts.first(line.now()),
                    Fixture.NOT_PAUSED);
            try {
                Run run = Fixture.run(
                        rotator, order, digest -> line.call("tell", () -> told.add(DigestJson.machine(digest, 100))));
                return run.unread().isEmpty()
                        && run.outcomes().stream().allMatch(outcome -> outcome.kind() == Outcome.Kind.NOT_DUE);
            } catch (Line.Death | CallException e) {
                return false;
            }
        }

        int untilIdle(String as) {
            for (int days = 1; days < 12; days++) {
                boolean idle = invoke();
                assertThat(logsIn(store.newest(NAME))).as(as).isTrue();
                if (idle) {
                    return days;
                }
                line.pass(Duration.ofDays(1));
            }
            throw new AssertionError(as + ": never idle: " + line.calls());
        }
    }

    @Test
    void aRotationTakesTheseCallsAndEndsTheOldPasswordADayLater() throws IOException {
        Scene scene = new Scene(false);

        assertThat(scene.untilIdle("")).isEqualTo(3);

        assertThat(scene.line.calls())
                .containsExactly(
                        "describe",
                        "read",
                        "test",
                        "candidate",
                        "read",
                        "claim",
                        "begin",
                        "read",
                        "set",
                        "test",
                        "write",
                        "read",
                        "tell",
                        "end",
                        "describe",
                        "read",
                        "retire",
                        "read",
                        "read",
                        "tell",
                        "release",
                        "describe");
        assertThat(passwords()).hasSize(1);
    }

    @Test
    void aServicesUserTakesTwoCallsMoreForTheChangeAndTwoForItsEnd() throws IOException {
        Scene scene = new Scene(true);

        assertThat(scene.untilIdle("")).isEqualTo(3);

        assertThat(scene.line.calls())
                .containsExactly(
                        "describe",
                        "read",
                        "test",
                        "candidate",
                        "find",
                        "claim",
                        "begin",
                        "read",
                        "set",
                        "replace",
                        "find",
                        "test",
                        "write",
                        "read",
                        "tell",
                        "end",
                        "describe",
                        "read",
                        "retire",
                        "find",
                        "replace",
                        "tell",
                        "release",
                        "describe");
        assertThat(passwords()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterEveryBrokenCallThePublishedPasswordWorksAndTheOldOneIsEnded(boolean managed) throws IOException {
        Scene whole = new Scene(managed);
        whole.untilIdle("");
        int calls = whole.line.calls().size();
        for (int call = 0; call < calls; call++) {
            for (Break how : EnumSet.allOf(Break.class)) {
                String as = "call " + call + " " + how;
                Scene scene = new Scene(managed);
                scene.line.breakAt(call, how);

                scene.untilIdle(as);

                assertThat(scene.told).as(as).isNotEmpty();
                assertThat(scene.store.isAnythingPending()).as(as).isFalse();
                assertThat(passwords()).as(as).hasSize(1);
                assertThat(scene.store.all(NAME)).as(as).hasSize(2);
                assertThat(String.join("", scene.told)).as(as).doesNotContain(FIRST, ADMIN);
            }
        }
    }
}
