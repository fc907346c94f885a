package dev.nightshift.tls.dane;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// An answer of a resolver (RFC 1035 4).
///
/// @param code of the response (RFC 1035 4.1.1, RCODE)
/// @param authentic whether the resolver says that it has validated all of it (RFC 4035 3.2.3, AD)
/// @param truncated whether it is to be asked for over TCP
/// @param answers of the answer section
record DnsMessage(int code, boolean authentic, boolean truncated, List<Answer> answers) {
    static final int NO_ERROR = 0;
    static final int SERVER_FAILURE = 2;
    static final int NO_SUCH_NAME = 3;
    static final int A = 1;
    static final int CNAME = 5;
    static final int TLSA = 52;

    // The largest answer that is not fragmented on the way (DNS Flag Day 2020).
    private static final int LARGEST_DATAGRAM = 1_232;
    private static final int OPT = 41;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int AUTHENTIC_DATA = 0x0020;
    private static final int DNSSEC_OK = 0x8000;
    private static final int INTERNET = 1;
    private static final int MOST_POINTERS = 64;
    private static final int LONGEST_NAME = 255;

    /// A record.
    ///
    /// @param owner its name in lower case, without the last dot
    /// @param target the name in it, of a CNAME
    record Answer(String owner, int type, ByteBuffer data, Optional<String> target) {}

    /// A question to a resolver, which asks for its validation too (RFC 6840 5.7, RFC 3225).
    static byte[] question(int id, String name, int type) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int word : new int[] {id, RECURSION_DESIRED | AUTHENTIC_DATA, 1, 0, 0, 1}) {
            word(out, word);
        }
        for (String label : name.split("\\.", -1)) {
            byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
            out.write(bytes.length);
            out.writeBytes(bytes);
        }
        out.write(0);
        for (int word : new int[] {type, INTERNET}) {
            word(out, word);
        }
        // The root, and a record whose class is a size and whose lifetime is flags (RFC 6891 6.1.2).
        out.write(0);
        for (int word : new int[] {OPT, LARGEST_DATAGRAM, 0, DNSSEC_OK, 0}) {
            word(out, word);
        }
        return out.toByteArray();
    }

    /// The answer to a question; nothing if it is one to another.
    ///
    /// @throws IllegalArgumentException when it is malformed
    static Optional<DnsMessage> read(ByteBuffer message, int id, String name, int type) {
        try {
            int answeredId = word(message);
            int flags = word(message);
            int questions = word(message);
            int count = word(message);
            message.position(message.position() + 4);
            boolean response = (flags & 0x8000) != 0;
            if (answeredId != id || !response || questions > 1) {
                return Optional.empty();
            }
            if (questions == 1) {
                String asked = name(message);
                int askedType = word(message);
                int askedClass = word(message);
                if (!asked.equals(name) || askedType != type || askedClass != INTERNET) {
                    return Optional.empty();
                }
            }
            boolean truncated = (flags & 0x0200) != 0;
            List<Answer> answers = new ArrayList<>();
            for (int i = 0; i < count && !truncated; i++) {
                answers.add(answer(message));
            }
            return Optional.of(new DnsMessage(flags & 0xf, (flags & AUTHENTIC_DATA) != 0, truncated, answers));
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IllegalArgumentException("a malformed answer", e);
        }
    }

    private static Answer answer(ByteBuffer message) {
        String owner = name(message);
        int type = word(message);
        message.position(message.position() + 6);
        int length = word(message);
        int end = message.position() + length;
        ByteBuffer data = message.slice(message.position(), length).asReadOnlyBuffer();
        Optional<String> target = type == CNAME ? Optional.of(name(message)) : Optional.empty();
        message.position(end);
        return new Answer(owner, type, data, target);
    }

    /// A name in lower case; a dot inside a label is written as in RFC 1035 5.1.
    private static String name(ByteBuffer message) {
        StringBuilder name = new StringBuilder();
        int after = -1;
        int pointers = 0;
        while (true) {
            int length = Byte.toUnsignedInt(message.get());
            if (length == 0) {
                break;
            } else if (length >= 0xc0) {
                int place = (length & 0x3f) << 8 | Byte.toUnsignedInt(message.get());
                after = after < 0 ? message.position() : after;
                if (++pointers > MOST_POINTERS) {
                    throw new IllegalArgumentException("a name in a circle");
                }
                message.position(place);
            } else {
                byte[] label = new byte[length];
                message.get(label);
                name.append(name.isEmpty() ? "" : ".")
                        .append(new String(label, StandardCharsets.ISO_8859_1).replace(".", "\\."));
                if (length > 63 || name.length() > 2 * LONGEST_NAME) {
                    throw new IllegalArgumentException("a name that is too long");
                }
            }
        }
        if (after >= 0) {
            message.position(after);
        }
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private static int word(ByteBuffer message) {
        return Short.toUnsignedInt(message.getShort());
    }

    private static void word(ByteArrayOutputStream out, int word) {
        out.write(word >> 8);
        out.write(word);
    }
}
