package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.nightshift.local.aws.ssm.SsmParameter;
import dev.nightshift.local.databases.DatabaseServer;
import dev.nightshift.local.databases.MariaDbServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecondMariaDbUserTest extends SecondUserContract {
    @TempDir
    static Path directory;

    private static Optional<MariaDbServer> server = Optional.empty();

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

    @Override
    String url(String database) {
        return "jdbc:mariadb://localhost:%d/%s?sslMode=trust".formatted(server().port(), database);
    }

    @BeforeEach
    void users() throws SQLException {
        server().users(FIRST, "other-password-1A", ADMIN);
        server().sql(
                        "DROP USER IF EXISTS app_clone@'10.%', app@'10.%'",
                        "DROP ROLE IF EXISTS readers",
                        "CREATE ROLE readers",
                        "CREATE OR REPLACE DATABASE shop",
                        "CREATE TABLE shop.orders (id int, name int)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GRANT SELECT ON shop.* TO app@'%' | SELECT ON `shop`.* | GRANT SELECT ON `shop`.* TO `app_clone`@`%`",
                "GRANT SELECT, INSERT ON shop.orders TO app@'%'; GRANT SELECT ON shop.* TO app_clone@'%' | INSERT ON `shop`.`orders` | GRANT INSERT ON `shop`.`orders` TO `app_clone`@`%`",
                "GRANT SELECT (id, name) ON shop.orders TO app@'%'; GRANT SELECT (id) ON shop.orders TO app_clone@'%' | SELECT (`name`) ON `shop`.`orders` | GRANT SELECT (`name`) ON `shop`.`orders` TO `app_clone`@`%`",
                "GRANT PROCESS ON *.* TO app@'%' | PROCESS ON *.* | GRANT PROCESS ON *.* TO `app_clone`@`%`",
                "GRANT ALL ON shop.* TO app@'%' WITH GRANT OPTION; GRANT ALL ON shop.* TO app_clone@'%' | GRANT OPTION ON `shop`.* | GRANT GRANT OPTION ON `shop`.* TO `app_clone`@`%`",
                "GRANT readers TO app@'%' | `readers` | GRANT `readers` TO `app_clone`@`%`"
            })
    void whatTheSecondUserLacksIsFoundBeforeAnythingIsWritten(String has, String what, String cure)
            throws SQLException {
        server().sql(has.split("; ", -1));

        assertThat(said("mysql", ""))
                .isEqualTo("REFUSED: localhost port %d: the user app_clone lacks %s, which app has: %s"
                        .formatted(server().port(), what, cure));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER USER app_clone@'%' REQUIRE SSL | the account `app_clone`@`%` has REQUIRE SSL, which the other has not: ALTER USER `app_clone`@`%` REQUIRE NONE",
                "ALTER USER app_clone@'%' WITH MAX_USER_CONNECTIONS 5 | the account `app_clone`@`%` has MAX_USER_CONNECTIONS 5, and the other 0: ALTER USER `app_clone`@`%` WITH MAX_USER_CONNECTIONS 0",
                "CREATE USER app@'10.%' | the user app_clone has no account for 10.%, where the other has one: create it"
            })
    void aSecondUserThatIsLimitedMoreIsRefused(String statement, String why) throws SQLException {
        server().sql(statement);

        assertThat(said("mysql", "")).endsWith(why);
    }

    @Test
    void whatIsGrantedOnMoreIsEnough() throws SQLException {
        server().sql("GRANT SELECT, INSERT ON shop.orders TO app@'%'", "GRANT ALL ON shop.* TO app_clone@'%'");

        assertThat(said("shop", "")).isEqualTo("ROTATED: version 2");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void onRequestTheSecondUserIsCreatedWithTheFirstsRights(boolean gone) throws SQLException {
        server().sql(
                        "GRANT SELECT ON mysql.* TO rotator@'%'",
                        "GRANT CREATE USER ON *.* TO rotator@'%' WITH GRANT OPTION",
                        "GRANT ALL ON shop.* TO rotator@'%' WITH GRANT OPTION",
                        "GRANT SELECT ON mysql.* TO rotator@'%' WITH GRANT OPTION",
                        "GRANT readers TO rotator@'%' WITH ADMIN OPTION",
                        "GRANT INSERT ON shop.orders TO readers",
                        "GRANT SELECT, CREATE, DROP ON shop.* TO app@'%' WITH MAX_USER_CONNECTIONS 20",
                        "GRANT readers TO app@'%'",
                        "SET DEFAULT ROLE readers FOR app@'%'");
        server().sql(gone ? "DROP USER app_clone@'%'" : "ALTER USER app_clone@'%' REQUIRE NONE");

        bothCan(
                "shop",
                ", \"createClone\": true",
                "SELECT * FROM orders",
                "INSERT INTO orders VALUES (1, 2)",
                "CREATE OR REPLACE TABLE made (id int)");
        assertThat(server().log()).content().contains("CREATE USER IF NOT EXISTS `app_clone`@`%`");
    }

    @Test
    void anAdministratorThatMayNotCreateIsNamed() throws SQLException {
        server().sql("DROP USER app_clone@'%'");

        assertThat(said("mysql", ", \"createClone\": true"))
                .contains(
                        "the user app_clone could not be created with the rights of app by the administrator: SQLSTATE");
    }

    /// All of its accounts, which the user itself could not.
    @Test
    void anAdministratorChangesASingleUserOnAllHosts() throws SQLException {
        server().sql("CREATE USER app@'10.%' IDENTIFIED BY '" + FIRST + "'");
        try (AwsScene scene = scene("")) {
            SsmParameter live = due(scene, "mysql-by-admin", "mysql");

            assertThat(scene.outcome(NAME).why()).isEqualTo("version 2");
            JsonField fields = JsonField.read(Secret.of(live.value())).orElseThrow();
            use("mysql", "app", fields.text("password").orElseThrow(), "SELECT 1");
            assertThat(server().log()).content().contains("SET PASSWORD FOR 'app'@'10.%'");
        }
    }
}
