package dev.nightshift.local.databases;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// A real server on this machine, and how to say the same to each kind of it.
public interface DatabaseServer extends AutoCloseable {
    /// Its engine as Secrets Manager names it, which is also the name of the database that is always there.
    String engine();

    /// On loopback.
    int port();

    /// What it proves its name, `localhost`, with.
    ServerCertificate certificate();

    /// Where it writes down every statement.
    Path log();

    /// A connection of the server's own administrator.
    Connection administrator() throws SQLException;

    /// Says something as the administrator.
    default void sql(String... statements) throws SQLException {
        try (Connection connection = administrator();
                Statement one = connection.createStatement()) {
            for (String statement : statements) {
                one.execute(statement);
            }
        }
    }

    /// Makes three users anew: `app`, `app_clone`, and `rotator`, which may change them.
    void users(String appPassword, String clonePassword, String rotatorPassword) throws SQLException;

    /// Takes from `rotator` the right to change others.
    void disarm() throws SQLException;

    /// Gives it back.
    void arm() throws SQLException;

    /// Holds every change of a password up until it is closed.
    Connection hold() throws SQLException;

    /// Cuts the connections of a user that are held up.
    void cut(String user) throws SQLException;

    @Override
    void close();
}
