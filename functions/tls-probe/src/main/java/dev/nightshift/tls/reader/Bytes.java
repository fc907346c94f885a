package dev.nightshift.tls.reader;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/// The vectors of TLS (RFC 8446 3.4): content behind its length.
final class Bytes {
    private Bytes() {}

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /// A number, the most significant byte first.
    static byte[] number(int bytes, int value) {
        byte[] out = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            out[i] = (byte) (value >>> (8 * (bytes - 1 - i)));
        }
        return out;
    }

    /// The content behind a length of so many bytes.
    static byte[] sized(int lengthBytes, byte[] content) {
        return concat(number(lengthBytes, content.length), content);
    }

    /// Reads a number.
    ///
    /// @throws java.nio.BufferUnderflowException when there is less
    static int number(int bytes, ByteBuffer from) {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | (from.get() & 0xff);
        }
        return value;
    }

    /// Reads a vector; its bytes are not copied.
    ///
    /// @throws IndexOutOfBoundsException or java.nio.BufferUnderflowException when there is less
    static ByteBuffer vector(int lengthBytes, ByteBuffer from) {
        int length = number(lengthBytes, from);
        ByteBuffer content = from.slice(from.position(), length);
        from.position(from.position() + length);
        return content;
    }

    static byte[] rest(ByteBuffer from) {
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        return bytes;
    }
}
