package dev.nightshift.local.aws.wire;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.CRC32;

/// The checksums that S3 is asked for here. Source: Checking object integrity in Amazon S3, Amazon S3 User Guide.
public enum Checksum {
    MD5 {
        @Override
        public byte[] of(String octets) {
            return digest("MD5", octets);
        }
    },
    SHA256 {
        @Override
        public byte[] of(String octets) {
            return digest("SHA-256", octets);
        }
    },
    CRC32 {
        @Override
        public byte[] of(String octets) {
            CRC32 sum = new CRC32();
            sum.update(Octets.bytes(octets));
            return ByteBuffer.allocate(Integer.BYTES)
                    .putInt((int) sum.getValue())
                    .array();
        }
    };

    public abstract byte[] of(String octets);

    public String base64(String octets) {
        return Base64.getEncoder().encodeToString(of(octets));
    }

    private static byte[] digest(String algorithm, String octets) {
        try {
            return MessageDigest.getInstance(algorithm).digest(Octets.bytes(octets));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
