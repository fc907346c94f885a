package dev.nightshift.rotator;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.postgresql.PGConnection;

/// Roles of a PostgreSQL server, and whether their passwords can be changed for everybody who logs in with them.
///
/// Settings are made for one transaction each: behind a pooler that pools transactions, those of a session would stay
/// with a connection that others get next.
final class PostgresRoles {
    // A run is daily: what ends within a week is reported a few times before it does. From PostgreSQL 16 on CREATEROLE
    // alone does not change another role: CREATEROLE, its documentation, and the release notes of 16.
    private static final String LOOK = """
            SELECT pg_catalog.pg_backend_pid() AS pid, pg_catalog.pg_is_in_recovery() AS standby,
                pg_catalog.current_setting('transaction_read_only') = 'on' AS read_only, me.rolname AS me,
                role.rolname IS NOT NULL AS found, role.rolcanlogin, role.rolconnlimit,
                role.rolvaliduntil < pg_catalog.now() + interval '7 days' AS ends,
                pg_catalog.to_char(role.rolvaliduntil AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS valid_until,
                role.oid = me.oid OR me.rolsuper OR me.rolcreaterole AND NOT role.rolsuper
                    AND (pg_catalog.current_setting('server_version_num')::int < 160000
                        OR pg_catalog.pg_has_role(me.oid, role.oid, 'MEMBER WITH ADMIN OPTION')) AS may
            FROM pg_catalog.pg_roles AS me LEFT JOIN pg_catalog.pg_roles AS role ON role.rolname = ?
            WHERE me.rolname = session_user""";

    private PostgresRoles() {}

    /// Sets a password. What is sent is what the server would keep of it, so that it is in no statement log.
    static void setPassword(Connection connection, String user, Secret password) throws SQLException {
        inTransaction(connection, () -> {
            connection
                    .unwrap(PGConnection.class)
                    .alterUserPassword(user, password.reveal().toCharArray(), "scram-sha-256");
            return user;
        });
    }

    /// Why a password cannot be changed for everybody, as the end of a sentence.
    static Optional<String> unsafe(Connection connection, DatabaseUser user) throws SQLException {
        return inTransaction(connection, () -> {
            try (PreparedStatement statement = connection.prepareStatement(LOOK)) {
                statement.setString(1, user.name());
                ResultSet row = statement.executeQuery();
                row.next();
                boolean pooled = row.getInt("pid")
                        != connection.unwrap(PGConnection.class).getBackendPID();
                return pooled && !user.poolerAsks() ? Optional.of(DatabaseUser.POOLER) : unsafe(row, user);
            }
        });
    }

    private static Optional<String> unsafe(ResultSet row, DatabaseUser user) throws SQLException {
        String name = user.name();
        if (row.getBoolean("standby")) {
            return Optional.of(DatabaseUser.STANDBY);
        } else if (row.getBoolean("read_only")) {
            return Optional.of("transactions are read-only there: set default_transaction_read_only = off");
        } else if (user.changesItself() && !row.getString("me").equals(name)) {
            return Optional.of(DatabaseUser.TAKEN.formatted(name, row.getString("me")));
        } else if (!row.getBoolean("found")) {
            return Optional.of(DatabaseUser.MISSING.formatted(name));
        } else if (!row.getBoolean("may")) {
            return Optional.of(
                    "the administrator %s may not change %s: it needs CREATEROLE, and GRANT %s TO %s WITH ADMIN OPTION"
                            .formatted(row.getString("me"), name, name, row.getString("me")));
        } else if (!row.getBoolean("rolcanlogin")) {
            return Optional.of("the role %s may not log in: ALTER ROLE %s LOGIN".formatted(name, name));
        } else if (row.getBoolean("ends")) {
            return Optional.of(
                    "the password of %s ends at %s UTC, and a new one too: ALTER ROLE %s VALID UNTIL 'infinity'"
                            .formatted(name, row.getString("valid_until"), name));
        }
        return user.tooFew("CONNECTION LIMIT", row.getInt("rolconnlimit"));
    }

    /// What is done in one transaction.
    interface Work<T> {
        T done() throws SQLException;
    }

    // A role's own settings may give it another role, or too little time.
    static <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL statement_timeout = 15000; SET LOCAL ROLE NONE");
            T done = work.done();
            connection.commit();
            return done;
        } catch (SQLException e) {
            rollBack(connection);
            throw e;
        }
    }

    @SuppressWarnings("EmptyCatch")
    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The first error says more.
        }
    }
}
