package dev.nightshift.rotator;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Map;

/// What went wrong with a database, in words that hold no secret.
final class Faults {
    // Appendix A, PostgreSQL documentation; MariaDB error codes, MariaDB documentation.
    private static final Map<String, String> STATES = Map.of(
            "28000", "the server lets this user not log in from here, whatever the password",
            "28P01", "the password is wrong",
            "3D000", "there is no such database",
            "42501", "the user lacks the right",
            "53300", "there are too many connections",
            "57P03", "the server is starting up or shutting down",
            "25006", "the server takes no writes: it may be a replica");
    private static final Map<Integer, String> ERRORS = Map.of(
            1040, "there are too many connections",
            1044, "the user may not use this database",
            1045, "the password is wrong",
            1049, "there is no such database",
            1129, "the server blocks this host after too many failed connections",
            1130, "the server lets this host not connect",
            1290, "the server takes no writes: it may be a replica",
            1820, "the password has expired",
            4150, "the user is blocked after too many wrong passwords",
            4151, "the user is locked");

    private Faults() {}

    /// The code, what it means, and the cause where the connection itself failed.
    static String of(SQLException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String code = code(e);
        // What the network and the certificates say names hosts, never a password.
        return root instanceof IOException || root instanceof GeneralSecurityException
                ? code + ": " + root.getClass().getSimpleName() + ": " + root.getMessage()
                : code;
    }

    /// The code and what it means. The text of the error may quote what was sent.
    static String code(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        String meaning = ERRORS.getOrDefault(e.getErrorCode(), STATES.getOrDefault(state, ""));
        return "SQLSTATE " + state + (e.getErrorCode() == 0 ? "" : ", error " + e.getErrorCode())
                + (meaning.isEmpty() ? "" : ": " + meaning);
    }

    /// Whether the server answered. Class 08 is the connection's, 57 the operator's: the statement may have been
    /// carried out.
    static boolean isAnswer(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return !state.equals("null") && !state.startsWith("08") && !state.startsWith("57");
    }
}
