package dev.nightshift.rotator;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightshift.local.databases.PgBouncer;
import dev.nightshift.local.databases.PostgresServer;
import dev.nightshift.rotator.Situations.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Roles of a real PostgreSQL as they are found: each is rotated, so that the old password is dead and the new one
/// works wherever the old one did, or refused before anything is written.
///
/// PgBouncer is tried where it is installed; `-Dnightshift.pgbouncer=required` makes its absence a failure.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PostgresSituations {
    private static final String RULES = """
            host all postgres all trust
            host all app_trust all trust
            host all app_clear all password
            host all app_md5 all md5
            host all app_away 10.0.0.0/8 scram-sha-256
            host all app_away all reject
            host all all all scram-sha-256
            local all all trust
            """;
    private static final List<String> ROLES =
            List.of("app", "app_clone", "rotator", "app_trust", "app_clear", "app_md5", "app_away", "owner");
    private static final String POOLER = "a connection pooler answers";
    private static final String ADMINISTRATOR = "\"postgres\" \"\"";

    private final List<AutoCloseable> running = new ArrayList<>();
    private Optional<PostgresServer> server = Optional.empty();
    private Optional<PostgresServer> standby = Optional.empty();
    private Optional<PgBouncer> listing = Optional.empty();
    private Optional<PgBouncer> asking = Optional.empty();

    abstract PostgresServer started(Path directory) throws IOException;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException, SQLException {
        PostgresServer started = started(Files.createDirectory(directory.resolve("server")));
        running.add(started);
        server = Optional.of(started);
        Files.writeString(started.rules(), RULES);
        started.sql("SELECT pg_reload_conf()");
        users();
        standby = Optional.of(started.standby(Files.createDirectory(directory.resolve("standby"))));
        running.add(standby.get());
        List<String> users = Stream.concat(
                        Stream.of(ADMINISTRATOR),
                        ROLES.stream().map(role -> "\"%s\" \"%s\"".formatted(role, Situations.FIRST)))
                .toList();
        listing = PgBouncer.start(Files.createDirectory(directory.resolve("listing")), started, users);
        listing.ifPresent(running::add);
        asking = PgBouncer.start(Files.createDirectory(directory.resolve("asking")), started, List.of(ADMINISTRATOR));
        asking.ifPresent(running::add);
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable one : running.reversed()) {
            one.close();
        }
    }

    @BeforeEach
    void users() throws SQLException {
        server.orElseThrow()
                .sql(
                        "DROP SCHEMA IF EXISTS early CASCADE",
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                + " WHERE backend_type = 'client backend' AND usename IS DISTINCT FROM 'postgres'",
                        "DROP ROLE IF EXISTS " + String.join(", ", ROLES),
                        "ALTER DATABASE postgres RESET ALL");
        server.orElseThrow().users(Situations.FIRST, Situations.FIRST, Situations.FIRST);
    }

    // The place, and the pooler's database behind it.
    private Place place(String where) {
        String[] parts = where.split(" ", -1);
        int port = server.orElseThrow().port();
        List<String> direct = List.of(way(port, "postgres"));
        return switch (parts[0]) {
            case "server" -> new Place("localhost", port, "postgres", false, direct);
            case "standby" -> new Place("localhost", standby.orElseThrow().port(), "postgres", false, List.of());
            case "list" -> new Place("localhost,127.0.0.1", port, "postgres", false, List.of());
            case "listing" -> new Place("localhost", pooler(listing), parts[1], false, List.of());
            case "asking" -> new Place("localhost", pooler(asking), parts[1], false, List.of());
            case "vouched" -> {
                int pooler = pooler(asking);
                yield new Place(
                        "localhost",
                        pooler,
                        parts[1],
                        true,
                        List.of(direct.getFirst(), way(pooler, "session"), way(pooler, "transaction")));
            }
            default -> throw new IllegalArgumentException(where);
        };
    }

    private static int pooler(Optional<PgBouncer> one) {
        assumeTrue(one.isPresent(), "there is no PgBouncer");
        return one.orElseThrow().port();
    }

    private static String way(int port, String database) {
        return "jdbc:postgresql://localhost:%d/%s".formatted(port, database);
    }

    @ParameterizedTest(name = "{0}, {1}: {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            nullValues = "-",
            value = {
                "server | app | - | rotated",
                "server | app | ALTER ROLE app SET password_encryption = 'md5' | rotated",
                "server | app | ALTER DATABASE postgres SET password_encryption = 'md5' | rotated",
                "server | app_md5 | SET password_encryption = 'md5'; CREATE ROLE app_md5 LOGIN PASSWORD '#' | rotated",
                "server | app | CREATE ROLE owner; GRANT owner TO app; ALTER ROLE app SET role = owner | rotated",
                "server | app | CREATE SCHEMA early; CREATE VIEW early.pg_roles AS SELECT 1; GRANT USAGE ON SCHEMA early"
                        + " TO app; ALTER ROLE app SET search_path = early, pg_catalog | rotated",
                "server | app | ALTER ROLE app SET default_transaction_read_only = on | transactions are read-only there",
                "server | app | ALTER ROLE app VALID UNTIL '2999-01-01' | rotated",
                "server | app | ALTER ROLE app VALID UNTIL 'infinity' | rotated",
                "server | app | ALTER ROLE app VALID UNTIL 'tomorrow' | and a new one too",
                "server | app | ALTER ROLE app VALID UNTIL '2001-01-01' | is wrong or has ended (VALID UNTIL)",
                "server | app | ALTER ROLE app CONNECTION LIMIT 2 | rotated",
                "server | app | ALTER ROLE app CONNECTION LIMIT 1 | CONNECTION LIMIT of 1, and needs 2",
                "server | app | ALTER ROLE app CONNECTION LIMIT 0 | there is no connection left for the user",
                "server | app | ALTER ROLE app NOLOGIN | SQLSTATE 28000",
                "server | app_trust | CREATE ROLE app_trust LOGIN PASSWORD '#' | does not ask for a password by scram-sha-256 or md5",
                "server | app_clear | CREATE ROLE app_clear LOGIN PASSWORD '#' | does not ask for a password by scram-sha-256 or md5",
                "server | app_away | CREATE ROLE app_away LOGIN PASSWORD '#' | SQLSTATE 28000",
                "standby | app | - | it is a standby",
                "list | app | - | its host is a list",
                "listing session | app | - | " + POOLER,
                "listing transaction | app | - | " + POOLER,
                "asking session | app | - | " + POOLER,
                "asking transaction | app | - | " + POOLER,
                "vouched session | app | - | rotated",
                "vouched transaction | app | - | rotated"
            })
    void aRoleAlone(String where, String user, String statements, String expected) throws SQLException {
        check(where, user, "postgres", statements, expected);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            nullValues = "-",
            value = {
                "server | - | rotated",
                "server | ALTER ROLE app_clone SET password_encryption = 'md5' | rotated",
                "server | ALTER ROLE rotator SET role = app | rotated",
                "server | ALTER ROLE app_clone CONNECTION LIMIT 1 | lacks as many connections, which app has: ALTER ROLE app_clone CONNECTION LIMIT -1",
                "server | ALTER ROLE app_clone CONNECTION LIMIT 0 | CONNECTION LIMIT of 0, and needs 1",
                "server | ALTER ROLE app_clone VALID UNTIL '2001-01-01' | ends at 2001-01-01 00:00 UTC",
                "server | ALTER ROLE app_clone NOLOGIN | the role app_clone may not log in",
                "server | DROP ROLE app_clone | there is no user app_clone",
                "server | ALTER ROLE rotator PASSWORD 'another-password-1A' | the administrator cannot log in: SQLSTATE 28P01",
                "server | ALTER ROLE rotator SET default_transaction_read_only = on | transactions are read-only there",
                "server | ALTER ROLE rotator NOCREATEROLE | may not change",
                "standby | - | it is a standby",
                "listing session | - | " + POOLER,
                "listing transaction | - | " + POOLER,
                "vouched session | - | rotated",
                "vouched transaction | - | rotated"
            })
    void aRoleInTurns(String where, String statements, String expected) throws SQLException {
        check(where, "app", "postgres-alternating", statements, expected);
    }

    private void check(String where, String user, String strategy, @Nullable String statements, String expected)
            throws SQLException {
        if (statements != null) {
            server.orElseThrow().sql(statements.replace("'#'", "'" + Situations.FIRST + "'"));
        }
        new Situations(server.orElseThrow(), Engine.POSTGRES, "SELECT rolname || rolpassword FROM pg_authid ORDER BY 1")
                .check(place(where), user, strategy, expected);
    }
}
