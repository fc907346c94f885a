package dev.nightshift.tls.reader;

import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.wire.ProbeException;
import dev.nightshift.tls.wire.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The server's records (RFC 8446 5), read for the handshake messages in them: few, and none too long.
final class Records {
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int ENCRYPTED = 23;
    private static final int HEADER_BYTES = 4;
    private static final int SHOWN = 120;
    private static final int LARGEST_RECORD = (1 << 14) + 2_048;
    private static final int LARGEST_MESSAGE = 512 * 1_024;
    // Ten thousand names fill 16; servers that send a few bytes in each have been seen.
    private static final int MOST_RECORDS = 2_000;
    // A whole handshake has a dozen.
    private static final int MOST_MESSAGES = 100;

    /// A handshake message.
    ///
    /// @param whole with its header
    record Message(int type, ByteBuffer whole) {
        ByteBuffer body() {
            return whole.slice(HEADER_BYTES, whole.limit() - HEADER_BYTES);
        }

        byte[] bytes() {
            return Bytes.rest(whole.duplicate());
        }
    }

    private final Wire wire;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private @Nullable RecordKey key;
    private int records;
    private int messages;

    Records(Wire wire) {
        this.wire = wire;
    }

    /// From here on records are encrypted.
    void decryptWith(RecordKey serverKey) throws ProbeException {
        if (pending.size() > 0) {
            throw malformed("a message that begins in the clear and ends encrypted");
        }
        key = serverKey;
    }

    /// The next message; it may span records, and a record may hold several.
    Message next() throws IOException, ProbeException {
        if (++messages > MOST_MESSAGES) {
            throw malformed("more than " + MOST_MESSAGES + " messages");
        }
        receive(HEADER_BYTES);
        int size = HEADER_BYTES + (ByteBuffer.wrap(pending.toByteArray()).getInt() & 0xff_ffff);
        if (size > LARGEST_MESSAGE) {
            throw malformed("a message of " + size + " bytes");
        }
        receive(size);
        byte[] received = pending.toByteArray();
        pending.reset();
        pending.write(received, size, received.length - size);
        return new Message(received[0] & 0xff, ByteBuffer.wrap(Arrays.copyOf(received, size)));
    }

    private void receive(int size) throws IOException, ProbeException {
        while (pending.size() < size) {
            pending.writeBytes(fragment());
        }
    }

    /// What the next record adds to the messages: nothing, if it holds something else.
    private byte[] fragment() throws IOException, ProbeException {
        if (++records > MOST_RECORDS) {
            throw malformed("more than " + MOST_RECORDS + " records");
        }
        byte[] type = wire.read(1);
        if (type[0] < CHANGE_CIPHER_SPEC || type[0] > ENCRYPTED) {
            throw notTls(type);
        }
        byte[] rest = wire.read(4);
        int length = (rest[2] & 0xff) << 8 | (rest[3] & 0xff);
        if (rest[0] != 3 || length > LARGEST_RECORD) {
            throw malformed("a record of version " + rest[0] + " with " + length + " bytes");
        }
        byte[] content = wire.read(length);
        return switch (type[0]) {
            // Sent for the sake of middleboxes; it means nothing (RFC 8446 D.4).
            case CHANGE_CIPHER_SPEC -> new byte[0];
            case ENCRYPTED -> decrypted(Bytes.concat(type, rest), content);
            default -> key == null || type[0] == ALERT ? content(type[0], content) : unencrypted();
        };
    }

    private byte[] decrypted(byte[] header, byte[] encrypted) throws ProbeException {
        if (key == null) {
            throw malformed("an encrypted record before the keys are agreed");
        }
        try {
            byte[] inner = key.decrypt(header, encrypted);
            int end = inner.length - 1;
            while (end > 0 && inner[end] == 0) {
                end--;
            }
            return end < 0 ? new byte[0] : content(inner[end], Arrays.copyOf(inner, end));
        } catch (GeneralSecurityException e) {
            throw malformed("a record that the agreed key does not decrypt");
        }
    }

    private static byte[] content(int type, byte[] content) throws ProbeException {
        if (type == HANDSHAKE) {
            return content;
        }
        if (type != ALERT) {
            throw malformed("a record of type " + type + " in the handshake");
        }
        if (content.length != 2) {
            throw malformed("an alert of " + content.length + " bytes");
        }
        // A warning is no end (unrecognized_name is sent so by old servers); close_notify is.
        if (content[0] == 1 && content[1] != 0) {
            return new byte[0];
        }
        throw new ProbeException(Fault.TLS_ALERT, TlsNumbers.alert(content[1] & 0xff));
    }

    private static byte[] unencrypted() throws ProbeException {
        throw malformed("a record in the clear after the keys were agreed");
    }

    private ProbeException notTls(byte[] begin) {
        byte[] more = wire.buffered(SHOWN);
        String said = new String(begin, StandardCharsets.ISO_8859_1) + new String(more, StandardCharsets.ISO_8859_1);
        return new ProbeException(Fault.NOT_TLS, "the server says: " + said);
    }

    private static ProbeException malformed(String text) {
        return new ProbeException(Fault.TLS_MALFORMED, text);
    }
}
