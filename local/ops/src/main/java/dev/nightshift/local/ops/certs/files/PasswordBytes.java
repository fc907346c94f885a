package dev.nightshift.local.ops.certs.files;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/// Keys from passwords as PKCS #12 has them (RFC 7292 B). The JDK's own refuse what is not ASCII.
final class PasswordBytes {
    private PasswordBytes() {}

    /// The password as bytes. Programs differ in whether the empty one has an end.
    static List<byte[]> spellings(String password) {
        byte[] ended = (password + "\0").getBytes(StandardCharsets.UTF_16BE);
        return password.isEmpty() ? List.of(ended, new byte[0]) : List.of(ended);
    }

    /// @param purpose 1 for a key, 2 for an initialization vector, 3 for a MAC
    static byte[] derive(String hash, int purpose, byte[] password, byte[] salt, int iterations, int bytes)
            throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance(hash.replace("SHA", "SHA-"));
        int block = digest.getDigestLength() > 32 ? 128 : 64;
        byte[] begin = new byte[block];
        Arrays.fill(begin, (byte) purpose);
        byte[] input = join(repeated(salt, block), repeated(password, block));
        byte[] derived = new byte[0];
        while (derived.length < bytes) {
            byte[] round = digest.digest(join(begin, input));
            for (int i = 1; i < iterations; i++) {
                round = digest.digest(round);
            }
            derived = join(derived, round);
            BigInteger more = new BigInteger(1, stretched(round, block)).add(BigInteger.ONE);
            for (int at = 0; at < input.length; at += block) {
                BigInteger sum = new BigInteger(1, Arrays.copyOfRange(input, at, at + block)).add(more);
                byte[] all = sum.toByteArray();
                byte[] last = new byte[block];
                int kept = Math.min(block, all.length);
                System.arraycopy(all, all.length - kept, last, block - kept, kept);
                System.arraycopy(last, 0, input, at, block);
            }
        }
        return Arrays.copyOf(derived, bytes);
    }

    static byte[] join(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /// As often as it takes to fill whole blocks.
    private static byte[] repeated(byte[] bytes, int block) {
        return stretched(bytes, (bytes.length + block - 1) / block * block);
    }

    private static byte[] stretched(byte[] bytes, int length) {
        byte[] filled = new byte[length];
        for (int i = 0; i < length; i++) {
            filled[i] = bytes[i % bytes.length];
        }
        return filled;
    }
}
