package dev.nightshift.tls.reader;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/// The groups in which the reader agrees on keys in TLS 1.3 (IANA, "TLS Supported Groups"), as it prefers them.
enum Group {
    X25519(0x001d, "x25519"),
    SECP256R1(0x0017, "secp256r1"),
    SECP384R1(0x0018, "secp384r1"),
    SECP521R1(0x0019, "secp521r1"),
    X448(0x001e, "x448"),
    X25519_MLKEM768(0x11ec, "X25519MLKEM768"),
    SECP256R1_MLKEM768(0x11eb, "SecP256r1MLKEM768"),
    SECP384R1_MLKEM1024(0x11ed, "SecP384r1MLKEM1024"),
    MLKEM512(0x0200, "MLKEM512"),
    MLKEM768(0x0201, "MLKEM768"),
    MLKEM1024(0x0202, "MLKEM1024"),
    BRAINPOOL_P256R1(0x001f, "brainpoolP256r1tls13"),
    BRAINPOOL_P384R1(0x0020, "brainpoolP384r1tls13"),
    BRAINPOOL_P512R1(0x0021, "brainpoolP512r1tls13"),
    FFDHE2048(0x0100, "ffdhe2048"),
    FFDHE3072(0x0101, "ffdhe3072"),
    FFDHE4096(0x0102, "ffdhe4096"),
    FFDHE6144(0x0103, "ffdhe6144"),
    FFDHE8192(0x0104, "ffdhe8192");

    final int number;
    final String title;

    Group(int number, String title) {
        this.number = number;
        this.title = title;
    }

    static Optional<Group> of(int number) {
        return Arrays.stream(values()).filter(group -> group.number == number).findFirst();
    }

    KeyShare newShare(Random random) {
        return switch (this) {
            case X25519 -> JdkShare.xdh("X25519", 32);
            case SECP256R1 -> JdkShare.ec("secp256r1", 65);
            case SECP384R1 -> JdkShare.ec("secp384r1", 97);
            case SECP521R1 -> JdkShare.ec("secp521r1", 133);
            case X448 -> JdkShare.xdh("X448", 56);
            case X25519_MLKEM768 -> new KeyShare.Hybrid(mlKem768(), JdkShare.xdh("X25519", 32));
            case SECP256R1_MLKEM768 -> new KeyShare.Hybrid(JdkShare.ec("secp256r1", 65), mlKem768());
            case SECP384R1_MLKEM1024 -> new KeyShare.Hybrid(JdkShare.ec("secp384r1", 97), mlKem1024());
            case MLKEM512 -> JdkShare.mlKem("ML-KEM-512", 800, 768);
            case MLKEM768 -> mlKem768();
            case MLKEM1024 -> mlKem1024();
            case BRAINPOOL_P256R1 -> PrimeCurveShare.of("brainpoolP256r1", random);
            case BRAINPOOL_P384R1 -> PrimeCurveShare.of("brainpoolP384r1", random);
            case BRAINPOOL_P512R1 -> PrimeCurveShare.of("brainpoolP512r1", random);
            case FFDHE2048 -> FiniteFieldShare.of(2048, 560_316, random);
            case FFDHE3072 -> FiniteFieldShare.of(3072, 2_625_351, random);
            case FFDHE4096 -> FiniteFieldShare.of(4096, 5_736_041, random);
            case FFDHE6144 -> FiniteFieldShare.of(6144, 15_705_020, random);
            case FFDHE8192 -> FiniteFieldShare.of(8192, 10_965_728, random);
        };
    }

    private static KeyShare mlKem768() {
        return JdkShare.mlKem("ML-KEM-768", 1184, 1088);
    }

    private static KeyShare mlKem1024() {
        return JdkShare.mlKem("ML-KEM-1024", 1568, 1568);
    }
}
