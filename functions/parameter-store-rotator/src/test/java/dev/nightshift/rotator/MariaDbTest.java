package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

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
                "SQLSTATE 42000, error 1044: the user may not use this database",
                "SET GLOBAL read_only = 1",
                "SET GLOBAL read_only = 0",
                "SQLSTATE HY000, error 1290: the server takes no writes: it may be a replica"));
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
