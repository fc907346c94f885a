package dev.nightshift.tls.reader;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-CCM (RFC 3610), which the JDK lacks: decryption alone, for nonces of 12 bytes.
///
/// For the reader and nothing else: its keys protect only what the server shows to everyone.
final class Ccm {
    private static final int BLOCK = 16;
    // 15 bytes without the nonce's 12.
    private static final int LENGTH_BYTES = 3;

    private Ccm() {}

    /// @param header authenticated and not encrypted; fewer than 65,280 bytes
    /// @param encrypted with the tag behind it
    static byte[] decrypt(byte[] key, byte[] nonce, byte[] header, byte[] encrypted, int tagBytes)
            throws GeneralSecurityException {
        int length = encrypted.length - tagBytes;
        if (length < 0) {
            throw new AEADBadTagException("a record that is shorter than its tag");
        }
        byte[] tag = Arrays.copyOfRange(encrypted, length, encrypted.length);
        // The first block of the key stream belongs to the tag.
        byte[] stream = Bytes.concat(Arrays.copyOf(tag, BLOCK), Arrays.copyOf(encrypted, length));
        byte[] counter = Bytes.concat(new byte[] {LENGTH_BYTES - 1}, nonce, new byte[LENGTH_BYTES]);
        byte[] plain = cipher("AES/CTR/NoPadding", key, counter, stream);
        byte[] content = Arrays.copyOfRange(plain, BLOCK, plain.length);
        byte[] authenticated = authenticate(key, nonce, header, content, tagBytes);
        if (!MessageDigest.isEqual(Arrays.copyOf(plain, tagBytes), authenticated)) {
            throw new AEADBadTagException("the tag is wrong");
        }
        return content;
    }

    private static byte[] authenticate(byte[] key, byte[] nonce, byte[] header, byte[] content, int tagBytes)
            throws GeneralSecurityException {
        int flags = 0x40 | ((tagBytes - 2) / 2) << 3 | (LENGTH_BYTES - 1);
        byte[] blocks = Bytes.concat(
                new byte[] {(byte) flags},
                nonce,
                Bytes.number(LENGTH_BYTES, content.length),
                padded(Bytes.sized(2, header)),
                padded(content));
        byte[] chained = cipher("AES/CBC/NoPadding", key, new byte[BLOCK], blocks);
        return Arrays.copyOfRange(chained, chained.length - BLOCK, chained.length - BLOCK + tagBytes);
    }

    private static byte[] padded(byte[] bytes) {
        return Arrays.copyOf(bytes, (bytes.length + BLOCK - 1) / BLOCK * BLOCK);
    }

    private static byte[] cipher(String transformation, byte[] key, byte[] iv, byte[] content)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(transformation);
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        return cipher.doFinal(content);
    }
}
