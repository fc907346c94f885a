package dev.nightshift.rotator;

import java.util.List;
import java.util.Optional;

/// The users of ElastiCache or MemoryDB. Their servers refuse `ACL SETUSER`: AWS changes all servers itself.
interface ManagedUsers {
    /// A user as the service describes it.
    ///
    /// @param active whether no change is under way
    /// @param withPasswords whether it logs in with passwords, not with IAM or with nothing
    /// @param passwords how many it has
    record User(boolean active, boolean withPasswords, long passwords) {}

    /// A user, if there is one.
    ///
    /// @throws CallException when nothing is known
    Optional<User> find(String name);

    /// Replaces all passwords of a user. The servers have them some time later, when the user is active again.
    ///
    /// @return false if another change is under way, or if this is a repetition of a call whose answer was lost
    /// @throws CallException when it was refused, or nothing is known
    boolean replace(String name, List<Secret> passwords);
}
