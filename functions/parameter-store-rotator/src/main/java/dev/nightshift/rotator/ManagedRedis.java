package dev.nightshift.rotator;

import dev.nightshift.rotator.ManagedUsers.User;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Changes the passwords of a user of ElastiCache or MemoryDB, which has at most two.
///
/// The service knows no way to add or end one: each change replaces both. So the one that works is sent with the new
/// one.
record ManagedRedis(ManagedUsers users, Pace.Pause pause) {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    private static final int MOST_LOOKS = 10;

    // ModifyUser, Amazon ElastiCache API Reference; UpdateUser, Amazon MemoryDB API Reference; Authenticating users
    // with AUTH, Amazon ElastiCache User Guide.
    private static final int SHORTEST = 16;
    private static final int LONGEST = 128;
    private static final String REFUSED_CHARACTERS = ",\"/@%";

    /// Whether the service takes a password.
    static boolean accepts(String password) {
        return password.length() >= SHORTEST
                && password.length() <= LONGEST
                && password.chars().noneMatch(one -> one <= ' ' || one > '~' || REFUSED_CHARACTERS.indexOf(one) >= 0);
    }

    /// Why a user cannot have one more password now, as the end of a sentence.
    ///
    /// @param claimed whether a rotation of the same user is open, so that a second password is its old one
    Optional<String> unsafe(String user, BooleanSupplier claimed) {
        Optional<User> found = users.find(user);
        if (found.isEmpty()) {
            return Optional.of("there is no user " + user);
        } else if (!found.get().withPasswords()) {
            return Optional.of("the user " + user + " does not log in with a password");
        } else if (!found.get().active()) {
            return Optional.of("the user " + user + " is being modified: a later run begins");
        } else if (found.get().passwords() > 1 && !claimed.getAsBoolean()) {
            return Optional.of("the user %s has two passwords, and a third cannot be added: leave it only the one of"
                            .formatted(user)
                    + " this parameter");
        }
        return Optional.empty();
    }

    /// Why a server may refuse a right password of a user, as the end of a sentence.
    Optional<String> undecided(String user) {
        try {
            return users.find(user)
                    .map(found -> found.active()
                            ? Optional.<String>empty()
                            : Optional.of("the user " + user + " is being modified"))
                    .orElseGet(() -> Optional.of("there is no user " + user));
        } catch (CallException e) {
            return Optional.of(e.what());
        }
    }

    /// One more password for a user, beside one that works.
    Target.Setting add(String user, Secret password, Secret working) {
        try {
            boolean taken = users.replace(user, List.of(working, password));
            return settled(user) && taken
                    ? new Target.Setting.Taken()
                    : new Target.Setting.Unknown("the user " + user + " was being modified");
        } catch (CallException e) {
            return e.isRefused() ? new Target.Setting.Refused(e.what()) : new Target.Setting.Unknown(e.what());
        }
    }

    // The servers have the new password when the user is active again.
    private boolean settled(String user) {
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            if (users.find(user).filter(User::active).isPresent()) {
                return true;
            }
            pause.of(BETWEEN_LOOKS);
        }
        return false;
    }

    /// Ends all passwords of a user but one.
    ///
    /// @throws CallException when that is not known to have happened
    void endOthers(String user, Secret live) {
        User found = users.find(user).orElseThrow(() -> new CallException("there is no user " + user));
        if (!found.active() || (found.passwords() != 1 && !users.replace(user, List.of(live)))) {
            throw new CallException("the user " + user + " is being modified");
        }
    }
}
