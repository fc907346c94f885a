package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.nightshift.local.aws.ssm.SsmParameter;
import dev.nightshift.local.databases.DatabaseServer;
import dev.nightshift.local.databases.MariaDbServer;
import dev.nightshift.rotator.Target.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Users of a real MariaDB, when it is installed; `-Dnightshift.mariadb=required` makes its absence a failure.
class MariaDbTest extends DatabaseContract {
    @TempDir
    static Path directory;

    private static Optional<MariaDbServer> server = Optional.empty();

    MariaDbTest() {
        super(new Dialect(
                Engine.MYSQL,
                "ALTER USER app@'%' ACCOUNT LOCK",
                "DROP USER app_clone@'%', app_clone@'10.%'",
                "the administrator's statement: SQLSTATE 42000, error 1044: the user may not use this database",
                "SET GLOBAL read_only = 1",
                "SET GLOBAL read_only = 0",
                "SQLSTATE HY000, error 1290: the server takes no writes: it may be a replica",
                "Connect\t%s@"));
    }

    @BeforeAll
    static void start() throws IOException {
        server = MariaDbServer.start(directory);
        if (server.isEmpty()) {
            abort("there is no mariadb-install-db on the PATH");
        }
    }

    @AfterAll
    static void stop() {
        server.ifPresent(MariaDbServer::close);
    }

    @Override
    DatabaseServer server() {
        return server.orElseThrow();
    }

    @Test
    void aUserWhosePluginKeepsSomethingElseIsChangedToo() throws SQLException {
        install("auth_ed25519");
        try {
            server().sql("ALTER USER app@'%' IDENTIFIED VIA ed25519 USING PASSWORD('" + FIRST + "')");

            assertThat(set(alone())).isEqualTo(new Setting.Taken());
            assertThat(alone().test(value("app", FIRST))).isEqualTo(Answer.NO);
        } finally {
            server().sql("DROP USER app@'%'", "UNINSTALL SONAME 'auth_ed25519'");
        }
    }

    /// SET PASSWORD answers with error 1699 and has changed the password.
    @Test
    void aRefusalThatHasChangedThePasswordAllTheSameIsPublished() throws SQLException {
        server().sql("ALTER USER app@'%' IDENTIFIED VIA unix_socket OR mysql_native_password USING PASSWORD('" + FIRST
                + "')");
        try (AwsScene scene = new AwsScene()) {
            scene.targets = (parameter, strategy) -> alone();
            SsmParameter live =
                    scene.due("/acme/db", "mysql", value("app", FIRST).reveal(), "Standard", "");

            assertThat(scene.outcome("/acme/db").kind()).isEqualTo(Outcome.Kind.ROTATED);
            assertThat(alone().test(Secret.of(live.value()))).isEqualTo(Answer.YES);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "3, 0", "0, 0"})
    void aLookTellsWhetherItsUserMayHaveFewConnections(int limit, int few) throws SQLException {
        server().sql("ALTER USER app@'%' WITH MAX_USER_CONNECTIONS " + limit);
        try {
            assertThat(alone().look(value("app", FIRST)))
                    .isEqualTo(few == 0 ? new LiveAnswer.Works() : new LiveAnswer.Limited(few));
            assertThat(alone().look(value("app", "wrong"))).isEqualTo(new LiveAnswer.Refused());
        } finally {
            server().sql("ALTER USER app@'%' WITH MAX_USER_CONNECTIONS 0");
        }
    }

    @ParameterizedTest
    @CsvSource({"%", "127.0.0.1"})
    void aUserWithAccountsForSeveralHostsIsRefusedBeforeAnything(String host) throws SQLException {
        server().sql(
                        "DROP USER IF EXISTS app@'127.0.0.1', app@'10.%'",
                        "CREATE USER app@'" + (host.equals("%") ? "10.%" : host) + "' IDENTIFIED BY '" + FIRST + "'",
                        "GRANT SELECT ON mysql.* TO app@'" + (host.equals("%") ? "10.%" : host) + "'");
        try {
            DatabaseTarget target = alone();
            assertThat(target.test(value("app", FIRST))).isEqualTo(Answer.YES);
            assertThatThrownBy(() -> target.mustBeSafe(value("app", FIRST)))
                    .isInstanceOf(Target.Unsuitable.class)
                    .hasMessageContaining("the user app has accounts for several hosts")
                    .hasMessageContaining("mysql-alternating");
        } finally {
            server().sql("DROP USER IF EXISTS app@'127.0.0.1', app@'10.%'");
        }
    }

    @Test
    void aUserThatCannotSeeWhetherItHasOtherAccountsIsRefusedBeforeAnything() throws SQLException {
        server().sql("REVOKE SELECT ON mysql.* FROM app@'%'");
        DatabaseTarget target = alone();

        assertThat(target.test(without("dbname"))).isEqualTo(Answer.YES);
        assertThatThrownBy(() -> target.mustBeSafe(without("dbname")))
                .isInstanceOf(Target.Unsuitable.class)
                .hasMessageContaining("GRANT SELECT (User, Host) ON mysql.user TO app");
    }

    @Test
    void withoutTheNameOfADatabaseNoneIsOpened() throws SQLException {
        server().sql("REVOKE SELECT ON mysql.* FROM app@'%'");

        assertThat(alone().test(without("dbname"))).isEqualTo(Answer.YES);
    }

    private Secret without(String field) {
        return Secret.of(value("app", FIRST).reveal().replaceAll(", \"" + field + "\": \"\\w+\"", ""));
    }

    @Test
    void aPolicyThatRefusesChangesNothing() throws SQLException {
        install("simple_password_check");
        try {
            server().sql("SET GLOBAL simple_password_check_digits = 40");

            assertThat(set(alone())).isEqualTo(new Setting.Refused("SQLSTATE HY000, error 1819"));
            assertThat(alone().test(value("app", FIRST))).isEqualTo(Answer.YES);
        } finally {
            server().sql("UNINSTALL SONAME 'simple_password_check'");
        }
    }

    private void install(String plugin) {
        try {
            server().sql("INSTALL SONAME '" + plugin + "'");
        } catch (SQLException e) {
            abort("the server's plugins are not installed: " + e.getMessage());
        }
    }
}
