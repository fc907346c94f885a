package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.ssm.SsmParameter;
import dev.nightshift.local.databases.RedisProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Users of a real Redis: two passwords at once, kept over a restart, and the old one ended when its time is over.
class RedisTest {
    private static final String NAME = "/acme/prod/cache";
    private static final String FIRST = "first-password-of-the-application";
    private static final String ADMIN = "password-of-the-administrator";

    @TempDir
    Path directory;

    private Optional<RedisProcess> server = Optional.empty();

    @AfterEach
    void stop() {
        server.ifPresent(RedisProcess::close);
    }

    private static String hash(String password) {
        return RedisServer.hash(Secret.of(password));
    }

    private static String[] users(String app) {
        return new String[] {
            "user default off",
            "user app on #" + hash(FIRST) + " ~* +@all -@dangerous " + app,
            "user rotator on #" + hash(ADMIN) + " +acl|setuser +acl|getuser +acl|save +config|get +config|rewrite +info"
        };
    }

    /// With an aclfile, or with its users in the configuration file.
    private void start(boolean aclfile, String... users) throws IOException {
        Path acl = directory.resolve("users.acl");
        if (aclfile) {
            Files.write(acl, List.of(users));
        }
        server = RedisProcess.start(directory, aclfile ? new String[] {"aclfile " + acl} : users);
        Assumptions.assumeTrue(server.isPresent(), "redis-server is not installed");
    }

    private int port() {
        return server.orElseThrow().port();
    }

    private AwsScene scene(String keys) {
        AwsScene scene = new AwsScene(Fixture.config("""
                "soleActor": true,
                "redis": {"cache": {"host": "localhost", "port": %d, %s}}""".formatted(port(), keys)));
        scene.region.put("/acme/admin", "SecureString", value("rotator", ADMIN));
        scene.targets = new RedisTargets(
                scene.config,
                scene.store,
                new RedisTargets.Making(
                        new Passwords(new SecureRandom()),
                        scene.config.passwords(),
                        Fixture.NOTHING_STOPPED,
                        Fixture.NOT_MANAGED),
                (parameter, strategy) -> {
                    throw new AssertionError(strategy);
                });
        return scene;
    }

    private AwsScene scene() {
        return scene("\"tls\": \"off\", \"admin\": \"/acme/admin\", \"users\": [\"app\"]");
    }

    private static SsmParameter due(AwsScene scene, String value) {
        return scene.due(NAME, "redis", value, "Standard", "").tag("nightshift:database", "cache");
    }

    private static String value(String user, String password) {
        return "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(user, password);
    }

    private static String password(String value) {
        return JsonField.read(Secret.of(value)).orElseThrow().text("password").orElseThrow();
    }

    private boolean logsIn(int port, String user, String password) {
        try (RedisConnection connection = RedisConnection.open("localhost", port, Optional.empty())) {
            return "OK".equals(connection.call("AUTH", user, password));
        } catch (IOException e) {
            return false;
        }
    }

    private boolean logsIn(String password) {
        return logsIn(port(), "app", password);
    }

    private void administrator(String... words) throws IOException {
        try (RedisConnection connection = RedisConnection.open("localhost", port(), Optional.empty())) {
            connection.call("AUTH", "rotator", ADMIN);
            connection.call(words);
        }
    }

    @Test
    void aRefusedPasswordIsReportedWithServerAndCode() throws IOException {
        start(true, users(""));
        try (AwsScene scene = scene()) {
            due(scene, value("app", "another-password"));

            Outcome outcome = scene.outcome(NAME);

            assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FROZEN);
            assertThat(outcome.why())
                    .contains("localhost port " + port() + ": WRONGPASS: ")
                    .doesNotContain("another-password");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bothPasswordsWorkUntilTheOldOnesTimeIsOverAlsoAfterARestart(boolean aclfile) throws IOException {
        start(aclfile, users(""));
        try (AwsScene scene = scene()) {
            SsmParameter live = due(scene, value("app", FIRST));

            assertThat(scene.outcome(NAME).kind()).isEqualTo(Outcome.Kind.ROTATED);
            String next = password(live.value());
            server.orElseThrow().restart();
            assertThat(List.of(logsIn(FIRST), logsIn(next))).containsExactly(true, true);

            scene.line.pass(Duration.ofHours(23));
            assertThat(scene.outcome(NAME).kind()).isEqualTo(Outcome.Kind.RETIRING);
            assertThat(logsIn(FIRST)).isTrue();

            scene.line.pass(Duration.ofHours(1));
            assertThat(scene.outcome(NAME))
                    .extracting(Outcome::kind, Outcome::why)
                    .containsExactly(Outcome.Kind.RETIRED, "the old password is ended");
            server.orElseThrow().restart();
            assertThat(List.of(logsIn(FIRST), logsIn(next))).containsExactly(false, true);
            assertThat(scene.region.parameters()).as("no claim").hasSize(2);
        }
    }

    @Test
    void aNewPasswordLeavesTheFunctionAsItsHash() throws Exception {
        Secret password = Secret.of("a new password");
        String user = "*2\r\n$9\r\npasswords\r\n*0\r\n";
        String aclfile = "*2\r\n$7\r\naclfile\r\n$1\r\na\r\n";
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RedisConnection connection = RedisConnection.open("localhost", listening.getLocalPort(), Optional.empty());
            try (Socket peer = listening.accept()) {
                peer.getOutputStream().write((user + "+OK\r\n" + aclfile + "+OK\r\n").getBytes(StandardCharsets.UTF_8));

                assertThat(new RedisServer("it", connection).add("app", password))
                        .isTrue();

                connection.close();
                assertThat(new String(peer.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .contains("SETUSER", "#" + RedisServer.hash(password), "SAVE")
                        .doesNotContain(password.reveal());
            }
        }
    }

    @Test
    void aServerThatKeepsNoUsersIsRefusedBeforeAnything() throws IOException {
        server = RedisProcess.start(directory);
        Assumptions.assumeTrue(server.isPresent(), "redis-server is not installed");
        try (RedisConnection connection = RedisConnection.open("localhost", port(), Optional.empty())) {
            connection.call("ACL", "SETUSER", "app", "on", "#" + hash(FIRST));
            connection.call("ACL", "SETUSER", "rotator", "on", "+@all", "#" + hash(ADMIN));
        }
        try (AwsScene scene = scene()) {
            due(scene, value("app", FIRST));

            assertThat(scene.outcome(NAME).why())
                    .startsWith(
                            "localhost port " + port() + ": its users cannot be saved, so that a restart would bring"
                                    + " the old password back (ERR)");
            assertThat(scene.region.parameters()).hasSize(2);
            assertThat(scene.operations()).doesNotContain("PutParameter");
        }
    }

    @Test
    void whatCanNoLongerBeSavedIsTakenBack() throws IOException {
        Path acl = Files.createDirectory(directory.resolve("acl")).resolve("users.acl");
        Files.write(acl, List.of(users("")));
        server = RedisProcess.start(directory, "aclfile " + acl);
        Assumptions.assumeTrue(server.isPresent(), "redis-server is not installed");
        try (AwsScene scene = scene()) {
            due(scene, value("app", FIRST));
            Targets targets = scene.targets;
            scene.targets = (parameter, strategy) -> new BeforeChange(targets.of(parameter, strategy), () -> {
                Files.delete(acl);
                Files.delete(acl.getParent());
            });

            assertThat(scene.outcome(NAME).why()).contains("the target refuses the new credential", "ERR");
            assertThat(passwords()).containsExactly(hash(FIRST));
        }
    }

    private List<String> passwords() throws IOException {
        try (RedisConnection connection = RedisConnection.open("localhost", port(), Optional.empty())) {
            connection.call("AUTH", "rotator", ADMIN);
            return RedisUser.of(connection, "app").orElseThrow().hashes();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nopass | app | the user app has nopass and takes every password: give it one, and resetpass",
                "off | app | the user app is off",
                "on | gone | there is no user gone",
                "on | boss | its user \"boss\" is none of the settings' redis.cache.users",
                "on | rotator | its user \"rotator\" is the administrator itself"
            })
    void whatCannotBeRotatedSafelyIsRefusedBeforeAnything(String state, String user, String why) throws IOException {
        start(true, users(state));
        try (AwsScene scene =
                scene("\"tls\": \"off\", \"admin\": \"/acme/admin\", \"users\": [\"app\", \"gone\", \"rotator\"]")) {
            due(scene, value(user, user.equals("rotator") ? ADMIN : FIRST));

            assertThat(scene.outcome(NAME).why()).contains(why);
            assertThat(scene.operations()).doesNotContain("PutParameter");
        }
    }

    @Test
    void aUserThatIsOffIsNoWrongPassword() throws IOException {
        start(true, users(""));
        try (AwsScene scene = scene()) {
            due(scene, value("app", FIRST));
            Target target =
                    scene.targets.of(scene.store.optedIn(scene.config.paths()).getFirst(), Strategy.REDIS);

            assertThat(target.test(Secret.of(value("app", "wrong")))).isEqualTo(Answer.NO);
            administrator("ACL", "SETUSER", "app", "off");
            assertThat(target.test(Secret.of(value("app", FIRST)))).isEqualTo(Answer.UNKNOWN);
            assertThat(target.unanswered()).hasValue("localhost port " + port() + ": the user app is off");
        }
    }

    @Test
    void withoutAnAdministratorAUserThatMayChangesItself() throws IOException {
        start(true, "user default on #" + hash(FIRST) + " ~* +@all");
        try (AwsScene scene = scene("\"tls\": \"off\", \"users\": [\"default\"]")) {
            SsmParameter live = due(scene, "{\"password\": \"" + FIRST + "\"}");

            assertThat(scene.outcome(NAME).kind()).isEqualTo(Outcome.Kind.ROTATED);
            assertThat(logsIn(port(), "default", password(live.value()))).isTrue();
            assertThat(logsIn(port(), "default", FIRST)).isTrue();
        }
    }

    @Test
    void theServerProvesItsName() throws IOException {
        server = RedisProcess.start(
                directory, "# tls", "aclfile " + Files.write(directory.resolve("u"), List.of(users(""))));
        Assumptions.assumeTrue(server.isPresent(), "redis-server is not installed");
        String ca = server.orElseThrow().certificate().authority().replace("\n", "\\n");
        String keys = "\"admin\": \"/acme/admin\", \"users\": [\"app\"]";
        try (AwsScene scene = scene(keys + ", \"ca\": \"" + ca + "\"")) {
            due(scene, value("app", FIRST));
            assertThat(scene.outcome(NAME).kind()).isEqualTo(Outcome.Kind.ROTATED);
        }
        try (AwsScene scene = scene(keys)) {
            due(scene, value("app", FIRST));
            assertThat(scene.outcome(NAME).why()).contains("SSLHandshakeException");
        }
    }

    @Test
    void replicasHaveUsersOfTheirOwnAndAreSetToo(@TempDir Path second) throws IOException {
        start(true, users(""));
        Path acl = Files.write(second.resolve("users.acl"), List.of(users("")));
        try (RedisProcess replica = RedisProcess.start(second, "aclfile " + acl, "replica-announce-ip 127.0.0.1")
                .orElseThrow()) {
            try (RedisConnection primary = RedisConnection.open("localhost", port(), Optional.empty())) {
                primary.call("AUTH", "rotator", ADMIN);
                primary.call("ACL", "SETUSER", "repl", "on", "nopass", "+psync", "+replconf", "+ping");
            }
            try (RedisConnection of = RedisConnection.open("localhost", replica.port(), Optional.empty())) {
                of.call("AUTH", "rotator", ADMIN);
                of.call("ACL", "SETUSER", "rotator", "+@all");
                of.call("CONFIG", "SET", "masteruser", "repl", "masterauth", "any");
                of.call("REPLICAOF", "127.0.0.1", "" + port());
                while (!of.text("INFO", "replication").contains("master_link_status:up")) {
                    Thread.onSpinWait();
                }
            }
            try (AwsScene scene = scene()) {
                due(scene, value("app", FIRST));
                assertThat(scene.outcome(NAME).why())
                        .contains("it has 1 replicas, and Redis does not replicate users: name them all in replicas");
            }
            try (AwsScene scene = scene("\"tls\": \"off\", \"admin\": \"/acme/admin\", \"users\": [\"app\"],"
                    + " \"replicas\": [\"localhost:" + replica.port() + "\"]")) {
                SsmParameter live = due(scene, value("app", FIRST));
                assertThat(scene.outcome(NAME).kind()).isEqualTo(Outcome.Kind.ROTATED);
                assertThat(logsIn(replica.port(), "app", password(live.value())))
                        .isTrue();
                assertThat(logsIn(password(live.value()))).isTrue();
            }
        }
    }

    /// The value that leaked is ended; the one that was gone back to is not.
    @Test
    void afterARollbackTheValueThatWasLeftIsEnded() throws IOException {
        start(true, users(""));
        try (AwsScene scene = scene()) {
            SsmParameter live = due(scene, value("app", FIRST));
            scene.run();
            String second = password(live.value());
            scene.line.pass(Duration.ofMinutes(1));
            scene.demand = Optional.of(new Plan.Demand(NAME, Verdict.Origin.PREVIOUS));
            assertThat(scene.outcome(NAME).kind()).isEqualTo(Outcome.Kind.ROTATED);
            assertThat(password(live.value())).isEqualTo(FIRST);

            scene.demand = Optional.empty();
            scene.line.pass(Duration.ofDays(1));
            assertThat(scene.outcome(NAME).kind()).isEqualTo(Outcome.Kind.RETIRED);
            assertThat(List.of(logsIn(FIRST), logsIn(second))).containsExactly(true, false);
        }
    }

    @Test
    void whileThePublishedPasswordDoesNotLogInTheOldOneStays() throws IOException {
        start(true, users(""));
        try (AwsScene scene = scene()) {
            SsmParameter live = due(scene, value("app", FIRST));
            scene.run();
            administrator("ACL", "SETUSER", "app", "!" + hash(password(live.value())));

            scene.line.pass(Duration.ofDays(2));
            assertThat(scene.outcome(NAME).why())
                    .isEqualTo("the published password does not log in, so that the old one stays");
            assertThat(logsIn(FIRST)).isTrue();
        }
    }
}
