package dev.nightshift.tls.reader;

import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.wire.ProbeException;
import dev.nightshift.tls.wire.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;

/// The server's part of a handshake of TLS 1.3, which is encrypted from the ServerHello on (RFC 8446 2).
final class EncryptedFlight {
    private static final int CERTIFICATE = 11;
    private static final int CERTIFICATE_REQUEST = 13;
    private static final int CERTIFICATE_VERIFY = 15;
    private static final int FINISHED = 20;
    private static final byte[] CHANGE_CIPHER_SPEC = HexFormat.of().parseHex("140303000101");

    private final Wire wire;
    private final Records records;
    private final ClientHello hello;
    private final Random random;
    private final Map<Group, KeyShare> shares;
    private final ByteArrayOutputStream transcript = new ByteArrayOutputStream();

    /// @param shares for the groups that most servers choose, so that few ask for another
    EncryptedFlight(Wire wire, Records records, ClientHello hello, Map<Group, KeyShare> shares, Random random) {
        this.wire = wire;
        this.records = records;
        this.hello = hello;
        this.shares = new EnumMap<>(shares);
        this.random = random;
    }

    /// Sends the ClientHello.
    void begin() throws IOException {
        send(hello.upToTls13(shares, new byte[0]));
    }

    /// Reads what follows a ServerHello of TLS 1.3.
    FirstFlight.Read read(Records.Message first) throws IOException, ProbeException {
        try {
            ServerHello answer = ServerHello.of(first.body());
            Suite suite = Suite.of(answer.suite())
                    .orElseThrow(() -> malformed("TLS 1.3 with " + CipherSuites.name(answer.suite())));
            KeySchedule schedule = new KeySchedule(suite);
            ServerHello last = answer.isRetry() ? retried(schedule, first, answer) : noted(first, answer);
            Group group = group(last.keyShare());
            byte[] secret = secret(group, last.keyShare());
            records.decryptWith(schedule.serverHandshake(secret, schedule.hash(transcript.toByteArray())));
            return certificate(schedule, suite, group);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw malformed("a message that is too short");
        } catch (GeneralSecurityException e) {
            throw malformed("keys cannot be agreed: " + e.getMessage());
        }
    }

    private ServerHello noted(Records.Message message, ServerHello answer) {
        transcript.writeBytes(message.bytes());
        return answer;
    }

    /// Sends another ClientHello as asked, and takes the answer to that (RFC 8446 4.1.4, 4.4.1).
    private ServerHello retried(KeySchedule schedule, Records.Message request, ServerHello asked)
            throws IOException, ProbeException, GeneralSecurityException {
        byte[] hash = schedule.hash(transcript.toByteArray());
        transcript.reset();
        transcript.writeBytes(Bytes.concat(new byte[] {(byte) 254}, Bytes.sized(3, hash), request.bytes()));
        ByteBuffer wanted = asked.keyShare();
        if (wanted.hasRemaining()) {
            Group group = group(wanted);
            shares.clear();
            shares.put(group, group.newShare(random));
        }
        ByteBuffer cookie = asked.cookie();
        wire.send(CHANGE_CIPHER_SPEC);
        send(hello.upToTls13(shares, cookie.hasRemaining() ? Bytes.rest(Bytes.vector(2, cookie)) : new byte[0]));
        Records.Message message = records.next();
        ServerHello answer = ServerHello.of(message.body());
        if (message.type() != ServerHello.TYPE
                || !answer.isTls13()
                || answer.isRetry()
                || answer.suite() != asked.suite()) {
            throw malformed("no ServerHello after a HelloRetryRequest");
        }
        return noted(message, answer);
    }

    private byte[] secret(Group group, ByteBuffer keyShare) throws ProbeException, GeneralSecurityException {
        KeyShare own = shares.get(group);
        keyShare.getShort();
        byte[] answer = Bytes.rest(Bytes.vector(2, keyShare));
        if (own == null || answer.length != own.answerBytes()) {
            throw malformed("a key of " + answer.length + " bytes for " + group.title);
        }
        try {
            return own.secret(answer);
        } catch (RuntimeException e) {
            // Whatever a strange key makes the JDK throw.
            throw new GeneralSecurityException(e);
        }
    }

    private FirstFlight.Read certificate(KeySchedule schedule, Suite suite, Group group)
            throws IOException, ProbeException, GeneralSecurityException {
        boolean asked = false;
        while (true) {
            Records.Message message = records.next();
            switch (message.type()) {
                case CERTIFICATE_REQUEST -> asked = true;
                case CERTIFICATE -> {
                    Certificates chain = Certificates.ofTls13(message.body());
                    transcript.writeBytes(message.bytes());
                    return new FirstFlight.Read(
                            chain.list(), "TLSv1.3", suite.name(), group.title, asked, possession(schedule, chain));
                }
                case FINISHED -> throw malformed("no certificate in the handshake");
                default -> {
                    // EncryptedExtensions, for one: nothing of it matters here.
                }
            }
            transcript.writeBytes(message.bytes());
        }
    }

    /// Reads the signature that follows the certificate; a connection that ends before it still gave the date.
    private Possession possession(KeySchedule schedule, Certificates chain) throws GeneralSecurityException {
        byte[] hash = schedule.hash(transcript.toByteArray());
        try {
            Records.Message message = records.next();
            return message.type() == CERTIFICATE_VERIFY
                    ? Possession.byServer13(chain.list().getFirst().getPublicKey(), message.body(), hash)
                    : new Possession.Unknown("no signature follows the certificate");
        } catch (IOException | ProbeException e) {
            return new Possession.Unknown("the handshake ends after the certificate: " + e.getMessage());
        }
    }

    private void send(byte[] message) throws IOException {
        transcript.writeBytes(message);
        wire.send(ClientHello.record(message));
    }

    private static Group group(ByteBuffer keyShare) throws ProbeException {
        int number = Bytes.number(2, keyShare.duplicate());
        return Group.of(number).orElseThrow(() -> malformed("group 0x%04x, which was not offered".formatted(number)));
    }

    private static ProbeException malformed(String text) {
        return new ProbeException(Fault.TLS_MALFORMED, text);
    }
}
