package dev.nightshift.rotator;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightshift.local.databases.MariaDbServer;
import dev.nightshift.rotator.Situations.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Users of a real MariaDB as they are found, with each authentication plugin that Debian ships: each is rotated, so
/// that
/// the old password is dead and the new one works, or refused before anything is written.
///
/// It runs where MariaDB is installed; `-Dnightshift.mariadb=required` makes its absence a failure.
class MariaDbSituationsTest {
    private static Optional<MariaDbServer> server = Optional.empty();
    private static boolean gssapi;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException, SQLException {
        MariaDbServer started =
                MariaDbServer.start(directory).orElseGet(() -> abort("there is no mariadb-install-db on the PATH"));
        server = Optional.of(started);
        started.sql("INSTALL SONAME 'auth_ed25519'", "INSTALL SONAME 'auth_pam'");
        try {
            started.sql("INSTALL SONAME 'auth_gssapi'");
            gssapi = true;
        } catch (SQLException e) {
            if ("required".equals(System.getProperty("nightshift.mariadb"))) {
                throw e;
            }
        }
    }

    @AfterAll
    static void stop() {
        server.ifPresent(MariaDbServer::close);
    }

    @BeforeEach
    void users() throws SQLException {
        server.orElseThrow()
                .sql(
                        "SET GLOBAL read_only = 0",
                        "SET GLOBAL max_password_errors = 4294967295",
                        "SET GLOBAL sql_mode = DEFAULT",
                        "SET GLOBAL sql_quote_show_create = DEFAULT",
                        "DROP USER IF EXISTS app@'127.0.0.1', app@'10.%', app_clone@'127.0.0.1', ''@'127.0.0.1'");
        server.orElseThrow().users(Situations.FIRST, Situations.FIRST, Situations.FIRST);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            nullValues = "-",
            value = {
                "- | rotated",
                "REVOKE ALL ON mysql.* FROM app@'%'; GRANT SELECT (User, Host) ON mysql.user TO app@'%' | rotated",
                "REVOKE ALL ON mysql.* FROM app@'%' | may not see which accounts the user app has",
                "ALTER USER app@'%' IDENTIFIED VIA ed25519 USING PASSWORD('#') | rotated",
                "ALTER USER app@'%' IDENTIFIED VIA unix_socket OR mysql_native_password USING PASSWORD('#') | rotated",
                "ALTER USER app@'%' IDENTIFIED VIA mysql_native_password USING PASSWORD('#') OR unix_socket | rotated",
                "ALTER USER app@'%' IDENTIFIED VIA unix_socket OR ed25519 USING PASSWORD('#') | rotated",
                "ALTER USER app@'%' IDENTIFIED VIA gssapi OR mysql_native_password USING PASSWORD('#') | uses pam, gssapi",
                "ALTER USER app@'%' IDENTIFIED VIA mysql_native_password USING PASSWORD('#') OR gssapi | rotated",
                "ALTER USER app@'%' IDENTIFIED VIA gssapi | uses pam, gssapi",
                "ALTER USER app@'%' IDENTIFIED VIA ed25519 USING PASSWORD('#') OR mysql_native_password USING"
                        + " PASSWORD('#') | has several passwords, by ed25519 or mysql_native_password",
                "ALTER USER app@'%' IDENTIFIED VIA mysql_native_password USING PASSWORD('#') OR ed25519 USING"
                        + " PASSWORD('another') | has several passwords",
                "ALTER USER app@'%' IDENTIFIED VIA mysql_native_password USING PASSWORD('#') OR pam USING 'mariadb'"
                        + " | takes passwords that are kept elsewhere, by mysql_native_password or pam",
                "ALTER USER app@'%' IDENTIFIED VIA pam OR ed25519 USING PASSWORD('#') | uses pam, gssapi",
                "ALTER USER app@'%' IDENTIFIED VIA unix_socket | whatever the password",
                "ALTER USER app@'%' IDENTIFIED VIA pam USING 'mariadb' | uses pam, gssapi",
                "ALTER USER app@'%' IDENTIFIED VIA mysql_old_password USING '0123456789abcdef' | the format before MySQL 4.1",
                "ALTER USER app@'%' PASSWORD EXPIRE | error 1820: the password has expired",
                "ALTER USER app@'%' PASSWORD EXPIRE INTERVAL 90 DAY | rotated",
                "ALTER USER app@'%' ACCOUNT LOCK | error 4151: the user is locked",
                "ALTER USER app@'%' WITH MAX_USER_CONNECTIONS 2 | rotated",
                "ALTER USER app@'%' WITH MAX_USER_CONNECTIONS 1 | limit of connections of 1, and needs 2",
                "ALTER USER app@'%' WITH MAX_CONNECTIONS_PER_HOUR 8 | has MAX_CONNECTIONS_PER_HOUR 8",
                "ALTER USER app@'%' WITH MAX_UPDATES_PER_HOUR 1 | has MAX_UPDATES_PER_HOUR 1",
                "ALTER USER app@'%' WITH MAX_QUERIES_PER_HOUR 600 | rotated",
                "ALTER USER app@'%' REQUIRE SSL | or the account requires TLS",
                "ALTER USER app@'%' REQUIRE X509 | or the account requires TLS or a certificate",
                "CREATE USER app@'10.%' IDENTIFIED BY '#' | accounts for several hosts, %, 10.%",
                "CREATE USER app@'127.0.0.1' IDENTIFIED BY '#'; GRANT SELECT ON mysql.* TO app@'127.0.0.1'"
                        + " | accounts for several hosts, %, 127.0.0.1",
                "CREATE USER ''@'127.0.0.1' IDENTIFIED BY '#'; GRANT SELECT ON mysql.* TO ''@'127.0.0.1'"
                        + " | it takes the user app for @127.0.0.1",
                "SET GLOBAL sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES' | rotated",
                "SET GLOBAL sql_quote_show_create = 0 | the user app cannot be looked at",
                "SET GLOBAL max_password_errors = 1 | its server blocks a user after 1 wrong password",
                "SET GLOBAL max_password_errors = 3 | rotated",
                "SET GLOBAL read_only = 1 | it is a standby"
            })
    void aUserAlone(@Nullable String statements, String expected) throws SQLException {
        check("mysql", statements, expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            nullValues = "-",
            value = {
                "- | rotated",
                "ALTER USER app_clone@'%' PASSWORD EXPIRE | rotated",
                "ALTER USER app_clone@'%' IDENTIFIED VIA ed25519 USING PASSWORD('#') | rotated",
                "ALTER USER app_clone@'%' ACCOUNT LOCK | the account app_clone@% is locked",
                "ALTER USER app_clone@'%' REQUIRE X509 | requires a client's certificate",
                "ALTER USER app_clone@'%' IDENTIFIED VIA unix_socket | has no password, only unix_socket",
                "ALTER USER app_clone@'10.%' IDENTIFIED VIA ed25519 USING PASSWORD('#') OR mysql_native_password USING"
                        + " PASSWORD('#') | the account app_clone@10.% has several passwords",
                "CREATE USER app@'127.0.0.1' IDENTIFIED BY '#' | the user app_clone has no account for 127.0.0.1",
                "RENAME USER app_clone@'%' TO app_clone@'127.0.0.1' | the user app_clone has no account for %",
                "DROP USER app_clone@'%', app_clone@'10.%' | there is no user app_clone",
                "ALTER USER rotator@'%' ACCOUNT LOCK | the administrator cannot log in: SQLSTATE HY000, error 4151",
                "REVOKE ALL ON mysql.* FROM rotator@'%' | its administrator may not see",
                "SET GLOBAL read_only = 1 | it is a standby"
            })
    void aUserInTurns(@Nullable String statements, String expected) throws SQLException {
        check("mysql-alternating", statements, expected);
    }

    /// What comes in over TLS is tested as what comes in without.
    @Test
    void aUserThatHasToUseTls() throws SQLException {
        MariaDbServer running = server.orElseThrow();
        running.sql("ALTER USER app@'%' REQUIRE SSL");
        Place place = new Place(
                "localhost",
                running.port(),
                "",
                false,
                Optional.of(running.certificate().authority()),
                List.of("jdbc:mariadb://localhost:%d/?sslMode=trust".formatted(running.port())));

        situations(running).check(place, "app", "mysql", "rotated");
    }

    private static Situations situations(MariaDbServer running) {
        return new Situations(
                running, Engine.MYSQL, "SELECT CONCAT(User, Host, Priv) FROM mysql.global_priv ORDER BY 1");
    }

    private void check(String strategy, @Nullable String statements, String expected) throws SQLException {
        MariaDbServer running = server.orElseThrow();
        if (statements != null) {
            assumeTrue(gssapi || !statements.contains("gssapi"), "there is no mariadb-plugin-gssapi-server");
            running.sql(statements.replace("'#'", "'" + Situations.FIRST + "'").split("; ", -1));
        }
        Place place = new Place(
                "127.0.0.1",
                running.port(),
                "",
                false,
                List.of("jdbc:mariadb://127.0.0.1:%d/?restrictedAuth=mysql_native_password,client_ed25519"
                        .formatted(running.port())));
        situations(running).check(place, "app", strategy, expected);
    }
}
