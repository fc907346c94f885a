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
    // ER_DBACCESS_DENIED_ERROR, ER_TABLEACCESS_DENIED_ERROR and ER_COLUMNACCESS_DENIED_ERROR, MariaDB error codes.
    private static final Set<Integer> DENIED = Set.of(1044, 1142, 1143);
    private static final String CURE = ": use mysql-alternating, whose administrator changes all of them, or keep one";

    private MysqlAccounts() {}

    /// Why a user cannot change its own password for everybody who logs in as it, as the end of a sentence.
    static Optional<String> unsafe(Connection connection, String user) throws SQLException {
        String current = current(connection);
        String host = current.substring(current.lastIndexOf('@') + 1);
        if (!current.equals(user + "@" + host)) {
            return Optional.of("the server takes the user " + user + " for " + current);
        }
        try {
            List<String> hosts = hosts(connection, user);
            return hosts.size() < 2
                    ? Optional.empty()
                    : Optional.of("the user " + user + " has accounts for several hosts, " + String.join(", ", hosts)
                            + ", and changes only its own" + CURE);
        } catch (SQLException e) {
            if (!DENIED.contains(e.getErrorCode())) {
                throw e;
            }
            return host.equals("%")
                    ? Optional.empty()
                    : Optional.of("the server takes the user " + user + " for " + current
                            + ", and it may not see whether it has accounts for other hosts"
                            + CURE + " and let the user read it: GRANT SELECT ON mysql.user");
        }
    }

    /// ` FOR 'app'@'%'`, quoted by the server.
    ///
    /// @throws SQLException with SQLSTATE 42704 when there is no such user
    static List<String> named(Connection connection, String user) throws SQLException {
        List<String> accounts = rows(
                connection,
                "SELECT CONCAT(' FOR ', QUOTE(User), '@', QUOTE(Host)) FROM mysql.user WHERE User = ?",
                user);
        if (accounts.isEmpty()) {
            throw new SQLException("there is no such user", "42704");
        }
        return accounts;
    }

    private static List<String> hosts(Connection connection, String user) throws SQLException {
        return rows(connection, "SELECT Host FROM mysql.user WHERE User = ? AND Host <> '' ORDER BY Host", user);
    }

    private static List<String> rows(Connection connection, String sql, String user) throws SQLException {
        List<String> values = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, user);
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private static String current(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet rows = statement.executeQuery("SELECT CURRENT_USER()");
            rows.next();
            return rows.getString(1);
        }
    }
}
