package dev.nightshift.rotator;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/// A password on its way to a server.
///
/// The session stays open until the new password was tried: where no other can be opened, it is the only way back.
///
/// @param before the session's own password, if the set replaces it
record DatabaseChange(Engine engine, Connection connection, String user, Secret password, Optional<Secret> before)
        implements Target.Change {
    // The text of an error may quote the statement, and with it the password.
    @Override
    public Target.Setting set() {
        try {
            engine.setPassword(connection, user, before.isPresent(), password);
            return new Target.Setting.Taken();
        } catch (SQLException e) {
            String why = (before.isEmpty() ? "the administrator's statement: " : "") + Faults.code(e);
            return Faults.isAnswer(e) ? new Target.Setting.Refused(why) : new Target.Setting.Unknown(why);
        }
    }

    // Whether it worked is asked of the server, with the value.
    @Override
    @SuppressWarnings("EmptyCatch")
    public void undo() {
        if (before.isEmpty()) {
            return;
        }
        try {
            engine.setPassword(connection, user, true, before.get());
        } catch (SQLException e) {
            // The next question finds out.
        }
    }

    @Override
    @SuppressWarnings("EmptyCatch")
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is gone already.
        }
    }
}
