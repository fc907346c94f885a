package dev.nightshift.local.databases;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A PostgreSQL: the one that comes with the tests, or Debian's.
///
/// @param running ends it
/// @param rules its pg_hba.conf
public record PostgresServer(AutoCloseable running, int port, ServerCertificate certificate, Path log, Path rules)
        implements DatabaseServer {
    // Everybody but the server's own administrator has to know a password.
    private static final String RULES =
            "host all postgres all trust\nhost all all all scram-sha-256\nlocal all all trust\n";

    /// Starts the one that comes with the tests.
    ///
    /// @param directory for its files
    public static PostgresServer start(Path directory) throws IOException {
        ServerCertificate certificate = ServerCertificate.of("localhost");
        Path log = directory.resolve("server.log");
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()));
        settings(directory, certificate).forEach(builder::setServerConfig);
        EmbeddedPostgres process = builder.start();
        return new PostgresServer(process, process.getPort(), certificate, log, directory.resolve("pg_hba.conf"));
    }

    /// Starts Debian's PostgreSQL 15, if it is installed.
    ///
    /// @param directory for its files
    /// @throws IllegalStateException when it is not and `-Dnightshift.postgres15=required`
    public static Optional<PostgresServer> start15(Path directory) throws IOException {
        Optional<Path> program =
                DatabaseProcess.installed("/usr/lib/postgresql/15/bin/postgres", "nightshift.postgres15");
        if (program.isEmpty()) {
            return Optional.empty();
        }
        Path initdb = program.get().resolveSibling("initdb");
        Path log = directory.resolve("server.log");
        DatabaseProcess.run(
                log,
                DatabaseProcess.notAsRoot(
                        initdb.toString(), "-D", directory.resolve("data").toString(), "-U", "postgres", "--no-sync"));
        ServerCertificate certificate = ServerCertificate.of("localhost");
        return Optional.of(started(program.get(), directory, certificate, settings(directory, certificate)));
    }

    private static PostgresServer started(
            Path program, Path directory, ServerCertificate certificate, Map<String, String> settings)
            throws IOException {
        int port = DatabaseProcess.freePort();
        List<String> command = DatabaseProcess.notAsRoot(
                program.toString(),
                "-D",
                directory.resolve("data").toString(),
                "-p",
                String.valueOf(port),
                "-F",
                "-k",
                "");
        settings.forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
        Path log = directory.resolve("server.log");
        DatabaseProcess process = DatabaseProcess.start(log, command);
        PostgresServer server = new PostgresServer(process, port, certificate, log, Path.of(settings.get("hba_file")));
        process.await(() -> server.sql("SELECT 1"));
        return server;
    }

    private static Map<String, String> settings(Path directory, ServerCertificate certificate) throws IOException {
        Path key = Files.writeString(directory.resolve("server.key"), certificate.key());
        // PostgreSQL does not start with a key that others may read.
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Path chain = Files.writeString(directory.resolve("server.pem"), certificate.chain());
        Path rules = Files.writeString(directory.resolve("pg_hba.conf"), RULES);
        return Map.of(
                "ssl", "on",
                "ssl_key_file", key.toString(),
                "ssl_cert_file", chain.toString(),
                "password_encryption", "scram-sha-256",
                "hba_file", rules.toString(),
                "log_statement", "all",
                "log_connections", "on",
                // A policy of passwords that comes with the server.
                "shared_preload_libraries", "passwordcheck");
    }

    /// Starts a hot standby from a copy of its files, which stands at this moment.
    ///
    /// @param directory for its files
    public PostgresServer standby(Path directory) throws IOException, SQLException {
        sql("CHECKPOINT");
        Path data = Path.of(answer("SHOW data_directory"));
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
        String program = ProcessHandle.of(Long.parseLong(pid))
                .flatMap(process -> process.info().command())
                .orElseThrow();
        Path copy = directory.resolve("data");
        DatabaseProcess.run(log, List.of("cp", "-a", data.toString(), copy.toString()));
        Files.delete(copy.resolve("postmaster.pid"));
        Files.createFile(copy.resolve("standby.signal"));
        return started(
                Path.of(program),
                directory,
                certificate,
                Map.of("hba_file", rules.toString(), "max_connections", answer("SHOW max_connections")));
    }

    private String answer(String query) throws SQLException {
        try (Connection connection = administrator();
                Statement statement = connection.createStatement()) {
            var row = statement.executeQuery(query);
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    @Override
    public String engine() {
        return "postgres";
    }

    @Override
    public Connection administrator() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
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
            running.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
