package dev.nightshift.rotator;

import dev.nightshift.kit.Sha256;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// One Redis server over a session that may change its users.
///
/// @param name as people know it, `cache.acme.example port 6379`
record RedisServer(String name, RedisConnection session) implements AutoCloseable {
    /// What a server keeps of a password, and takes instead of it: then no log and no MONITOR has it.
    static String hash(Secret password) {
        return Sha256.hex(password.reveal());
    }

    /// Why a user's password cannot be changed here so that a restart keeps it, as the end of a sentence.
    ///
    /// @param listed how many replicas the settings name
    Optional<String> unsafe(String user, int listed) throws IOException {
        Optional<RedisUser> known = RedisUser.of(session, user);
        if (known.isEmpty()) {
            return Optional.of("there is no user " + user);
        } else if (!known.get().on()) {
            return Optional.of("the user " + user + " is off");
        } else if (known.get().open()) {
            return Optional.of("the user " + user + " has nopass and takes every password: give it one, and resetpass");
        }
        Optional<String> unsaved = unsaved();
        return unsaved.isPresent() ? unsaved : unreached(listed);
    }

    // Users are not replicated: a client that reads from a replica logs in there.
    private Optional<String> unreached(int listed) throws IOException {
        String info = session.text("INFO", "replication");
        int replicas = info.lines()
                .filter(line -> line.startsWith("connected_slaves:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .sum();
        return replicas <= listed
                ? Optional.empty()
                : Optional.of("it has %d replicas, and Redis does not replicate users: name them all in replicas"
                        .formatted(replicas));
    }

    // What cannot be kept is found out before anything is changed.
    private Optional<String> unsaved() {
        try {
            save();
            return Optional.empty();
        } catch (RedisError e) {
            return Optional.of("its users cannot be saved, so that a restart would bring the old password back (%s):"
                            .formatted(e.code())
                    + " it needs an aclfile, or a configuration file that it may write, and the administrator"
                    + " +acl|save +config|get +config|rewrite");
        } catch (IOException e) {
            return Optional.of("it cannot be asked: " + reason(e));
        }
    }

    /// Lets the user log in with one more password, and with none of the others less. What cannot be saved is taken
    /// back.
    ///
    /// @return whether it is new
    boolean add(String user, Secret password) throws IOException {
        // A user that is not there would be made.
        RedisUser known = RedisUser.of(session, user).orElseThrow(() -> new RedisError("NOUSER"));
        boolean added = !known.hashes().contains(hash(password));
        session.call("ACL", "SETUSER", user, "#" + hash(password));
        try {
            save();
        } catch (RedisError e) {
            if (added) {
                takeBack(user, password);
            }
            throw e;
        }
        return added;
    }

    /// Ends a password that was just added.
    void takeBack(String user, Secret password) throws IOException {
        session.call("ACL", "SETUSER", user, "!" + hash(password));
    }

    /// Ends passwords, of those that the user has.
    ///
    /// @param live of which nothing is ended, whatever the others say
    /// @return how many others the user still has
    int remove(String user, List<Secret> passwords, Secret live) throws IOException {
        List<String> has = RedisUser.of(session, user).map(RedisUser::hashes).orElse(List.of());
        List<String> ended = passwords.stream()
                .map(RedisServer::hash)
                .distinct()
                .filter(one -> has.contains(one) && !one.equals(hash(live)))
                .toList();
        for (String one : ended) {
            session.call("ACL", "SETUSER", user, "!" + one);
        }
        // Also where nothing was ended: what an earlier run could not save.
        save();
        return has.size() - ended.size() - (has.contains(hash(live)) ? 1 : 0);
    }

    // With an aclfile CONFIG REWRITE answers OK and keeps no user.
    private void save() throws IOException {
        List<String> file = session.list("CONFIG", "GET", "aclfile");
        if (file.size() > 1 && !file.get(1).isEmpty()) {
            session.call("ACL", "SAVE");
        } else {
            session.call("CONFIG", "REWRITE");
        }
    }

    /// What went wrong, in words that repeat nothing that was sent.
    static String reason(IOException e) {
        return switch (e) {
            case RedisError error -> error.code() + meaning(error.code());
            // What the network and the certificates say names hosts, never a password.
            default -> e.getClass().getSimpleName() + ": " + e.getMessage();
        };
    }

    private static String meaning(String code) {
        return switch (code) {
            case "WRONGPASS" -> ": the password is wrong, or the user is off";
            case "NOPERM" -> ": the user lacks the right";
            case "NOUSER" -> ": there is no such user";
            case "LOADING" -> ": the server is starting up";
            case "READONLY" -> ": the server takes no writes: it may be a replica";
            case "ERR" -> ": the server does not take this command: it needs Redis 6 or newer";
            default -> "";
        };
    }

    @Override
    public void close() {
        session.close();
    }
}
