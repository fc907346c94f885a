package dev.nightshift.rotator;

import java.util.Optional;

/// A user whose password is to be set, as far as it matters to whether that is safe.
///
/// @param name at the server
/// @param other the one that it takes turns with; with none it changes itself
/// @param poolerAsks whether a pooler in front asks the server for passwords, as the settings say
record DatabaseUser(String name, Optional<String> other, boolean poolerAsks) {
    /// A pooler gives a session a number of its own. Whether it keeps passwords of its own cannot be seen from outside.
    static final String POOLER = "a connection pooler answers, and one with passwords of its own, as PgBouncer with"
            + " userlist.txt or RDS Proxy, would refuse the new one: let value and settings name the server itself, or say"
            + " pooler: auth_query in the settings' databases if it asks the server";

    static final String STANDBY = "it is a standby, which takes no writes: name the primary in the settings' databases";

    static final String TAKEN = "it takes the user %s for %s";

    static final String LACKS = "the user %s lacks %s, which %s has: %s";

    static final String MISSING = "there is no user %s: create it with the rights of the other";

    // One that sets the password, and one of whoever uses it. That there is no third is said after the password was
    // right.
    private static final int LEAST_OWN = 2;

    boolean changesItself() {
        return other.isEmpty();
    }

    /// Whether a limit of its connections leaves room for a rotation.
    ///
    /// @param most how many; what is negative is no limit
    Optional<String> tooFew(String limit, int most) {
        return most < 0 || most >= (changesItself() ? LEAST_OWN : 1)
                ? Optional.empty()
                : Optional.of("the user %s has a %s of %d, and needs %d: raise it"
                        .formatted(name, limit, most, changesItself() ? LEAST_OWN : 1));
    }
}
