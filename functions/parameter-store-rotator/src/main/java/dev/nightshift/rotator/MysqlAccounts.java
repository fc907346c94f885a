package dev.nightshift.rotator;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The accounts of a MySQL user, of which it has one for each host or pattern of hosts.
///
/// A user changes the password of the account that it logged in with and of no other.
final class MysqlAccounts {
    /// The account of the session's user.
    static final String OWN = "CURRENT_USER()";

    // ER_DBACCESS_DENIED_ERROR, ER_TABLEACCESS_DENIED_ERROR and ER_COLUMNACCESS_DENIED_ERROR, MariaDB error codes.
    private static final Set<Integer> DENIED = Set.of(1044, 1142, 1143);
    // Of the session's own limit 0 is none.
    private static final String LOOK = "SELECT CONNECTION_ID() AS id, @@global.read_only OR @@global.innodb_read_only"
            + " AS standby, IF(@@max_user_connections = 0, -1, @@max_user_connections) AS most,"
            + " User, Host, CONCAT(QUOTE(User), '@', QUOTE(Host)) AS account"
            + " FROM mysql.user WHERE User IN (?, ?) AND Host <> '' ORDER BY Host";
    private static final String CURE = ": use mysql-alternating, whose administrator changes all of them, or keep one";

    private MysqlAccounts() {}

    /// Why a password cannot be changed for everybody who logs in as this user, as the end of a sentence.
    static Optional<String> unsafe(Connection connection, DatabaseUser user) throws SQLException {
        try {
            return user.changesItself() ? unsafeAlone(connection, user) : unsafeInTurns(connection, user);
        } catch (SQLException e) {
            if (!DENIED.contains(e.getErrorCode())) {
                throw e;
            }
            String whom = user.changesItself() ? user.name() : "its administrator";
            return Optional.of("%s may not see which accounts the user %s has: GRANT SELECT%s ON mysql.user TO %s"
                    .formatted(whom, user.name(), user.changesItself() ? " (User, Host)" : "", whom));
        }
    }

    private static Optional<String> unsafeAlone(Connection connection, DatabaseUser user) throws SQLException {
        MysqlAccount own = described(connection, OWN);
        if (!own.user().equals(user.name())) {
            return Optional.of(DatabaseUser.TAKEN.formatted(user.name(), own));
        }
        Look look = Look.at(connection, user);
        return look.unsafe(user)
                .or(() -> own.unsafe())
                .or(() -> user.tooFew("limit of connections", look.most()))
                .or(() -> look.hosts().size() < 2
                        ? Optional.empty()
                        : Optional.of("the user " + user.name() + " has accounts for several hosts, "
                                + String.join(", ", look.hosts()) + ", and changes only its own" + CURE));
    }

    private static Optional<String> unsafeInTurns(Connection connection, DatabaseUser user) throws SQLException {
        Look look = Look.at(connection, user);
        Optional<String> unsafe = look.unsafe(user);
        if (unsafe.isPresent()) {
            return unsafe;
        }
        List<String> missing = new ArrayList<>(look.othersHosts());
        missing.removeAll(look.hosts());
        if (look.hosts().isEmpty()) {
            return Optional.of(DatabaseUser.MISSING.formatted(user.name()));
        } else if (!missing.isEmpty()) {
            return Optional.of("the user %s has no account for %s, where the other has one: create it"
                    .formatted(user.name(), String.join(", ", missing)));
        }
        for (String account : look.accounts()) {
            unsafe = described(connection, account).unsafe();
            if (unsafe.isPresent()) {
                return unsafe;
            }
        }
        return Optional.empty();
    }

    /// What one query says.
    private record Look(
            boolean pooled,
            boolean standby,
            int most,
            List<String> hosts,
            List<String> accounts,
            List<String> othersHosts) {
        static Look at(Connection connection, DatabaseUser user) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(LOOK)) {
                statement.setString(1, user.name());
                statement.setString(2, user.other().orElse(user.name()));
                return read(statement.executeQuery(), user, threadId(connection));
            }
        }

        private static Look read(ResultSet row, DatabaseUser user, long thread) throws SQLException {
            boolean pooled = false;
            boolean standby = false;
            int most = -1;
            List<String> hosts = new ArrayList<>();
            List<String> accounts = new ArrayList<>();
            List<String> othersHosts = new ArrayList<>();
            while (row.next()) {
                pooled = (int) row.getLong("id") != (int) thread;
                standby = row.getBoolean("standby");
                most = row.getInt("most");
                if (row.getString("User").equals(user.name())) {
                    hosts.add(row.getString("Host"));
                    accounts.add(row.getString("account"));
                } else {
                    othersHosts.add(row.getString("Host"));
                }
            }
            return new Look(pooled, standby, most, hosts, accounts, othersHosts);
        }

        // In its greeting the server says the lower 32 bits of the number.
        private static long threadId(Connection connection) throws SQLException {
            return connection.unwrap(org.mariadb.jdbc.Connection.class).getThreadId();
        }

        Optional<String> unsafe(DatabaseUser user) {
            if (pooled && !user.poolerAsks()) {
                return Optional.of(DatabaseUser.POOLER);
            }
            return standby ? Optional.of(DatabaseUser.STANDBY) : Optional.empty();
        }
    }

    /// What the server says of an account.
    static MysqlAccount described(Connection connection, String account) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet rows = statement.executeQuery("SHOW CREATE USER " + account);
            rows.next();
            return MysqlAccount.read(rows.getString(1));
        }
    }

    /// `'app'@'%'`, quoted by the server.
    ///
    /// @throws SQLException with SQLSTATE 42704 when there is no such user
    static List<String> named(Connection connection, String user) throws SQLException {
        List<String> accounts = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT CONCAT(QUOTE(User), '@', QUOTE(Host)) FROM mysql.user WHERE User = ?")) {
            statement.setString(1, user);
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                accounts.add(rows.getString(1));
            }
        }
        if (accounts.isEmpty()) {
            throw new SQLException("there is no such user", "42704");
        }
        return accounts;
    }
}
