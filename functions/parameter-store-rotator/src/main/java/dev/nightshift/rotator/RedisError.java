package dev.nightshift.rotator;

import java.io.IOException;

/// What a Redis server refuses. Of its text only the code is kept: the rest may repeat what was sent.
final class RedisError extends IOException {
    private static final long serialVersionUID = 1;

    /// @param text the server's
    RedisError(String text) {
        super(text.split(" ", 2)[0].replaceAll("[^A-Z]", ""));
    }

    /// The first word, `WRONGPASS`, `NOPERM`, `ERR`.
    String code() {
        return String.valueOf(getMessage());
    }
}
