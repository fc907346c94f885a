package dev.nightshift.local.aws.data;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The users of a service that runs Redis, each with two passwords at most.
///
/// A change takes a while: until then the user is `modifying`, refuses another change, and its servers know the
/// passwords from before.
public final class CacheUsers {
    /// What is told of a change when the servers have it.
    @FunctionalInterface
    public interface Servers {
        /// Takes what a user logs in with.
        ///
        /// @param passwords all that the user has from now on
        void have(String user, List<String> passwords);
    }

    /// A user as the service describes it.
    ///
    /// @param open whether it needs no password
    record User(String id, String name, List<String> passwords, boolean open, Optional<Instant> modifyingUntil) {
        String status() {
            return modifyingUntil.isPresent() ? "modifying" : "active";
        }

        String authentication() {
            return open ? "no-password" : "password";
        }
    }

    private final InstantSource clock;
    private final Map<String, User> users = new LinkedHashMap<>();
    private Duration lasting = Duration.ofSeconds(12);
    private Servers servers = (user, passwords) -> {};

    CacheUsers(InstantSource clock) {
        this.clock = clock;
    }

    /// Makes a user that is active.
    ///
    /// @param passwords none for one that needs none
    public synchronized void user(String id, String name, String... passwords) {
        users.put(id, new User(id, name, List.of(passwords), passwords.length == 0, Optional.empty()));
    }

    /// Who is told of changes, and how long one takes.
    public synchronized void servers(Duration changeLasts, Servers told) {
        lasting = changeLasts;
        servers = told;
    }

    /// The passwords that a user was given last; the servers may not have them yet.
    public synchronized List<String> passwords(String id) {
        return Optional.ofNullable(users.get(id)).map(User::passwords).orElse(List.of());
    }

    /// A user as it is now.
    synchronized Optional<User> find(String id) {
        return Optional.ofNullable(users.computeIfPresent(id, (same, user) -> settled(user)));
    }

    private User settled(User user) {
        if (user.modifyingUntil()
                .filter(until -> !clock.instant().isBefore(until))
                .isEmpty()) {
            return user;
        }
        servers.have(user.name(), user.passwords());
        return new User(user.id(), user.name(), user.passwords(), user.open(), Optional.empty());
    }

    /// Replaces a user's passwords.
    ///
    /// @return the user, which is being modified; nothing if another change is under way
    synchronized Optional<User> replace(User user, List<String> passwords) {
        if (user.modifyingUntil().isPresent()) {
            return Optional.empty();
        }
        Instant until = clock.instant().plus(lasting);
        User changed = new User(user.id(), user.name(), new ArrayList<>(passwords), false, Optional.of(until));
        users.put(user.id(), changed);
        return Optional.of(changed);
    }

    /// Whether the service takes these passwords: ModifyUser, Amazon ElastiCache API Reference.
    static boolean isFit(List<String> passwords) {
        return !passwords.isEmpty()
                && passwords.size() <= 2
                && passwords.stream().allMatch(one -> one.length() >= 16 && one.length() <= 128);
    }
}
