package dev.nightshift.tls.reader;

import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.wire.ProbeException;
import dev.nightshift.tls.x509.AnyCertificate;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/// The certificates in a server's Certificate message.
record Certificates(List<X509Certificate> list) {
    // A chain has a few; the message is bounded too.
    private static final int MOST = 1_000;

    /// One after the other (RFC 5246 7.4.2).
    static Certificates ofTls12(ByteBuffer message) throws ProbeException {
        return read(message, false);
    }

    /// Each with extensions behind it, all behind a context (RFC 8446 4.4.2).
    static Certificates ofTls13(ByteBuffer message) throws ProbeException {
        try {
            Bytes.vector(1, message);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw malformed("a Certificate message that is too short");
        }
        return read(message, true);
    }

    private static Certificates read(ByteBuffer message, boolean extensions) throws ProbeException {
        List<byte[]> encoded = new ArrayList<>();
        try {
            if (Bytes.number(3, message) != message.remaining()) {
                throw malformed("a Certificate message whose length is wrong");
            }
            while (message.hasRemaining() && encoded.size() < MOST) {
                encoded.add(Bytes.rest(Bytes.vector(3, message)));
                if (extensions) {
                    Bytes.vector(2, message);
                }
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw malformed("a Certificate message that is too short");
        }
        if (encoded.isEmpty()) {
            throw malformed("an empty chain");
        }
        return new Certificates(parsed(encoded));
    }

    private static List<X509Certificate> parsed(List<byte[]> encoded) throws ProbeException {
        try {
            return AnyCertificate.chain(encoded);
        } catch (CertificateException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    private static ProbeException malformed(String text) {
        return new ProbeException(Fault.TLS_MALFORMED, text);
    }
}
