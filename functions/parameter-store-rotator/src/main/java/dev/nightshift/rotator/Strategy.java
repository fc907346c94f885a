package dev.nightshift.rotator;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// How a secret is replaced, as the tag `nightshift:strategy` names it.
public enum Strategy {
    /// A generated value that nobody else holds.
    RANDOM,
    /// A PostgreSQL role that changes its own password.
    POSTGRES,
    /// A PostgreSQL role whose password an administrator changes.
    POSTGRES_BY_ADMIN,
    /// Two PostgreSQL roles in turns, changed by an administrator.
    POSTGRES_ALTERNATING,
    /// A MySQL or MariaDB user that changes its own password.
    MYSQL,
    /// A MySQL or MariaDB user whose password an administrator changes.
    MYSQL_BY_ADMIN,
    /// Two MySQL or MariaDB users in turns, changed by an administrator.
    MYSQL_ALTERNATING,
    /// An access key of an IAM user, which overlaps with the one before.
    IAM_ACCESS_KEY,
    /// A user of a Redis server, whose old password works on for a while.
    REDIS,
    /// A token of an API that the settings describe, which overlaps with the one before.
    HTTP;

    /// The strategy that a tag names.
    ///
    /// @throws IllegalArgumentException saying what would be right
    static Strategy named(String tag) {
        for (Strategy one : values()) {
            if (one.toString().equals(tag)) {
                return one;
            }
        }
        throw new IllegalArgumentException("expected one of "
                + Arrays.stream(values()).map(Strategy::toString).collect(Collectors.joining(", ")));
    }

    /// How many PutParameter a rotation makes: a claim, the pending value, the live one.
    int writes() {
        return switch (this) {
            case RANDOM -> 1;
            case IAM_ACCESS_KEY, REDIS, HTTP -> 3;
            default -> 2;
        };
    }

    /// What those strategies have in common that can change one user: `postgres`, `mysql`.
    String engine() {
        return toString().replaceFirst("-(by-admin|alternating)$", "");
    }

    /// Whether there are two users.
    boolean alternates() {
        return this == POSTGRES_ALTERNATING || this == MYSQL_ALTERNATING;
    }

    /// Whether somebody else changes the passwords.
    boolean needsAdministrator() {
        return alternates() || this == POSTGRES_BY_ADMIN || this == MYSQL_BY_ADMIN;
    }

    /// As the tag names it, `postgres-alternating`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
