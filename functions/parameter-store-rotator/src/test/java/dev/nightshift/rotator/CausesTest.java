package dev.nightshift.rotator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.nightshift.local.databases.DatabaseServer;
import dev.nightshift.local.databases.MariaDbServer;
import dev.nightshift.local.databases.PostgresServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each reason for which a real server lets nobody log in reads as itself.
class CausesTest {
    private static final String PASSWORD = "first-password-1A";

    @TempDir
    Path directory;

    private final Map<String, String> causes = new LinkedHashMap<>();

    /// What is said of a login that fails.
    private static String cause(Engine engine, DatabaseAddress address) {
        try (Connection connection = engine.connect(address, "app", Secret.of(PASSWORD))) {
            return "logged in: " + connection;
        } catch (SQLException e) {
            return Faults.of(e);
        }
    }

    private static DatabaseAddress plain(String host, int port, String database) {
        return new DatabaseAddress(host, port, database, false, Optional.empty());
    }

    private DatabaseAddress proving(String host, DatabaseServer server, boolean trusted) throws IOException {
        Path authority = Files.writeString(
                directory.resolve("authority.pem"), server.certificate().authority());
        String database = server.engine().equals("postgres") ? "postgres" : "";
        return new DatabaseAddress(
                host, server.port(), database, true, trusted ? Optional.of(authority) : Optional.empty());
    }

    private void mustBe(Map<String, String> expected) {
        assertThat(causes.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach((kind, why) -> assertThat(causes.get(kind)).as(kind).contains(why));
        assertThat(causes.values()).doesNotHaveDuplicates().noneMatch(why -> why.contains(PASSWORD));
    }

    @Test
    void ofPostgres() throws IOException, SQLException {
        try (PostgresServer server = PostgresServer.start(directory)) {
            server.users(PASSWORD, "other-password-1A", "admin-password-1A");
            server.sql("CREATE DATABASE full_one CONNECTION LIMIT 0", "CREATE DATABASE shut ALLOW_CONNECTIONS false");
            server.sql("CREATE DATABASE private_one", "REVOKE CONNECT ON DATABASE private_one FROM PUBLIC");
            int port = server.port();
            DatabaseAddress there = plain("localhost", port, "postgres");
            causes.put("dns", cause(Engine.POSTGRES, plain("no.such.host.invalid", port, "postgres")));
            causes.put("refused", cause(Engine.POSTGRES, plain("localhost", 1, "postgres")));
            causes.put("name", cause(Engine.POSTGRES, proving("127.0.0.1", server, true)));
            causes.put("authority", cause(Engine.POSTGRES, proving("localhost", server, false)));
            causes.put("database", cause(Engine.POSTGRES, plain("localhost", port, "nowhere")));
            causes.put("connect", cause(Engine.POSTGRES, plain("localhost", port, "private_one")));
            causes.put("shut", cause(Engine.POSTGRES, plain("localhost", port, "shut")));
            causes.put("database's limit", cause(Engine.POSTGRES, plain("localhost", port, "full_one")));
            server.sql("ALTER ROLE app CONNECTION LIMIT 0");
            causes.put("role's limit", cause(Engine.POSTGRES, there));
            server.sql("ALTER ROLE app CONNECTION LIMIT -1 NOLOGIN");
            causes.put("nologin", cause(Engine.POSTGRES, there));
            server.sql("ALTER ROLE app LOGIN");
            List<Connection> held = new ArrayList<>();
            try {
                causes.put("reserved", full(held, there));
                causes.put("server's limit", fullForAll(held, server, there));
            } finally {
                for (Connection one : held) {
                    one.close();
                }
            }
        }
        mustBe(Map.ofEntries(
                Map.entry("dns", "SQLSTATE 08001: there is no such host: UnknownHostException: no.such.host.invalid"),
                Map.entry("refused", "SQLSTATE 08001: nobody listens there, or a firewall refuses: ConnectException"),
                Map.entry("name", "SQLSTATE 08006: the server's certificate is for another name"),
                Map.entry("authority", "SQLSTATE 08006: the server's certificate is not trusted: "),
                Map.entry("database", "SQLSTATE 3D000: there is no such database"),
                Map.entry("connect", "SQLSTATE 42501: the user may not connect to this database"),
                Map.entry("shut", "SQLSTATE 55000: the database takes no connections"),
                Map.entry("database's limit", "SQLSTATE 53300: the database has as many connections as it may"),
                Map.entry("role's limit", "SQLSTATE 53300: the role has as many connections as it may"),
                Map.entry("nologin", "SQLSTATE 28000: the role may not log in (NOLOGIN)"),
                Map.entry("reserved", "SQLSTATE 53300: the server's last connections are reserved"),
                Map.entry("server's limit", "SQLSTATE 53300: the server has as many connections as it may")));
    }

    private static String full(List<Connection> held, DatabaseAddress address) {
        while (true) {
            try {
                held.add(Engine.POSTGRES.connect(address, "app", Secret.of(PASSWORD)));
            } catch (SQLException e) {
                return Faults.of(e);
            }
        }
    }

    private static String fullForAll(List<Connection> held, DatabaseServer server, DatabaseAddress address) {
        while (true) {
            try {
                held.add(server.administrator());
            } catch (SQLException e) {
                return cause(Engine.POSTGRES, address);
            }
        }
    }

    @Test
    void ofPostgresWhoseRulesLetNobodyIn() throws IOException, SQLException {
        try (PostgresServer server = PostgresServer.start(directory)) {
            server.users(PASSWORD, "other-password-1A", "admin-password-1A");
            Files.writeString(
                    directory.resolve("pg_hba.conf"),
                    "host all postgres all trust\nhostssl all app all scram-sha-256\n");
            server.sql("SELECT pg_reload_conf()");

            assertThat(reloaded(plain("localhost", server.port(), "postgres")))
                    .isEqualTo(
                            "SQLSTATE 28000: pg_hba.conf has no line for this user, database and host with or without"
                                    + " TLS, or rejects it");
        }
    }

    // The server reads its rules in a moment.
    private static String reloaded(DatabaseAddress address) {
        String said;
        do {
            said = cause(Engine.POSTGRES, address);
        } while (said.startsWith("logged in"));
        return said;
    }

    @Test
    void ofMariaDb() throws IOException, SQLException {
        Optional<MariaDbServer> started = MariaDbServer.start(directory);
        if (started.isEmpty()) {
            abort("there is no mariadb-install-db on the PATH");
        }
        try (MariaDbServer server = started.orElseThrow()) {
            server.users(PASSWORD, "other-password-1A", "admin-password-1A");
            int port = server.port();
            DatabaseAddress there = plain("localhost", port, "");
            causes.put("dns", cause(Engine.MYSQL, plain("no.such.host.invalid", port, "")));
            causes.put("refused", cause(Engine.MYSQL, plain("localhost", 1, "")));
            causes.put("name", cause(Engine.MYSQL, proving("127.0.0.1", server, true)));
            causes.put("authority", cause(Engine.MYSQL, proving("localhost", server, false)));
            causes.put("database", cause(Engine.MYSQL, plain("localhost", port, "nowhere")));
            server.sql("ALTER USER app@'%' REQUIRE SSL");
            causes.put("require ssl", cause(Engine.MYSQL, there));
            server.sql("ALTER USER app@'%' REQUIRE NONE ACCOUNT LOCK");
            causes.put("locked", cause(Engine.MYSQL, there));
        }
        mustBe(Map.of(
                "dns", "SQLSTATE 08000: there is no such host: UnknownHostException: no.such.host.invalid",
                "refused", "SQLSTATE 08000: nobody listens there, or a firewall refuses: ConnectException",
                "name", "SQLSTATE 08006: the server's certificate is for another name",
                "authority", "SQLSTATE 08000: the server's certificate is signed by nobody who is trusted here",
                "database", "error 1044: the user may not use this database",
                "require ssl", "error 1045: the password is wrong, or the account requires TLS or a certificate",
                "locked", "error 4151: the user is locked"));
    }

    /// What answers the request for TLS with one byte: N.
    @Test
    void ofAServerWithoutTls() throws IOException {
        try (ServerSocket server = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> refuseTls(server));
            DatabaseAddress address =
                    new DatabaseAddress("localhost", server.getLocalPort(), "postgres", true, Optional.empty());

            assertThat(cause(Engine.POSTGRES, address))
                    .startsWith("SQLSTATE 08")
                    .endsWith(": the server offers no TLS");
        }
    }

    private static void refuseTls(ServerSocket server) {
        try (Socket one = server.accept()) {
            one.getInputStream().readNBytes(8);
            one.getOutputStream().write('N');
            one.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
