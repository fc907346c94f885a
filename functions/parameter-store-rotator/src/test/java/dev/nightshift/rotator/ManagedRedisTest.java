package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.kit.SettingsException;
import dev.nightshift.local.aws.data.CacheUsers;
import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.local.aws.ssm.SsmParameter;
import dev.nightshift.local.databases.RedisProcess;
import dev.nightshift.rotator.Outcome.Kind;
import dev.nightshift.rotator.Plan.Demand;
import dev.nightshift.rotator.Verdict.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Users of ElastiCache and MemoryDB: the service is the embedded one, and its server a real Redis that gets the
/// passwords when a change is done.
class ManagedRedisTest {
    private static final String NAME = "/acme/prod/cache";
    private static final String FIRST = "first-password-of-the-application";

    @TempDir
    static Path directory;

    private static Optional<RedisProcess> server = Optional.empty();

    @BeforeAll
    static void start() throws IOException {
        server = RedisProcess.start(directory);
        Assumptions.assumeTrue(server.isPresent(), "redis-server is not installed");
        try (RedisConnection connection =
                RedisConnection.open("localhost", server.orElseThrow().port(), Optional.empty())) {
            connection.call("ACL", "SETUSER", "root", "on", "+@all", ">" + FIRST);
        }
    }

    @AfterAll
    static void stop() {
        server.ifPresent(RedisProcess::close);
    }

    enum Kinds {
        ELASTICACHE(
                "elasticache",
                "DescribeUsers",
                "ModifyUser",
                "shop-app",
                "app",
                ", \"userIds\": {\"app\": \"shop-app\"}"),
        MEMORYDB("memorydb", "DescribeUsers", "UpdateUser", "app", "app", ""),
        TOKEN(
                "elasticache",
                "DescribeReplicationGroups",
                "ModifyReplicationGroup",
                "shop",
                "default",
                ", \"replicationGroup\": \"shop\"");

        private final String service;
        private final String look;
        private final String change;
        private final String id;
        private final String user;
        private final String more;

        Kinds(String service, String look, String change, String id, String user, String more) {
            this.service = service;
            this.look = look;
            this.change = change;
            this.id = id;
            this.user = user;
            this.more = more;
        }

        String busy() {
            return switch (this) {
                case ELASTICACHE -> "InvalidUserState";
                case MEMORYDB -> "InvalidUserStateFault";
                case TOKEN -> "InvalidReplicationGroupState";
            };
        }
    }

    private static void onServer(String... words) {
        try (RedisConnection connection =
                RedisConnection.open("localhost", server.orElseThrow().port(), Optional.empty())) {
            connection.call("AUTH", "root", FIRST);
            connection.call(words);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void have(String user, List<String> passwords) {
        List<String> words = new ArrayList<>(List.of("ACL", "SETUSER", user, "on", "resetpass", "+@all"));
        passwords.forEach(one -> words.add(">" + one));
        onServer(words.toArray(String[]::new));
    }

    private static boolean logsIn(String user, String password) {
        try (RedisConnection connection =
                RedisConnection.open("localhost", server.orElseThrow().port(), Optional.empty())) {
            return "OK".equals(connection.call("AUTH", user, password));
        } catch (IOException e) {
            return false;
        }
    }

    /// An account with the user `app` and a parameter that is due.
    private static final class Account implements AutoCloseable {
        final Kinds kind;
        final AwsScene scene;
        final CacheUsers users;
        final SsmParameter live;

        Account(Kinds kind) {
            this.kind = kind;
            this.scene = new AwsScene(
                    Fixture.config("""
                    "soleActor": true,
                    "redis": {"cache": {"host": "localhost", "port": %d, "tls": "off", "users": ["%s"],
                      "service": "%s"%s}}""".formatted(server.orElseThrow().port(), kind.user, kind.service, kind.more)));
            this.users = switch (kind) {
                case ELASTICACHE -> scene.aws.elastiCacheUsers("eu-central-1");
                case MEMORYDB -> scene.aws.memoryDbUsers("eu-central-1");
                case TOKEN -> scene.aws.replicationGroups("eu-central-1").tokens();
            };
            users.user(kind.id, kind.user, FIRST);
            users.servers(Duration.ofSeconds(12), ManagedRedisTest::have);
            have(kind.user, List.of(FIRST));
            scene.targets = new RedisTargets(
                    scene.config,
                    scene.store,
                    new RedisTargets.Making(
                            new Passwords(new Random(7)),
                            scene.config.passwords(),
                            Fixture.NOTHING_STOPPED,
                            site -> RedisTargets.managed(scene.clients, site, scene.line::pass)),
                    (parameter, strategy) -> {
                        throw new AssertionError(strategy);
                    });
            live = scene.due(NAME, "redis", value(kind.user, FIRST), "Standard", "")
                    .tag("nightshift:database", "cache");
        }

        private static String value(String user, String password) {
            return "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(user, password);
        }

        String password() {
            return JsonField.read(Secret.of(live.value()))
                    .orElseThrow()
                    .text("password")
                    .orElseThrow();
        }

        Outcome run() {
            return scene.outcome(NAME);
        }

        List<String> passwords() {
            return users.passwords(kind.id);
        }

        /// One run a day until nothing is left to do; after each the published value logs in.
        void untilIdle(String as) {
            for (int days = 0; days < 12; days++) {
                Kind kindOfRun = run().kind();
                assertThat(logsIn(kind.user, password())).as(as).isTrue();
                if (kindOfRun == Kind.NOT_DUE) {
                    return;
                }
                scene.line.pass(Duration.ofDays(1));
            }
            throw new AssertionError(as + ": never idle");
        }

        @Override
        public void close() {
            scene.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Kinds.class)
    void bothPasswordsWorkUntilTheOldOnesTimeIsOver(Kinds kind) {
        try (Account account = new Account(kind)) {
            assertThat(account.run().kind()).isEqualTo(Kind.ROTATED);
            String next = account.password();
            assertThat(account.passwords()).containsExactly(FIRST, next);
            assertThat(List.of(logsIn(kind.user, FIRST), logsIn(kind.user, next)))
                    .containsExactly(true, true);
            assertThat(account.scene.operations())
                    .containsExactly(
                            "GetResources",
                            "DescribeParameters",
                            "GetParameters",
                            "GetParameters",
                            kind.look,
                            "PutParameter",
                            "PutParameter",
                            "GetParameters",
                            kind.change,
                            kind.look,
                            kind.look,
                            kind.look,
                            kind.look,
                            "PutParameter",
                            "GetParameters",
                            "DeleteParameter");

            account.scene.line.pass(Duration.ofHours(23));
            assertThat(account.run().kind()).isEqualTo(Kind.RETIRING);
            account.scene.line.pass(Duration.ofHours(1));
            assertThat(account.run())
                    .extracting(Outcome::kind, Outcome::why)
                    .containsExactly(Kind.RETIRED, "the old password is ended");
            assertThat(account.passwords()).containsExactly(next);
            account.scene.line.pass(Duration.ofDays(1));
            assertThat(account.run().kind()).isEqualTo(Kind.NOT_DUE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ELASTICACHE, ModifyUser",
        "ELASTICACHE, DescribeUsers",
        "MEMORYDB, UpdateUser",
        "MEMORYDB, DescribeUsers",
        "TOKEN, ModifyReplicationGroup",
        "TOKEN, DescribeReplicationGroups"
    })
    void whateverCallGoesWrongThePublishedPasswordWorksAndOneIsLeft(Kinds kind, String operation) {
        List<Fault> faults = List.of(
                new Fault.RequestLost(),
                new Fault.ReplyLost(),
                new Fault.Throttled(),
                Fault.internalError(),
                new Fault.Repeating(400, "InvalidParameterValue"),
                new Fault.Refused(400, kind.busy(), ""),
                new Fault.Refused(403, "AccessDenied", ""));
        // Three end the call, and five last into the next one. Both services go the same way.
        int[] repeated = kind == Kinds.MEMORYDB ? new int[] {3} : new int[] {3, 5};
        for (Fault fault : faults) {
            for (int times : repeated) {
                for (int run = 1; run <= 2; run++) {
                    String as = kind + " " + operation + " " + fault + " " + times + " in run " + run;
                    try (Account account = new Account(kind)) {
                        if (run == 2) {
                            account.run();
                            account.scene.line.pass(Duration.ofDays(1));
                        }
                        account.scene
                                .aws
                                .faults()
                                .on(kind.service, operation)
                                .first(times)
                                .with(fault);

                        account.untilIdle(as);

                        assertThat(account.passwords()).as(as).hasSize(1);
                        assertThat(account.scene.region.parameters()).as(as).hasSize(1);
                        assertThat(String.join("", account.scene.told)).as(as).doesNotContain(FIRST);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kinds.class)
    void aChangeThatTakesLongIsFinishedByALaterRun(Kinds kind) {
        try (Account account = new Account(kind)) {
            account.users.servers(Duration.ofMinutes(4), ManagedRedisTest::have);

            assertThat(account.run())
                    .extracting(Outcome::kind, Outcome::why)
                    .containsExactly(
                            Kind.UNFINISHED,
                            "nobody knows whether it was set: the user %s was being modified: localhost port "
                                            .formatted(kind.user)
                                    + server.orElseThrow().port()
                                    + ": the user %s is being modified".formatted(kind.user));
            assertThat(account.password()).isEqualTo(FIRST);
            assertThat(logsIn(kind.user, FIRST)).isTrue();
            account.scene.line.pass(Duration.ofMinutes(5));
            assertThat(account.run().kind()).isEqualTo(Kind.ROTATED);
            assertThat(account.passwords()).containsExactly(FIRST, account.password());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kinds.class, names = "TOKEN", mode = EnumSource.Mode.EXCLUDE)
    void aPasswordThatNoParameterHoldsIsNotEnded(Kinds kind) {
        try (Account account = new Account(kind)) {
            account.users.user(kind.id, "app", FIRST, "password-of-somebody-else");

            assertThat(account.run())
                    .extracting(Outcome::kind, Outcome::why)
                    .containsExactly(
                            Kind.REFUSED,
                            "the user app has two passwords, and a third cannot be added: leave it only the one of this"
                                    + " parameter");
            assertThat(account.passwords()).hasSize(2);
            assertThat(account.scene.region.parameters()).hasSize(1);
        }
    }

    @Test
    void aUserThatIsNotThereOrNeedsNoPasswordIsRefused() {
        try (Account account = new Account(Kinds.ELASTICACHE)) {
            account.users.user("shop-app", "somebody", FIRST);
            assertThat(account.run().why()).isEqualTo("there is no user app");
            account.users.user("shop-app", "app");
            assertThat(account.run().why()).isEqualTo("the user app does not log in with a password");
        }
    }

    @Test
    void aReplicationGroupWithoutATokenIsRefused() {
        try (Account account = new Account(Kinds.TOKEN)) {
            account.users.user("shop", "default");
            assertThat(account.run().why()).isEqualTo("the replication group shop has no AUTH token");
            account.scene.aws.replicationGroups("eu-central-1").userGroup("shop");
            assertThat(account.run().why()).startsWith("the replication group shop has user groups and no AUTH token");
        }
    }

    /// One more token would drop the older of two, which applications may still use.
    @Test
    void noTokenIsAddedBeforeTheOldOneIsEnded() {
        try (Account account = new Account(Kinds.TOKEN)) {
            assertThat(account.run().kind()).isEqualTo(Kind.ROTATED);
            String second = account.password();
            account.scene.line.pass(Duration.ofHours(1));
            account.scene.demand = Optional.of(new Demand(NAME, Origin.NEW));
            assertThat(account.run().kind()).isEqualTo(Kind.RETIRING);
            assertThat(account.passwords()).containsExactly(FIRST, second);
            account.scene.demand = Optional.of(new Demand(NAME, Origin.PREVIOUS));
            assertThat(account.run().kind()).isEqualTo(Kind.ROTATED);
            assertThat(account.password()).isEqualTo(FIRST);
            assertThat(account.passwords()).containsExactly(FIRST, second);
        }
    }

    @ParameterizedTest
    @EnumSource(Kinds.class)
    void twoParametersWithOneUserAreRefused(Kinds kind) {
        try (Account account = new Account(kind)) {
            account.scene
                    .due("/acme/prod/other", "redis", Account.value(kind.user, FIRST), "Standard", "")
                    .tag("nightshift:database", "cache");

            assertThat(account.run().kind()).isEqualTo(Kind.REFUSED);
            assertThat(account.scene.outcome("/acme/prod/other").kind()).isEqualTo(Kind.REFUSED);
            assertThat(account.passwords()).containsExactly(FIRST);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"short-password1", "a-password,with-a-comma", "a-password-with-a-/", "a password with blanks"})
    void whatTheServicesRefuseIsNotMade(String password) {
        assertThat(ManagedRedis.accepts(password)).isFalse();
        assertThat(ManagedRedis.accepts(FIRST)).isTrue();
        assertThat(ManagedRedis.accepts("x".repeat(129))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'service': 'redshift'                               | redis.c.service: \"redshift\": expected elasticache or memorydb",
                "'service': 'memorydb', 'admin': '/acme/admin'       | redis.c.admin: \"/acme/admin\": expected no administrator",
                "'service': 'memorydb', 'userIds': {'app': 'id'}     | redis.c.userIds",
                "'replicationGroup': 'shop'                          | redis.c.replicationGroup: \"shop\": expected only with service: elasticache",
                "'service': 'elasticache', 'replicationGroup': 'shop' | expected [default] with replicationGroup",
                "'service': 'elasticache', 'replicationGroup': 'Shop' | redis.c.replicationGroup: \"Shop\": expected the id",
                "'userIds': {'app': 'id'}                            | redis.c.userIds",
                "'service': 'elasticache', 'userIds': {'job': 'id'}  | names the user \"job\", which users does not",
                "'service': 'elasticache', 'userIds': {'app': '1_x'} | redis.c.userIds.app: \"1_x\": expected the id of a user"
            })
    void aSettingThatCannotBeMeantIsNamed(String keys, String why) {
        String settings =
                "\"redis\": {\"c\": {\"host\": \"h\", \"users\": [\"app\"], " + keys.replace('\'', '"') + "}}";

        assertThatThrownBy(() -> Fixture.config(settings))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(why);
    }
}
