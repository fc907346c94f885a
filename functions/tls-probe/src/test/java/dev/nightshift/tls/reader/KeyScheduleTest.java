package dev.nightshift.tls.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeyScheduleTest {
    /// The figures of RFC 8448 3, "Simple 1-RTT Handshake".
    @Test
    void theServersKeysAreThoseOfTheExample() throws Exception {
        byte[] shared = hex("8bd4054fb55b9d63fdfbacf9f04b9f0d35e6d63f537563efd46272900f89492d");
        byte[] hash = hex("860c06edc07858ee8e78f0e7428c58edd6b43f2ca3e6e95f02ed063cf0e1cad8");

        RecordKey key = new KeySchedule(Suite.TLS_AES_128_GCM_SHA256).serverHandshake(shared, hash);

        assertThat(key.key()).isEqualTo(hex("3fce516009c21727d0f2e4e86ee403bc"));
        assertThat(key.nonce()).isEqualTo(hex("5d313eb2671276ee13000b30"));
        assertThat(key.nonce()).isEqualTo(hex("5d313eb2671276ee13000b31"));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
