package dev.nightshift.rotator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/// How a password is set on MySQL and MariaDB.
final class MysqlPassword {
    // ER_OPTION_PREVENTS_STATEMENT, of strict_password_validation; MariaDB error code reference. A read-only server
    // says
    // it too.
    private static final int PREVENTED = 1290;

    private MysqlPassword() {}

    /// @param own whether it is the connection's own user
    static void set(Connection connection, String user, boolean own, Secret password) throws SQLException {
        execute(connection, "SET SESSION lock_wait_timeout = 15");
        boolean mariaDb = connection.getMetaData().getDatabaseProductName().contains("MariaDB");
        for (String account : own ? List.of(MysqlAccounts.OWN) : MysqlAccounts.named(connection, user)) {
            if (mariaDb) {
                setOnMariaDb(connection, account, password);
            } else {
                execute(connection, "SET PASSWORD FOR " + account + " = ?", password.reveal());
            }
        }
    }

    // MySQL masks passwords in its logs, MariaDB does not. It takes what it would keep of it instead, but not for an
    // account with another plugin, nor where a policy wants to look at the password itself.
    private static void setOnMariaDb(Connection connection, String account, Secret password) throws SQLException {
        if (MysqlAccounts.described(connection, account).keepsNativeHash()) {
            try {
                execute(connection, "SET PASSWORD FOR " + account + " = ?", nativeHash(password));
                return;
            } catch (SQLException e) {
                if (e.getErrorCode() != PREVENTED) {
                    throw e;
                }
            }
        }
        execute(connection, "SET PASSWORD FOR " + account + " = PASSWORD(?)", password.reveal());
    }

    /// What mysql_native_password keeps: `*` and SHA-1 of SHA-1 in hexadecimal. It is the
    /// protocol's choice, not ours.
    private static String nativeHash(Secret password) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] once = sha1.digest(password.reveal().getBytes(StandardCharsets.UTF_8));
            return "*" + HexFormat.of().withUpperCase().formatHex(sha1.digest(once));
        } catch (NoSuchAlgorithmException e) {
            // Java Security Standard Algorithm Names: every platform has it.
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.execute();
        }
    }
}
