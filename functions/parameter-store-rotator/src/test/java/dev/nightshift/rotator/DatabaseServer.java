package dev.nightshift.rotator;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/// A real server on this machine, and how to say the same to each kind of it.
interface DatabaseServer extends AutoCloseable {
    Engine engine();

    int port();

    /// What it proves its name, `localhost`, with.
    ServerCertificate certificate();

    /// Where it writes down every statement.
    Path log();

    /// As the server's own administrator.
    void sql(String... statements) throws SQLException;

    /// Holds every change of a password up until it is closed.
    Connection hold() throws SQLException;

    /// Cuts the connections of a user that are held up.
    void cut(String user) throws SQLException;

    @Override
    void close();
}
