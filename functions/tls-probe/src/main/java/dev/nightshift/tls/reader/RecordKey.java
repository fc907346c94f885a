package dev.nightshift.tls.reader;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Decrypts the records of one side, one after the other (RFC 8446 5.2, 5.3).
final class RecordKey {
    private static final int TAG_BITS = 128;

    private final Suite suite;
    private final byte[] key;
    private final byte[] iv;
    private long sequence;

    RecordKey(Suite suite, byte[] key, byte[] iv) {
        this.suite = suite;
        this.key = key;
        this.iv = iv;
    }

    /// The content of the next record, its type and its padding.
    ///
    /// @throws GeneralSecurityException when it was not encrypted with this key
    byte[] decrypt(byte[] header, byte[] encrypted) throws GeneralSecurityException {
        byte[] nonce = nonce();
        return switch (suite) {
            case TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384 -> {
                Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
                cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
                yield finish(cipher, header, encrypted);
            }
            case TLS_CHACHA20_POLY1305_SHA256 -> {
                Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
                cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce));
                yield finish(cipher, header, encrypted);
            }
            case TLS_AES_128_CCM_SHA256 -> Ccm.decrypt(key, nonce, header, encrypted, 16);
            case TLS_AES_128_CCM_8_SHA256 -> Ccm.decrypt(key, nonce, header, encrypted, 8);
        };
    }

    private static byte[] finish(Cipher cipher, byte[] header, byte[] encrypted) throws GeneralSecurityException {
        cipher.updateAAD(header);
        return cipher.doFinal(encrypted);
    }

    byte[] key() {
        return key.clone();
    }

    /// The nonce of the next record, each but once.
    byte[] nonce() {
        byte[] nonce = Arrays.copyOf(iv, iv.length);
        for (int i = 0; i < Long.BYTES; i++) {
            nonce[iv.length - 1 - i] ^= (byte) (sequence >>> (8 * i));
        }
        sequence++;
        return nonce;
    }
}
