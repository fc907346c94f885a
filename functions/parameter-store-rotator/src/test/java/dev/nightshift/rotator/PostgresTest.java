package dev.nightshift.rotator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// Roles of a real PostgreSQL.
class PostgresTest extends DatabaseContract {
    @TempDir
    static Path directory;

    private static Optional<PostgresServer> server = Optional.empty();

    PostgresTest() {
        super(new Dialect(
                List.of(
                        "DROP ROLE IF EXISTS app",
                        "DROP ROLE IF EXISTS app_clone",
                        "DROP ROLE IF EXISTS rotator",
                        "CREATE ROLE app LOGIN PASSWORD '" + FIRST + "'",
                        "CREATE ROLE app_clone LOGIN PASSWORD 'other-password'",
                        "CREATE ROLE rotator LOGIN CREATEROLE PASSWORD '" + ADMIN + "'"),
                "ALTER ROLE app NOLOGIN",
                "DROP ROLE app_clone",
                "ALTER ROLE rotator NOCREATEROLE",
                "SQLSTATE 42501",
                "ALTER ROLE app SET default_transaction_read_only = on",
                "ALTER ROLE app SET default_transaction_read_only = off",
                "SQLSTATE 25006"));
    }

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
}
