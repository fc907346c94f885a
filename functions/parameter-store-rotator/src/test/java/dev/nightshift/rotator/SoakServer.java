package dev.nightshift.rotator;

import dev.nightshift.local.databases.DatabaseServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A real server with users of its own, the way to it that can break, and an application that logs in all the time.
final class SoakServer implements AutoCloseable {
    final Engine engine;
    final FaultyLink link;
    final List<String> users = new ArrayList<>();
    /// Every password that a user ever had.
    final Set<String> passwords = ConcurrentHashMap.newKeySet();
    private final DatabaseServer server;

    SoakServer(Engine engine, DatabaseServer server, int count) throws IOException, SQLException {
        this.engine = engine;
        this.server = server;
        this.link = new FaultyLink(server.port());
        for (int n = 0; n < count; n++) {
            String user = "%s_user_%02d".formatted(server.engine(), n);
            users.add(user);
            passwords.add(first(user));
            server.sql(
                    engine == Engine.POSTGRES
                            ? new String[] {"CREATE ROLE " + user + " LOGIN PASSWORD '" + first(user) + "'"}
                            : new String[] {
                                "CREATE USER " + user + "@'%' IDENTIFIED BY '" + first(user) + "'",
                                "GRANT SELECT ON mysql.user TO " + user + "@'%'"
                            });
        }
    }

    static String first(String user) {
        return "first-1A-" + user.substring(user.length() - 2) + "-" + Integer.toHexString(user.hashCode());
    }

    String name() {
        return server.engine();
    }

    Secret value(String user) {
        return Secret.of("{\"username\": \"%s\", \"password\": \"%s\"}".formatted(user, first(user)));
    }

    Target target(Passwords generator, PasswordPolicy policy) {
        return new DatabaseTarget(
                engine, Optional.of(site(link.port())), Optional.empty(), generator, policy, Fixture.NOTHING_STOPPED);
    }

    private static Database site(int port) {
        return Objects.requireNonNull(Fixture.config(
                        "\"databases\": {\"one\": {\"host\": \"localhost\", \"port\": " + port + ", \"tls\": \"off\"}}")
                .databases()
                .get("one"));
    }

    /// Whether an application gets in with a value, past the link.
    boolean opens(Secret value) {
        JsonField fields = JsonField.read(value).orElseThrow();
        DatabaseAddress address = DatabaseAddress.of(engine, fields, Optional.of(site(server.port())));
        String password = fields.text("password").orElseThrow();
        passwords.add(password);
        try (Connection connection =
                engine.connect(address, fields.text("username").orElseThrow(), Secret.of(password))) {
            return !connection.isClosed();
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        link.close();
    }
}
