package dev.nightshift.tls.reader;

import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.wire.ProbeException;
import dev.nightshift.tls.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Reads what a server up to TLS 1.2 says first, which is in the clear: its version, its suite and its certificates.
///
/// For servers that the JDK cannot speak with: TLS 1.0, RSA key exchange, very large chains. It does no cryptography
/// and so proves nothing; it only keeps a bad server from hiding its dates.
public final class FirstFlight {
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int SERVER_HELLO = 2;
    private static final int CERTIFICATE = 11;
    private static final int SERVER_HELLO_DONE = 14;
    private static final int HEADER_BYTES = 4;
    private static final int NONCE_BYTES = 32;
    private static final int SHOWN = 120;
    private static final int LARGEST_RECORD = (1 << 14) + 2_048;
    private static final int LARGEST_MESSAGE = 512 * 1_024;
    // Ten thousand names fill 16; servers that send a few bytes in each have been seen.
    private static final int MOST_RECORDS = 2_000;
    private static final int MOST_CERTIFICATES = 100;

    /// What it says.
    ///
    /// @param version as JSSE names it
    /// @param suite its name in IANA's registry, or its number
    public record Read(List<X509Certificate> chain, String version, String suite) {}

    private final Wire wire;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private int records;

    private FirstFlight(Wire wire) {
        this.wire = wire;
    }

    /// Says a ClientHello, and reads what comes up to the certificates.
    ///
    /// @throws ProbeException for everything but a certificate
    /// @throws IOException when the connection ends before
    public static Read read(Wire wire, String serverName, Random random) throws IOException, ProbeException {
        wire.send(ClientHello.record(serverName, random));
        return new FirstFlight(wire).certificate();
    }

    private Read certificate() throws IOException, ProbeException {
        ServerHello hello = new ServerHello("", "");
        while (true) {
            ByteBuffer message = message();
            int type = message.getInt() >>> 24;
            switch (type) {
                case SERVER_HELLO -> hello = serverHello(message);
                case CERTIFICATE -> {
                    return new Read(chain(message), hello.version(), hello.suite());
                }
                case SERVER_HELLO_DONE -> throw malformed("no certificate in the server's first flight");
                default -> {
                    // Others may come between; none of them matters here.
                }
            }
        }
    }

    private record ServerHello(String version, String suite) {}

    private static ServerHello serverHello(ByteBuffer message) throws ProbeException {
        try {
            int version = message.getShort() & 0xffff;
            message.position(message.position() + NONCE_BYTES);
            int session = message.get() & 0xff;
            message.position(message.position() + session);
            return new ServerHello(TlsNumbers.version(version), TlsNumbers.suite(message.getShort() & 0xffff));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw malformed("a ServerHello that is too short");
        }
    }

    /// The next handshake message, with its header; it may span records, and a record may hold
    /// several.
    private ByteBuffer message() throws IOException, ProbeException {
        receive(HEADER_BYTES);
        int size = HEADER_BYTES + (ByteBuffer.wrap(pending.toByteArray()).getInt() & 0xff_ffff);
        if (size > LARGEST_MESSAGE) {
            throw malformed("a message of " + size + " bytes");
        }
        receive(size);
        byte[] received = pending.toByteArray();
        pending.reset();
        pending.write(received, size, received.length - size);
        return ByteBuffer.wrap(received, 0, size);
    }

    private void receive(int size) throws IOException, ProbeException {
        while (pending.size() < size) {
            pending.writeBytes(fragment());
        }
    }

    private byte[] fragment() throws IOException, ProbeException {
        if (++records > MOST_RECORDS) {
            throw malformed("more than " + MOST_RECORDS + " records");
        }
        byte[] header = wire.read(1);
        if (header[0] != HANDSHAKE && header[0] != ALERT) {
            throw notTls(header);
        }
        byte[] rest = wire.read(4);
        int length = (rest[2] & 0xff) << 8 | (rest[3] & 0xff);
        if (rest[0] != 3 || length > LARGEST_RECORD) {
            throw malformed("a record of version " + rest[0] + " with " + length + " bytes");
        }
        byte[] content = wire.read(length);
        if (header[0] == HANDSHAKE) {
            return content;
        }
        if (length != 2) {
            throw malformed("an alert of " + length + " bytes");
        }
        // A warning is no end (unrecognized_name is sent so by old servers); close_notify is.
        if (content[0] == 1 && content[1] != 0) {
            return new byte[0];
        }
        throw new ProbeException(Fault.TLS_ALERT, TlsNumbers.alert(content[1] & 0xff));
    }

    private static List<X509Certificate> chain(ByteBuffer message) throws ProbeException {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            if (length(message) != message.remaining()) {
                throw malformed("a Certificate message whose length is wrong");
            }
            while (message.hasRemaining() && chain.size() < MOST_CERTIFICATES) {
                byte[] encoded = new byte[Math.min(length(message), LARGEST_MESSAGE)];
                message.get(encoded);
                chain.add((X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded)));
            }
        } catch (BufferUnderflowException e) {
            throw malformed("a Certificate message that is too short");
        } catch (CertificateException | RuntimeException e) {
            // Also whatever strange certificates make the JDK's parser throw.
            throw malformed("certificate " + (chain.size() + 1) + " cannot be read: " + e.getMessage());
        }
        if (chain.isEmpty()) {
            throw malformed("an empty chain");
        }
        return chain;
    }

    private static int length(ByteBuffer message) {
        return (message.get() & 0xff) << 16 | (message.get() & 0xff) << 8 | (message.get() & 0xff);
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
