package dev.nightshift.tls.reader;

import java.util.Arrays;
import java.util.Optional;

/// The cipher suites of TLS 1.3 (RFC 8446 B.4), as the reader prefers them.
enum Suite {
    TLS_AES_128_GCM_SHA256(0x1301, "SHA256", 16),
    TLS_AES_256_GCM_SHA384(0x1302, "SHA384", 32),
    TLS_CHACHA20_POLY1305_SHA256(0x1303, "SHA256", 32),
    TLS_AES_128_CCM_SHA256(0x1304, "SHA256", 16),
    TLS_AES_128_CCM_8_SHA256(0x1305, "SHA256", 16);

    final int number;
    final int keyBytes;
    private final String hash;

    Suite(int number, String hash, int keyBytes) {
        this.number = number;
        this.hash = hash;
        this.keyBytes = keyBytes;
    }

    static Optional<Suite> of(int number) {
        return Arrays.stream(values()).filter(suite -> suite.number == number).findFirst();
    }

    String digest() {
        return hash.replace("SHA", "SHA-");
    }

    String kdf() {
        return "HKDF-" + hash;
    }
}
