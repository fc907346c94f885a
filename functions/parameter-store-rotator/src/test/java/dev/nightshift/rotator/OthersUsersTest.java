package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.ssm.SsmParameter;
import dev.nightshift.local.databases.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What somebody who may write one parameter's value cannot reach: users and servers of others.
class OthersUsersTest {
    private static final String NAME = "/acme/prod/db";

    @TempDir
    static Path directory;

    private static Optional<PostgresServer> server = Optional.empty();

    @BeforeAll
    static void start() throws IOException {
        server = Optional.of(PostgresServer.start(directory));
    }

    @AfterAll
    static void stop() {
        server.ifPresent(PostgresServer::close);
    }

    @BeforeEach
    void users() throws SQLException {
        server().users("first-secret-1A", "other-secret-2B", "third-secret-3C");
        server().sql(
                        "DROP ROLE IF EXISTS boss, boss_clone",
                        "CREATE ROLE boss LOGIN PASSWORD 'fourth-secret-4D'",
                        "CREATE ROLE boss_clone LOGIN PASSWORD 'fifth-secret-5E'",
                        "GRANT boss, boss_clone TO rotator WITH ADMIN OPTION");
    }

    private static PostgresServer server() {
        return server.orElseThrow();
    }

    private static boolean logsIn(String user, String password) {
        try (Connection connection = DriverManager.getConnection(
                "jdbc:postgresql://localhost:%d/postgres".formatted(server().port()), user, password)) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private static String value(int port, String user, String password) {
        return "{\"port\": %d, \"username\": \"%s\", \"password\": \"%s\"}".formatted(port, user, password);
    }

    private static AwsScene scene(String users) {
        AwsScene scene = new AwsScene(Fixture.config("""
                "soleActor": true,
                "databases": {"orders": {"host": "localhost", "tls": "off", %s}}""".formatted(users)));
        scene.region.put("/acme/admin", "SecureString", value(server().port(), "rotator", "third-secret-3C"));
        scene.targets = new DatabaseTargets(
                scene.config, scene.store, new Passwords(new SecureRandom()), Fixture.NOTHING_STOPPED);
        return scene;
    }

    // A version that works, then what somebody wrote over it.
    private static SsmParameter overwritten(AwsScene scene, String strategy, String works, String written) {
        scene.region.put(NAME, "SecureString", works, AwsScene.KEY, "Standard", "");
        return scene.due(NAME, strategy, written, "Standard", "").tag("nightshift:database", "orders");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"users\": [\"app\", \"app_clone\"] | boss_clone | its user \"boss_clone\" is none of the settings' databases.orders.users",
                "\"users\": [\"app\", \"app_clone\", \"boss*\"] | boss_clone | its value names the user \"boss\", and the one that works is \"app\"'s",
                "\"users\": [\"app*\", \"rot*\"] | rotator_clone | its user \"rotator\" is the administrator itself",
                "\"users\": [\"app*\"] | '' | its value has no field username"
            })
    void theAdministratorChangesNobodyWhomAWrittenValueNames(String users, String user, String why) {
        try (AwsScene scene = scene("\"admin\": \"/acme/admin\", " + users)) {
            SsmParameter live = overwritten(
                    scene,
                    "postgres-alternating",
                    value(server().port(), "app", "first-secret-1A"),
                    value(server().port(), user, "a guess"));

            assertThat(scene.outcome(NAME))
                    .matches(outcome -> outcome.kind() == Outcome.Kind.REFUSED)
                    .extracting(Outcome::why)
                    .isEqualTo(why);
            assertThat(live.versions()).hasSize(2);
            assertThat(scene.region.parameters()).hasSize(2);
        }
        assertThat(logsIn("boss", "fourth-secret-4D")).isTrue();
        assertThat(logsIn("rotator", "third-secret-3C")).isTrue();
    }

    @Test
    void aUserThatWorksIsNotChangedWhenTheSiteDoesNotNameItsOther() {
        try (AwsScene scene = scene("\"admin\": \"/acme/admin\", \"users\": [\"app\"]")) {
            scene.due(NAME, "postgres-alternating", value(server().port(), "app", "first-secret-1A"), "Standard", "")
                    .tag("nightshift:database", "orders");

            assertThat(scene.outcome(NAME).why())
                    .isEqualTo("its user \"app_clone\" is none of the settings' databases.orders.users");
        }
        assertThat(logsIn("app_clone", "other-secret-2B")).isTrue();
    }

    /// The new password would be one that works, and it would be told to whoever listens at the other port.
    @Test
    void aPasswordIsSetAtNoOtherServerThanWhereTheOneBeforeWorks(@TempDir Path elsewhere)
            throws IOException, SQLException {
        try (PostgresServer other = PostgresServer.start(elsewhere);
                AwsScene scene = scene("\"users\": [\"app\"]")) {
            other.users("sixth-secret-6F", "seventh-secret-7G", "eighth-secret-8H");
            overwritten(
                    scene,
                    "postgres",
                    value(server().port(), "app", "first-secret-1A"),
                    value(other.port(), "app", "a guess"));

            assertThat(scene.outcome(NAME).why())
                    .isEqualTo("its value names another host or port than the one that works");
            assertThat(logsIn("app", "first-secret-1A")).isTrue();
        }
    }

    @Test
    void anAdministratorGoesToNoOtherPortThanItsOwn(@TempDir Path elsewhere) throws IOException, SQLException {
        try (PostgresServer other = PostgresServer.start(elsewhere);
                AwsScene scene = scene("\"admin\": \"/acme/admin\", \"users\": [\"app*\"]")) {
            other.users("first-secret-1A", "seventh-secret-7G", "eighth-secret-8H");
            scene.due(NAME, "postgres-alternating", value(other.port(), "app", "first-secret-1A"), "Standard", "")
                    .tag("nightshift:database", "orders");

            assertThat(scene.outcome(NAME).why()).isEqualTo("its value names another port than the administrator's");
            assertThat(logsIn("app_clone", "other-secret-2B")).isTrue();
        }
    }

    @Test
    void whatAlreadyIsPendingIsNotSetForAUserThatTheSiteDoesNotName() {
        try (AwsScene scene = scene("\"admin\": \"/acme/admin\", \"users\": [\"app*\"]")) {
            SsmParameter live = scene.due(
                            NAME,
                            "postgres-alternating",
                            value(server().port(), "app", "first-secret-1A"),
                            "Standard",
                            "")
                    .tag("nightshift:database", "orders");
            Parameter parameter = scene.store.optedIn(scene.config.paths()).getFirst();
            scene.store.begin(
                    parameter, new Pending(NAME, 1, Secret.of(value(server().port(), "boss", "a new password 1A"))));

            assertThat(scene.outcome(NAME).why())
                    .isEqualTo("it was not set: its user \"boss\" is none of the settings' databases.orders.users");
            assertThat(live.versions()).hasSize(1);
        }
        assertThat(logsIn("boss", "fourth-secret-4D")).isTrue();
    }

    /// Two parameters of different owners, one server: each administrator's pair follows its own value alone.
    @Test
    void aRollbackGoesToNoOtherUser() {
        try (AwsScene scene = scene("\"admin\": \"/acme/admin\", \"users\": [\"app*\", \"boss*\"]")) {
            overwritten(
                    scene,
                    "postgres-alternating",
                    value(server().port(), "boss", "chosen by somebody"),
                    value(server().port(), "app", "first-secret-1A"));
            scene.demand = Optional.of(new Plan.Demand(NAME, Verdict.Origin.PREVIOUS));

            assertThat(scene.outcome(NAME).why())
                    .isEqualTo("its value names the user \"boss\", and the one that works is \"app\"'s");
            assertThat(scene.region.parameters()).hasSize(2);
        }
        assertThat(logsIn("boss", "fourth-secret-4D")).isTrue();
    }
}
