package dev.nightshift.rotator;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/// The one of two users whose turn it is: whoever gets its password must be able to do what the other can.
///
/// @param create whether it is created, and given what it lacks
record SecondUser(Engine engine, boolean create) {
    /// What it lacks, as the end of a sentence; with `create` it is given that first.
    ///
    /// @param connection of an administrator, to the database that is used if possible
    Optional<String> unsafe(Connection connection, String user, String other) {
        try {
            Optional<String> lacks = engine.lacks(connection, user, other);
            if (lacks.isEmpty() || !create || !AlternatingUser.isCloneOf(user, other)) {
                return lacks;
            }
        } catch (SQLException e) {
            return Optional.of("the rights of %s and %s cannot be compared: %s".formatted(user, other, Faults.of(e)));
        }
        try {
            engine.provide(connection, user, other);
            return engine.lacks(connection, user, other);
        } catch (SQLException e) {
            return Optional.of("the user %s could not be created with the rights of %s by the administrator: %s"
                    .formatted(user, other, Faults.of(e)));
        }
    }
}
