package dev.nightshift.rotator;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/// A password on its way to a server.
///
/// The session stays open until the new password was tried: where no other can be opened, it is the only way back.
///
/// @param before the password that the set replaces, if that one is live
/// @param own whether it is the session's own
record DatabaseChange(
        Engine engine, Connection connection, String user, Secret password, Optional<Secret> before, boolean own)
        implements Target.Change {
    // The text of an error may quote the statement, and with it the password.
    @Override
    public Target.Setting set() {
        try {
            engine.setPassword(connection, user, own, password);
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
            engine.setPassword(connection, user, own, before.get());
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
