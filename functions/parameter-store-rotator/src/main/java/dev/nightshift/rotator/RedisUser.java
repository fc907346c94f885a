package dev.nightshift.rotator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A user of a Redis server as `ACL GETUSER` tells it, in Redis 6 and 7.
///
/// @param on whether it may log in
/// @param open whether it needs no password
/// @param hashes SHA-256 of its passwords in hexadecimal
record RedisUser(boolean on, boolean open, List<String> hashes) {
    static Optional<RedisUser> of(RedisConnection server, String name) throws IOException {
        if (!(server.call("ACL", "GETUSER", name) instanceof List<?> fields)) {
            return Optional.empty();
        }
        Map<String, List<String>> lists = new HashMap<>();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            if (fields.get(i + 1) instanceof List<?> items) {
                List<String> texts = new ArrayList<>();
                items.forEach(item -> texts.add(String.valueOf(item)));
                lists.put(String.valueOf(fields.get(i)), texts);
            }
        }
        List<String> flags = lists.getOrDefault("flags", List.of());
        return Optional.of(new RedisUser(
                flags.contains("on"), flags.contains("nopass"), lists.getOrDefault("passwords", List.of())));
    }
}
