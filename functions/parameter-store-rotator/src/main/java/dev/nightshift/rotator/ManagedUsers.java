package dev.nightshift.rotator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The users of ElastiCache or MemoryDB. Their servers refuse `ACL SETUSER`: AWS changes all servers itself.
interface ManagedUsers {
    /// A user as the service describes it.
    ///
    /// @param active whether no change is under way
    /// @param withPasswords whether it logs in with passwords, not with IAM or with nothing
    /// @param passwords how many it has; 0 if the service does not tell
    record User(boolean active, boolean withPasswords, long passwords) {}

    /// Whether the service takes a password.
    default boolean accepts(String password) {
        return ManagedRedis.accepts(password);
    }

    /// Whether one more password, beside two, would end the one that works.
    default boolean endsOldFirst() {
        return false;
    }

    /// Whether passwords may have been changed since a time.
    ///
    /// @throws CallException when nothing is known
    default boolean changedSince(Instant time) {
        return true;
    }

    /// A user, if there is one.
    ///
    /// @throws CallException when nothing is known
    Optional<User> find(String name);

    /// Replaces all passwords of a user. The last is the new one, or the only one. The servers have them some time
    /// later, when the user is active again.
    ///
    /// @return false if another change is under way, or if this is a repetition of a call whose answer was lost
    /// @throws CallException when it was refused, or nothing is known
    boolean replace(String name, List<Secret> passwords);
}
