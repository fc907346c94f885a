package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.aws.front.Fault;
import dev.nightshift.local.aws.ssm.SsmParameter;
import dev.nightshift.local.databases.DatabaseServer;
import dev.nightshift.local.databases.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecondPostgresUserTest extends SecondUserContract {
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

    @Override
    DatabaseServer server() {
        return server.orElseThrow();
    }

    @Override
    String url(String database) {
        return "jdbc:postgresql://localhost:%d/%s".formatted(server().port(), database);
    }

    @BeforeEach
    void users() throws SQLException {
        server().users(FIRST, "other-password-1A", ADMIN);
        server().sql("CREATE DATABASE shop");
        inShop("CREATE TABLE orders (id int)", "CREATE TABLE owned (id int)", "CREATE SEQUENCE numbers");
    }

    @AfterEach
    void clean() throws SQLException {
        server().sql("DROP DATABASE shop WITH (FORCE)", "DROP ROLE IF EXISTS app_clone, app, readers");
    }

    private void inShop(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("shop"), "postgres", "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GRANT SELECT ON orders TO app | rights on table orders | GRANT app TO app_clone; ALTER ROLE app_clone SET role TO app",
                "GRANT SELECT, INSERT ON orders TO app; GRANT SELECT ON orders TO app_clone | INSERT ON TABLE orders | GRANT INSERT ON TABLE orders TO app_clone",
                "GRANT SELECT (id) ON orders TO app | rights on table orders | GRANT app TO app_clone; ALTER ROLE app_clone SET role TO app",
                "GRANT UPDATE (id) ON orders TO app; GRANT SELECT ON orders TO app_clone, app | UPDATE ON TABLE orders (id) | GRANT UPDATE ON TABLE orders (id) TO app_clone",
                "GRANT USAGE ON SEQUENCE numbers TO app | rights on sequence numbers | GRANT app TO app_clone; ALTER ROLE app_clone SET role TO app",
                "ALTER TABLE owned OWNER TO app | ownership of table owned | GRANT app TO app_clone; ALTER ROLE app_clone SET role TO app",
                "CREATE ROLE readers; GRANT readers TO app | membership in readers | GRANT readers TO app_clone",
                "ALTER DEFAULT PRIVILEGES FOR ROLE app GRANT SELECT ON TABLES TO PUBLIC | ownership of default privileges on new relations belonging to role app | GRANT app TO app_clone; ALTER ROLE app_clone SET role TO app",
                "ALTER ROLE app CREATEDB | CREATEDB | ALTER ROLE app_clone CREATEDB",
                "ALTER ROLE app BYPASSRLS | BYPASSRLS | ALTER ROLE app_clone BYPASSRLS",
                "ALTER ROLE app_clone CONNECTION LIMIT 5 | as many connections | ALTER ROLE app_clone CONNECTION LIMIT -1",
                "ALTER ROLE app SET search_path = shop, public | the setting search_path | ALTER ROLE app_clone SET search_path to the same",
                "ALTER ROLE app IN DATABASE shop SET app.tenant = 'secret' | the setting app.tenant | ALTER ROLE app_clone SET app.tenant to the same",
                "CREATE POLICY own ON orders TO app USING (true) | a row security policy, policy own on table orders | GRANT app TO app_clone; ALTER ROLE app_clone SET role TO app",
                "CREATE POLICY own ON orders USING (current_user = 'app') | the name that row security of orders asks for | ALTER ROLE app_clone SET role TO app"
            })
    void whatTheSecondUserLacksIsFoundBeforeAnythingIsWritten(String has, String what, String cure)
            throws SQLException {
        inShop(has);

        assertThat(said("shop", ""))
                .isEqualTo("REFUSED: localhost port %d: the user app_clone lacks %s, which app has: %s"
                        .formatted(server().port(), what, cure));
    }

    /// The administrator's session sees of other databases who has something there.
    @Test
    void whatTheSecondUserLacksInAnotherDatabaseIsFoundToo() throws SQLException {
        inShop("GRANT SELECT ON orders TO app");

        assertThat(said("postgres", "")).contains("the user app_clone lacks rights on an object of the database shop");
    }

    @Test
    void usersThatHaveTheSameByWayOfAGroupTakeTurns() throws SQLException {
        inShop("CREATE ROLE readers", "GRANT readers TO app, app_clone", "GRANT SELECT ON orders TO readers");

        bothCan("shop", "", "SELECT * FROM orders");
    }

    @Test
    void aSecondUserThatActsAsTheFirstTakesTurnsAndWhatItMakesIsTheFirsts() throws SQLException {
        inShop(
                "GRANT CREATE ON SCHEMA public TO app",
                "ALTER TABLE owned OWNER TO app",
                "GRANT app TO app_clone",
                "ALTER ROLE app_clone SET role TO app");

        bothCan(
                "shop",
                "",
                "DROP TABLE IF EXISTS made",
                "CREATE TABLE made (id int)",
                "ALTER TABLE owned ALTER id SET NOT NULL");
    }

    @Test
    void whatTheSecondUserMadeForItselfIsFoundBeforeTheFirstsNextTurn() throws SQLException {
        inShop("GRANT app TO app_clone", "ALTER TABLE owned OWNER TO app_clone");
        server().sql("ALTER ROLE app PASSWORD 'another-password-1A'", "ALTER ROLE app_clone PASSWORD '" + FIRST + "'");
        try (AwsScene scene = scene("")) {
            scene.due(NAME, "postgres-alternating", value("app_clone", FIRST, "shop"), "Standard", "")
                    .tag("nightshift:database", "orders");

            assertThat(scene.outcome(NAME).why())
                    .endsWith("the user app lacks ownership of table owned, which app_clone has: REASSIGN OWNED BY"
                            + " app_clone TO app");
        }
    }

    @Test
    void withoutARequestNoUserIsCreated() throws SQLException {
        server().sql("DROP ROLE app_clone");

        assertThat(said("shop", "")).contains("there is no user app_clone: create it with the rights of the other");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void onRequestTheSecondUserIsCreatedWithTheFirstsRights(boolean gone) throws SQLException {
        inShop(
                "CREATE SCHEMA shop",
                "GRANT ALL ON SCHEMA shop, public TO app",
                "ALTER TABLE owned OWNER TO app",
                "GRANT SELECT ON orders TO app",
                "ALTER TABLE orders ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY own ON orders TO app USING (current_user = 'app')",
                "ALTER ROLE app SET search_path = shop, public",
                "ALTER ROLE app IN DATABASE shop SET statement_timeout = '1min'",
                "ALTER ROLE app CONNECTION LIMIT 20");
        if (gone) {
            server().sql("DROP ROLE app_clone");
        } else {
            server().sql("ALTER ROLE app_clone CONNECTION LIMIT 20");
        }

        bothCan(
                "shop",
                ", \"createClone\": true",
                "SELECT * FROM orders",
                "DROP TABLE IF EXISTS made",
                "CREATE TABLE made (id int)",
                "ALTER TABLE owned ALTER id SET NOT NULL",
                "DO $$ BEGIN ASSERT current_schema() = 'shop' AND current_setting('statement_timeout') = '1min'; END $$");
    }

    @Test
    void anAdministratorThatMayNotCreateIsNamed() throws SQLException {
        server().sql("DROP ROLE app_clone");
        server().disarm();
        try {
            assertThat(said("shop", ", \"createClone\": true"))
                    .endsWith("the user app_clone could not be created with the rights of app by the administrator:"
                            + " SQLSTATE 42501: the user lacks the right");
        } finally {
            server().arm();
        }
    }

    /// For a role that may not change its own password, or whose server takes none from it.
    @Test
    void anAdministratorChangesASingleUser() throws SQLException {
        server().sql("ALTER ROLE app SET default_transaction_read_only = on");
        try (AwsScene scene = scene("")) {
            SsmParameter live = due(scene, "postgres-by-admin", "postgres");

            assertThat(scene.outcome(NAME).why()).isEqualTo("version 2");
            JsonField fields = JsonField.read(Secret.of(live.value())).orElseThrow();
            assertThat(fields.text("username")).contains("app");
            use("postgres", "app", fields.text("password").orElseThrow(), "SELECT 1");
        }
    }

    /// Parameter Store refuses the publication for good: what is published works again.
    @Test
    void aSingleUsersPasswordIsSetBackByTheAdministratorToo() throws SQLException {
        try (AwsScene scene = scene("")) {
            due(scene, "postgres-by-admin", "postgres");
            scene.aws
                    .faults()
                    .on("ssm", "PutParameter")
                    .where(parameters -> NAME.equals(parameters.get("Name")))
                    .with(new Fault.Refused(400, "AccessDeniedException", "no"));

            assertThat(scene.outcome(NAME).why()).endsWith("the live credential was set back and works");
            use("postgres", "app", FIRST, "SELECT 1");
        }
    }
}
