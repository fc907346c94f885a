package dev.nightshift.rotator;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Why PostgreSQL lets nobody log in, where one SQLSTATE has several causes.
///
/// The server's text is in its own language and may quote what was sent. The name of the function that refused is
/// neither: the field R of an error, Error and Notice Message Fields, PostgreSQL documentation.
final class PostgresCause {
    private static final Map<String, Map<String, String>> CAUSES = Map.of(
            "28000",
            Map.of(
                    "ClientAuthentication",
                    "pg_hba.conf has no line for this user, database and host with or without TLS, or rejects it",
                    "InitializeSessionUserId",
                    "the role may not log in (NOLOGIN)",
                    "InitPostgres",
                    "the role may not log in (NOLOGIN)"),
            "53300",
            Map.of(
                    "InitializeSessionUserId", "the role has as many connections as it may",
                    "CheckMyDatabase", "the database has as many connections as it may",
                    "InitPostgres", "the server's last connections are reserved",
                    "InitProcess", "the server has as many connections as it may"),
            "42501",
            Map.of("CheckMyDatabase", "the user may not connect to this database"),
            "55000",
            Map.of("CheckMyDatabase", "the database takes no connections"));

    private PostgresCause() {}

    /// As the end of a sentence; nothing where the SQLSTATE says it all.
    static Optional<String> of(SQLException e) {
        if (!(e instanceof PSQLException answer)) {
            return Optional.empty();
        }
        ServerErrorMessage said = answer.getServerErrorMessage();
        return said == null
                ? Optional.empty()
                : Optional.ofNullable(CAUSES.getOrDefault(String.valueOf(e.getSQLState()), Map.of())
                        .get(String.valueOf(said.getRoutine())));
    }
}
