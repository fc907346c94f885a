package dev.nightshift.tls.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A value in the distinguished encoding of ASN.1 (X.690), as far as LDAP's answer and certificates need it.
///
/// @param tag one byte: class, constructed bit and number
/// @param encoded all of it, with tag and length
public record Der(int tag, ByteBuffer content, ByteBuffer encoded) {
    public static final int OID = 0x06;
    public static final int SEQUENCE = 0x30;

    /// The values that stand one after the other.
    ///
    /// @throws IllegalArgumentException when the bytes are none
    public static List<Der> values(ByteBuffer bytes) {
        ByteBuffer left = bytes.slice();
        List<Der> values = new ArrayList<>();
        while (left.hasRemaining()) {
            int start = left.position();
            int tag = left.get() & 0xff;
            int length = length(left);
            if (length > left.remaining()) {
                throw new IllegalArgumentException("a value is longer than what holds it");
            }
            int end = left.position() + length;
            values.add(new Der(tag, left.slice(left.position(), length), left.slice(start, end - start)));
            left.position(end);
        }
        return values;
    }

    /// The first byte, as a small number.
    public int number() {
        return content.hasRemaining() ? content.get(0) : 0;
    }

    /// The bytes as text.
    public String text() {
        return StandardCharsets.UTF_8.decode(content.slice()).toString();
    }

    /// An object identifier as numbers with dots (X.690 8.19).
    public String oid() {
        StringBuilder text = new StringBuilder();
        long arc = 0;
        for (byte part : bytes()) {
            arc = arc << 7 | (part & 0x7f);
            if (part >= 0) {
                long root = Math.min(2, arc / 40);
                text.append(text.isEmpty() ? root + "." + (arc - 40 * root) : "." + arc);
                arc = 0;
            }
        }
        return text.toString();
    }

    /// A copy of the content.
    public byte[] bytes() {
        return copy(content);
    }

    /// A copy of all of it.
    public byte[] whole() {
        return copy(encoded);
    }

    /// The values inside this one.
    public List<Der> inside() {
        return values(content);
    }

    private static byte[] copy(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static int length(ByteBuffer left) {
        int first = next(left);
        if (first < 0x80) {
            return first;
        }
        int count = first & 0x7f;
        if (count == 0 || count > 3) {
            throw new IllegalArgumentException("a length of " + count + " bytes");
        }
        int length = 0;
        for (int i = 0; i < count; i++) {
            length = length << 8 | next(left);
        }
        return length;
    }

    private static int next(ByteBuffer left) {
        if (!left.hasRemaining()) {
            throw new IllegalArgumentException("a value ends before its length");
        }
        return left.get() & 0xff;
    }
}
