package dev.nightshift.rotator;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// After how many wrong passwords in a row a server blocks a user.
final class LoginLimit {
    private static final int NEVER = Integer.MAX_VALUE;
    private static final int NONE_AT_PRESENT = 1_000_000;

    // Password-Management Options, CREATE USER, MySQL 8 Reference Manual. It is shown only where it is set.
    private static final Pattern ATTEMPTS = Pattern.compile("FAILED_LOGIN_ATTEMPTS (\\d{1,5})\\b");

    private LoginLimit() {}

    /// What holds for an engine, if that is the same everywhere.
    static Optional<Integer> byItself(Engine engine) {
        return engine == Engine.MYSQL ? Optional.empty() : Optional.of(NEVER);
    }

    /// What the session's user may read; nothing when it may not.
    static Optional<Integer> of(Engine engine, Connection connection) {
        if (engine != Engine.MYSQL) {
            return byItself(engine);
        }
        try (Statement statement = connection.createStatement()) {
            ResultSet limit = statement.executeQuery("SHOW GLOBAL VARIABLES LIKE 'max_password_errors'");
            return Optional.of(limit.next() ? (int) Math.min(limit.getLong(2), NONE_AT_PRESENT) : ofMysql(statement));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    // Everybody may see the statement that creates the own account. What it keeps of the password is in it: only the
    // number leaves this method.
    private static int ofMysql(Statement statement) throws SQLException {
        ResultSet user = statement.executeQuery("SHOW CREATE USER CURRENT_USER()");
        Matcher attempts = ATTEMPTS.matcher(user.next() ? user.getString(1) : "");
        int count = attempts.find() ? Integer.parseInt(attempts.group(1)) : 0;
        return count == 0 ? NONE_AT_PRESENT : count;
    }
}
