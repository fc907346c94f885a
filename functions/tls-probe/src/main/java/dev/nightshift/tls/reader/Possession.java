package dev.nightshift.tls.reader;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;

/// Whether the server was seen to hold the key of its certificate.
public sealed interface Possession {
    /// It signed this very handshake.
    record Proved() implements Possession {}

    /// It signed this handshake, with what cannot be checked here.
    record Unchecked(String reason) implements Possession {}

    /// It signed nothing.
    record Unknown(String reason) implements Possession {}

    /// What it signed was not signed with that key.
    record Refuted(String reason) implements Possession {}

    /// In TLS 1.3: the signature over the handshake so far (RFC 8446 4.4.3).
    ///
    /// @param hash of all messages up to the certificate
    static Possession byServer13(PublicKey key, ByteBuffer certificateVerify, byte[] hash) {
        byte[] content = Bytes.concat(
                " ".repeat(64).getBytes(StandardCharsets.US_ASCII),
                "TLS 1.3, server CertificateVerify".getBytes(StandardCharsets.US_ASCII),
                new byte[1],
                hash);
        return byServer(key, certificateVerify, content);
    }

    /// Checks what it signed.
    ///
    /// @param signed a scheme, and a signature behind its length
    static Possession byServer(PublicKey key, ByteBuffer signed, byte[] content) {
        int number = 0;
        try {
            number = Bytes.number(2, signed);
            byte[] signature = Bytes.rest(Bytes.vector(2, signed));
            return SignatureScheme.verifies(number, key, content, signature)
                    ? new Proved()
                    : new Refuted("the signature is not by the certificate's key");
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            return new Refuted("the signature is cut off");
        } catch (GeneralSecurityException | RuntimeException e) {
            // Also whatever a strange key or signature makes the JDK throw.
            return new Unchecked("scheme 0x%04x: %s".formatted(number, e.getMessage()));
        }
    }
}
