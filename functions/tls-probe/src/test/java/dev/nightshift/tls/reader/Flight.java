package dev.nightshift.tls.reader;

import java.io.ByteArrayOutputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;

/// Writes what a server of TLS up to 1.2 says first, right or wrong.
public final class Flight {
    private Flight() {}

    /// All of it in one record each.
    public static byte[] of(int version, int suite, X509Certificate... chain) {
        return bytes(record(22, hello(version, suite)), record(22, certificate(chain)));
    }

    public static byte[] hello(int version, int suite) {
        return message(2, bytes(number(2, version), new byte[32], new byte[] {0}, number(2, suite), new byte[] {0}));
    }

    public static byte[] certificate(X509Certificate... chain) {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        for (X509Certificate certificate : chain) {
            try {
                list.writeBytes(sized(3, certificate.getEncoded()));
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException(e);
            }
        }
        return message(11, sized(3, list.toByteArray()));
    }

    public static byte[] message(int type, byte[] body) {
        return bytes(new byte[] {(byte) type}, sized(3, body));
    }

    public static byte[] record(int type, byte[] content) {
        return bytes(new byte[] {(byte) type, 3, 1}, sized(2, content));
    }

    /// The content in records of so many bytes.
    public static byte[] records(int size, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0; from < content.length; from += size) {
            out.writeBytes(record(22, Arrays.copyOfRange(content, from, Math.min(content.length, from + size))));
        }
        return out.toByteArray();
    }

    public static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    public static byte[] bytes(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] sized(int lengthBytes, byte[] content) {
        return bytes(number(lengthBytes, content.length), content);
    }

    private static byte[] number(int bytes, int value) {
        byte[] out = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            out[i] = (byte) (value >>> (8 * (bytes - 1 - i)));
        }
        return out;
    }
}
