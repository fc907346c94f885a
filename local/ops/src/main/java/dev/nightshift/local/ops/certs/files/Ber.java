package dev.nightshift.local.ops.certs.files;

import dev.nightshift.tls.wire.Der;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/// Reads the basic encoding of ASN.1 (X.690 8.1.3.6), whose lengths may be left open, as browsers write PKCS #12 and
/// mail programs PKCS #7.
final class Ber {
    private static final int DEEPEST = 40;
    private static final int CONSTRUCTED = 0x20;
    private static final int OPEN = 0x80;

    private Ber() {}

    /// The first value.
    ///
    /// @throws IllegalArgumentException when it cannot be read
    static Der read(byte[] bytes) {
        ByteArrayOutputStream closed = new ByteArrayOutputStream(bytes.length);
        value(ByteBuffer.wrap(bytes), closed, 0);
        return Der.values(ByteBuffer.wrap(closed.toByteArray())).getFirst();
    }

    /// The bytes of a string, which may come in pieces.
    static byte[] octets(Der string) {
        if ((string.tag() & CONSTRUCTED) == 0) {
            return string.bytes();
        }
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        string.inside().forEach(piece -> pieces.writeBytes(octets(piece)));
        return pieces.toByteArray();
    }

    /// Copies the next value; what has a length is copied as it is, since somebody may have signed it.
    private static void value(ByteBuffer in, ByteArrayOutputStream out, int depth) {
        int start = in.position();
        int tag = next(in);
        int first = next(in);
        if (depth > DEEPEST || (tag & 0x1f) == 0x1f) {
            throw new IllegalArgumentException("nested too deeply, or a tag that is not used here");
        }
        if (first != OPEN) {
            int length = length(first, in);
            if (length > in.remaining()) {
                throw new IllegalArgumentException("it ends too early");
            }
            boolean whole = (tag & CONSTRUCTED) == 0;
            int end = in.position() + length;
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            while (!whole && in.position() < end) {
                value(in, content, depth + 1);
            }
            in.position(end);
            if (whole || content.size() == length) {
                byte[] unchanged = new byte[end - start];
                in.get(start, unchanged);
                out.writeBytes(unchanged);
            } else {
                write(tag, content.toByteArray(), out);
            }
            return;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        while (in.remaining() >= 2 && !(in.get(in.position()) == 0 && in.get(in.position() + 1) == 0)) {
            value(in, content, depth + 1);
        }
        next(in);
        next(in);
        write(tag, content.toByteArray(), out);
    }

    private static void write(int tag, byte[] content, ByteArrayOutputStream out) {
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            out.write(0x83);
            out.write(content.length >> 16);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
    }

    private static int length(int first, ByteBuffer in) {
        if (first < 0x80) {
            return first;
        }
        int count = first & 0x7f;
        if (count > 3) {
            throw new IllegalArgumentException("a length of " + count + " bytes");
        }
        int length = 0;
        for (int i = 0; i < count; i++) {
            length = length << 8 | next(in);
        }
        return length;
    }

    private static int next(ByteBuffer in) {
        if (!in.hasRemaining()) {
            throw new IllegalArgumentException("it ends too early");
        }
        return in.get() & 0xff;
    }
}
