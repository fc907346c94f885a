package dev.nightshift.local.aws.wire;

import java.nio.charset.StandardCharsets;

/// Bodies as texts with one character for each byte, so that they travel with the other parameters and fields.
public final class Octets {
    private Octets() {}

    static String of(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    public static String ofUtf8(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] bytes(String octets) {
        return octets.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static String utf8(String octets) {
        return new String(bytes(octets), StandardCharsets.UTF_8);
    }
}
