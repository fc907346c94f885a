package dev.nightshift.tls.reader;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.PublicKey;

/// The server's key in a handshake of TLS 1.2, which it signs (RFC 5246 7.4.3, RFC 8422 5.4).
///
/// @param group by its name in IANA's registry; empty where there is none
/// @param parameters the group and the key, which are signed
/// @param signed the scheme and the signature; empty where there is none
record KeyExchange(String group, ByteBuffer parameters, ByteBuffer signed) {
    static final KeyExchange NONE = new KeyExchange("", ByteBuffer.allocate(0), ByteBuffer.allocate(0));

    private static final int NAMED_CURVE = 3;

    /// @param suite by its name, which says how keys are exchanged
    static KeyExchange of(String suite, ByteBuffer body) {
        ByteBuffer all = body.slice();
        int start = body.position();
        try {
            String group = "";
            if (suite.startsWith("TLS_ECDHE_")) {
                if (Bytes.number(1, body) != NAMED_CURVE) {
                    return NONE;
                }
                group = TlsNumbers.group(Bytes.number(2, body));
                Bytes.vector(1, body);
            } else if (suite.startsWith("TLS_DHE_")) {
                group = "DH of " + 8 * Bytes.vector(2, body).remaining() + " bits";
                Bytes.vector(2, body);
                Bytes.vector(2, body);
            } else {
                return NONE;
            }
            int border = body.position() - start;
            return new KeyExchange(group, all.slice(0, border), body.slice());
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            return NONE;
        }
    }

    /// Whether the server holds the key.
    ///
    /// @param nonces the client's and the server's
    Possession possession(PublicKey key, byte[] nonces) {
        return !signed.hasRemaining()
                ? new Possession.Unknown("its key exchange cannot be read")
                : Possession.byServer(
                        key, signed.duplicate(), Bytes.concat(nonces, Bytes.rest(parameters.duplicate())));
    }
}
