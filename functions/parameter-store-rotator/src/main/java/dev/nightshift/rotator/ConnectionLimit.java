package dev.nightshift.rotator;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// How many connections a session's user may have at once.
final class ConnectionLimit {
    // rolconnlimit and datconnlimit are -1 for none: pg_roles and pg_database, PostgreSQL documentation.
    private static final String POSTGRES = """
            SELECT coalesce(min(most), 0) FROM (
              SELECT rolconnlimit AS most FROM pg_catalog.pg_roles WHERE rolname = session_user
              UNION ALL SELECT datconnlimit FROM pg_catalog.pg_database WHERE datname = current_database()) limits
            WHERE most >= 0""";

    // The session's value is the account's limit where it has one, and 0 for none: max_user_connections, MariaDB and
    // MySQL documentation.
    private static final String MYSQL = "SELECT @@SESSION.max_user_connections";

    private ConnectionLimit() {}

    /// Of a session that is open; 0 for none.
    static int of(Engine engine, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(engine == Engine.POSTGRES ? POSTGRES : MYSQL)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
