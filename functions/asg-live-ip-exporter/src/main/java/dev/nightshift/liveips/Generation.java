package dev.nightshift.liveips;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Names a text by its content: equal texts are one generation, wherever they lie. (An ETag would not do: under SSE-KMS
/// it is no digest of the content. *Checking object integrity*, Amazon S3 user guide.)
final class Generation {
    private Generation() {}

    /// SHA-256 in hexadecimal.
    static String of(String body) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
