package dev.nightshift.rotator;

import static java.util.Map.entry;

import java.sql.SQLException;
import java.util.Map;

/// What went wrong with a database, in words that hold no secret.
final class Faults {
    // Appendix A, PostgreSQL documentation; MariaDB error codes, MariaDB documentation.
    private static final Map<String, String> STATES = Map.of(
            "28000", "the server lets this user not log in from here, whatever the password",
            "28P01", "the password is wrong or has ended (VALID UNTIL)",
            "3D000", "there is no such database",
            "42501", "the user lacks the right",
            "53300", "there are too many connections",
            "57P03", "the server is starting up or shutting down",
            "25006", "the server takes no writes: it may be a replica");
    private static final Map<Integer, String> ERRORS = Map.ofEntries(
            entry(1040, "there are too many connections"),
            entry(1044, "the user may not use this database"),
            entry(1045, "the password is wrong, or the account requires TLS or a certificate"),
            entry(1049, "there is no such database"),
            entry(1129, "the server blocks this host after too many failed connections"),
            entry(1130, "the server lets this host not connect"),
            entry(1203, "the user has too many connections"),
            entry(1226, "the user has reached a limit of its account"),
            entry(1275, "the account keeps its password in the format before MySQL 4.1, which the driver does not use"),
            entry(1290, "the server takes no writes: it may be a replica"),
            entry(1820, "the password has expired: set another with ALTER USER"),
            entry(4150, "the user is blocked after too many wrong passwords"),
            entry(4151, "the user is locked"));
    // The drivers name their setting in every language.
    private static final Map<String, String> SETTINGS = Map.of(
            "requireAuth",
            "the server does not ask for a password by scram-sha-256 or md5, and by trust, cert, peer, password, ldap and"
                    + " the like a login does not prove that the role has it: change pg_hba.conf",
            "restrictedAuth",
            "the account does not ask for a password that it keeps, but uses pam, gssapi or the like: give it one method");

    private Faults() {}

    /// The code, what it means, and the cause where the connection itself failed.
    static String of(SQLException e) {
        return code(e) + ConnectionCause.of(e).map(why -> ": " + why).orElse("");
    }

    /// The code and what it means. The text of the error may quote what was sent.
    static String code(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        String text = String.valueOf(e.getMessage());
        String meaning = SETTINGS.keySet().stream()
                .filter(text::contains)
                .findFirst()
                .map(SETTINGS::get)
                .or(() -> PostgresCause.of(e))
                .orElseGet(() -> ERRORS.getOrDefault(e.getErrorCode(), STATES.getOrDefault(state, "")));
        return "SQLSTATE " + state + (e.getErrorCode() > 0 ? ", error " + e.getErrorCode() : "")
                + (meaning.isEmpty() ? "" : ": " + meaning);
    }

    /// Whether the server answered. Class 08 is the connection's, 57 the operator's: the statement may have been
    /// carried out.
    static boolean isAnswer(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return !state.equals("null") && !state.startsWith("08") && !state.startsWith("57");
    }
}
