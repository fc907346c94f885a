package dev.nightshift.tls.reader;

import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.wire.ProbeException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// A server's first message: what it chose of a client's offers (RFC 5246 7.4.1.3, RFC 8446 4.1.3).
///
/// @param random which has a fixed value in a HelloRetryRequest
/// @param extensions by their numbers
record ServerHello(int version, ByteBuffer random, int suite, Map<Integer, byte[]> extensions) {
    static final int TYPE = 2;
    static final ServerHello NONE = new ServerHello(0, ByteBuffer.allocate(0), 0, Map.of());

    private static final int TLS_1_3 = 0x0304;
    private static final int SUPPORTED_VERSIONS = 43;
    private static final int COOKIE = 44;
    private static final int KEY_SHARE = 51;
    private static final int RANDOM_BYTES = 32;
    // The SHA-256 of "HelloRetryRequest".
    private static final ByteBuffer RETRY = ByteBuffer.wrap(
            HexFormat.of().parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c"));

    static ServerHello of(ByteBuffer body) throws ProbeException {
        try {
            int version = Bytes.number(2, body);
            ByteBuffer random = body.slice(body.position(), RANDOM_BYTES);
            body.position(body.position() + RANDOM_BYTES);
            Bytes.vector(1, body);
            int suite = Bytes.number(2, body);
            Map<Integer, byte[]> extensions = body.remaining() > 2 ? extensions(body) : Map.of();
            byte[] chosen = extensions.get(SUPPORTED_VERSIONS);
            return new ServerHello(
                    chosen == null ? version : Bytes.number(2, ByteBuffer.wrap(chosen)), random, suite, extensions);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new ProbeException(Fault.TLS_MALFORMED, "a ServerHello that is too short");
        }
    }

    boolean isTls13() {
        return version == TLS_1_3;
    }

    /// Whether it asks for another ClientHello.
    boolean isRetry() {
        return random.equals(RETRY);
    }

    /// The group, and behind it the server's key unless this asks for another ClientHello; empty if it says nothing.
    ByteBuffer keyShare() {
        return ByteBuffer.wrap(extensions.getOrDefault(KEY_SHARE, new byte[0]));
    }

    /// To be repeated in the next ClientHello, with its length before it; empty if there is none.
    ByteBuffer cookie() {
        return ByteBuffer.wrap(extensions.getOrDefault(COOKIE, new byte[0]));
    }

    private static Map<Integer, byte[]> extensions(ByteBuffer body) {
        Map<Integer, byte[]> extensions = new HashMap<>();
        // The compression method is over with TLS 1.2.
        Bytes.number(1, body);
        ByteBuffer list = Bytes.vector(2, body);
        while (list.hasRemaining()) {
            extensions.put(Bytes.number(2, list), Bytes.rest(Bytes.vector(2, list)));
        }
        return extensions;
    }
}
