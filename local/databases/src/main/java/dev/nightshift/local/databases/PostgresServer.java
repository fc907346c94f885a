package dev.nightshift.local.databases;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// A PostgreSQL that comes with the tests.
public record PostgresServer(EmbeddedPostgres process, ServerCertificate certificate, Path log)
        implements DatabaseServer {
    // Everybody but the server's own administrator has to know a password.
    private static final String RULES =
            "host all postgres all trust\nhost all all all scram-sha-256\nlocal all all trust\n";

    /// Starts it.
    ///
    /// @param directory for its files
    public static PostgresServer start(Path directory) throws IOException {
        ServerCertificate certificate = ServerCertificate.of("localhost");
        Path key = Files.writeString(directory.resolve("server.key"), certificate.key());
        // PostgreSQL does not start with a key that others may read.
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Path chain = Files.writeString(directory.resolve("server.pem"), certificate.chain());
        Path rules = Files.writeString(directory.resolve("pg_hba.conf"), RULES);
        Path log = directory.resolve("server.log");
        EmbeddedPostgres process = EmbeddedPostgres.builder()
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_key_file", key.toString())
                .setServerConfig("ssl_cert_file", chain.toString())
                .setServerConfig("password_encryption", "scram-sha-256")
                .setServerConfig("hba_file", rules.toString())
                .setServerConfig("log_statement", "all")
                // A policy of passwords that comes with the server.
                .setServerConfig("shared_preload_libraries", "passwordcheck")
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new PostgresServer(process, certificate, log);
    }

    @Override
    public String engine() {
        return "postgres";
    }

    @Override
    public int port() {
        return process.getPort();
    }

    @Override
    public Connection administrator() throws SQLException {
        return process.getPostgresDatabase().getConnection();
    }

    @Override
    public void users(String appPassword, String clonePassword, String rotatorPassword) throws SQLException {
        sql(
                "DROP ROLE IF EXISTS app, app_clone, rotator",
                "CREATE ROLE app LOGIN PASSWORD '" + appPassword + "'",
                "CREATE ROLE app_clone LOGIN PASSWORD '" + clonePassword + "'",
                "CREATE ROLE rotator LOGIN CREATEROLE PASSWORD '" + rotatorPassword + "'",
                // PostgreSQL 16, release notes: CREATEROLE alone no longer changes other roles.
                "GRANT app, app_clone TO rotator WITH ADMIN OPTION");
    }

    @Override
    public void disarm() throws SQLException {
        sql("ALTER ROLE rotator NOCREATEROLE");
    }

    @Override
    public void arm() throws SQLException {
        sql("ALTER ROLE rotator CREATEROLE");
    }

    @Override
    public Connection hold() throws SQLException {
        Connection connection = administrator();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE pg_authid IN SHARE MODE");
        }
        return connection;
    }

    @Override
    public void cut(String user) throws SQLException {
        sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + user
                + "' AND wait_event_type = 'Lock'");
    }

    @Override
    public void close() {
        try {
            process.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
