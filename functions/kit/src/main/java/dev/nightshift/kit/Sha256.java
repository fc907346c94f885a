package dev.nightshift.kit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/// SHA-256, of a text in UTF-8 or of bytes.
public final class Sha256 {
    private Sha256() {}

    /// 64 lower-case hexadecimal digits.
    public static String hex(String text) {
        return hex(bytes(text));
    }

    /// 64 lower-case hexadecimal digits.
    public static String hex(byte[] content) {
        return HexFormat.of().formatHex(digest(content));
    }

    /// Base64, as S3 writes checksums.
    public static String base64(String text) {
        return Base64.getEncoder().encodeToString(digest(bytes(text)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] digest(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            // Java Security Standard Algorithm Names: every platform has it.
            throw new IllegalStateException(e);
        }
    }
}
