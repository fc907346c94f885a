package dev.nightshift.kit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/// SHA-256 of a text in UTF-8.
public final class Sha256 {
    private Sha256() {}

    /// 64 lower-case hexadecimal digits.
    public static String hex(String text) {
        return HexFormat.of().formatHex(digest(text));
    }

    /// Base64, as S3 writes checksums.
    public static String base64(String text) {
        return Base64.getEncoder().encodeToString(digest(text));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            // Java Security Standard Algorithm Names: every platform has it.
            throw new IllegalStateException(e);
        }
    }
}
