package dev.nightshift.tls.reader;

import dev.nightshift.tls.wire.ProbeException;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// The group of a key exchange, which the JDK does not tell, from what a server said in the clear.
public final class AgreedGroup {
    private static final int HANDSHAKE = 22;
    private static final int SERVER_KEY_EXCHANGE = 12;

    private AgreedGroup() {}

    /// Its name in IANA's registry, or the size of one that has none; empty where there is none, or where it came too
    /// late.
    ///
    /// @param heard the beginning of what the server said
    /// @param suite by its name, which says how keys are exchanged up to TLS 1.2
    public static String in(byte[] heard, String suite) {
        ByteBuffer messages = ByteBuffer.wrap(handshake(ByteBuffer.wrap(heard)));
        try {
            while (messages.remaining() > 4) {
                int type = messages.get() & 0xff;
                int length = Bytes.number(3, messages);
                ByteBuffer body = messages.slice(messages.position(), length);
                messages.position(messages.position() + length);
                if (type == ServerHello.TYPE) {
                    ByteBuffer share = ServerHello.of(body).keyShare();
                    if (share.remaining() >= 2) {
                        return TlsNumbers.group(Bytes.number(2, share));
                    }
                } else if (type == SERVER_KEY_EXCHANGE) {
                    return KeyExchange.of(suite, body).group();
                }
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException | ProbeException e) {
            // It was not kept whole.
        }
        return "";
    }

    /// The messages of the handshake up to the first record that is none, or is not whole.
    private static byte[] handshake(ByteBuffer heard) {
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        while (heard.remaining() > 5 && heard.get(heard.position()) == HANDSHAKE) {
            int length = (heard.get(heard.position() + 3) & 0xff) << 8 | (heard.get(heard.position() + 4) & 0xff);
            heard.position(heard.position() + 5);
            byte[] fragment = new byte[Math.min(length, heard.remaining())];
            heard.get(fragment);
            messages.writeBytes(fragment);
        }
        return messages.toByteArray();
    }
}
