package dev.nightshift.local.ops.demo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// A real PostgreSQL with two users that take turns and one that may change them.
final class DemoDatabase implements AutoCloseable {
    private final EmbeddedPostgres server;
    private final Path rules;

    DemoDatabase() throws IOException, SQLException {
        // Everybody but the server's own administrator has to know a password.
        rules = Files.createTempFile("nightshift-hba-", ".conf");
        Files.writeString(rules, "host all postgres all trust\nhost all all all scram-sha-256\n");
        server = EmbeddedPostgres.builder()
                .setServerConfig("hba_file", rules.toString())
                .setServerConfig("password_encryption", "scram-sha-256")
                .start();
        for (String role : List.of("app", "app_clone", "rotator CREATEROLE")) {
            execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(role, firstPassword(role)));
        }
        // PostgreSQL 16, release notes: CREATEROLE alone no longer changes other roles.
        execute("GRANT app, app_clone TO rotator WITH ADMIN OPTION");
    }

    static String firstPassword(String role) {
        return "made-up-" + role.split(" ", 2)[0];
    }

    int port() {
        return server.getPort();
    }

    String url() {
        return "jdbc:postgresql://localhost:%d/postgres".formatted(port());
    }

    /// The value of a role's parameter, in the shape of Secrets Manager.
    String secret(String role) {
        return "{\"engine\": \"postgres\", \"username\": \"%s\", \"password\": \"%s\", \"dbname\": \"postgres\"}"
                .formatted(role, firstPassword(role));
    }

    /// What the server keeps of a role's password.
    String kept(String role) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT rolpassword FROM pg_authid WHERE rolname = '" + role + "'")) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.delete(rules);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
