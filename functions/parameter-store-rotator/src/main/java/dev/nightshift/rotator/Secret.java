package dev.nightshift.rotator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// A value that nobody may see: it is no record, and writes itself as `(secret)` into any text.
///
/// Its length and its digest tell something too and are in no text either.
final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    static Secret of(String value) {
        return new Secret(value);
    }

    /// The plain text: for the wire to the target and to Parameter Store, and for nothing else.
    String reveal() {
        return value;
    }

    /// Whether both hold the same text, in a time that tells nothing of where they differ.
    boolean sameAs(Secret other) {
        return MessageDigest.isEqual(bytes(), other.bytes());
    }

    /// Whether it takes no more than so many bytes of UTF-8.
    boolean fits(int maxBytes) {
        return bytes().length <= maxBytes;
    }

    @Override
    public String toString() {
        return "(secret)";
    }

    private byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
