package dev.nightshift.tls.reader;

import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A server of TLS 1.3 with AES-GCM, without a network: what it says next depends on what it was sent.
///
/// Its key schedule is the reader's, which other tests compare with RFC 8448's figures and with OpenSSL.
final class Peer13 {
    private static final int CLIENT_HELLO = 1;
    private static final byte[] CHANGE_CIPHER_SPEC = Flight.hex("140303000101");
    private static final String RETRY = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";

    /// What it does, right or wrong.
    ///
    /// @param group in which it agrees on keys
    /// @param cookie that it asks the client to repeat, together with another key; empty: it asks for nothing
    /// @param recordBytes how much of the messages a record has
    /// @param padding zeros behind it
    /// @param inside changes the messages before they are encrypted
    /// @param outside changes the bytes that are sent
    record Manner(
            Group group,
            String cookie,
            boolean asksForCertificate,
            int recordBytes,
            int padding,
            UnaryOperator<byte[]> inside,
            UnaryOperator<byte[]> outside) {
        static final Manner PLAIN =
                new Manner(Group.X25519, "", false, 16_384, 0, UnaryOperator.identity(), UnaryOperator.identity());

        Manner with(Group other) {
            return new Manner(other, cookie, asksForCertificate, recordBytes, padding, inside, outside);
        }

        Manner asking(String repeated) {
            return new Manner(group, repeated, asksForCertificate, recordBytes, padding, inside, outside);
        }

        Manner inRecords(int bytes, int zeros) {
            return new Manner(group, cookie, asksForCertificate, bytes, zeros, inside, outside);
        }

        Manner asksForCertificate(boolean asks) {
            return new Manner(group, cookie, asks, recordBytes, padding, inside, outside);
        }

        Manner inside(UnaryOperator<byte[]> change) {
            return new Manner(group, cookie, asksForCertificate, recordBytes, padding, change, outside);
        }

        Manner outside(UnaryOperator<byte[]> change) {
            return new Manner(group, cookie, asksForCertificate, recordBytes, padding, inside, change);
        }
    }

    private final Identity identity;
    private final Manner manner;
    private final KeyShare share;
    private final KeySchedule schedule = new KeySchedule(Suite.TLS_AES_128_GCM_SHA256);
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final ByteArrayOutputStream transcript = new ByteArrayOutputStream();
    private final List<byte[]> hellos = new ArrayList<>();
    private InputStream saying = InputStream.nullInputStream();

    Peer13(Identity identity, Manner manner, KeyShare share) throws GeneralSecurityException {
        this.identity = identity;
        this.manner = manner;
        this.share = share;
    }

    Peer13(Identity identity, Manner manner) throws GeneralSecurityException {
        this(identity, manner, manner.group().newShare(new Random(2)));
    }

    /// The client's side of the connection.
    Wire wire() {
        InputStream in = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("a wire reads more than a byte");
            }

            @Override
            public int read(byte[] bytes, int from, int count) throws IOException {
                answer();
                return saying.read(bytes, from, count);
            }
        };
        return new Wire(in, received, 1_000_000);
    }

    /// The ClientHellos so far, each a whole message.
    List<byte[]> hellos() {
        return hellos;
    }

    private void answer() throws IOException {
        if (received.size() == 0) {
            return;
        }
        byte[] said = received.toByteArray();
        received.reset();
        // A second ClientHello comes behind a change_cipher_spec.
        int start = said[0] == 20 ? CHANGE_CIPHER_SPEC.length : 0;
        byte[] hello = Arrays.copyOfRange(said, start + 5, said.length);
        if (hello[0] != CLIENT_HELLO) {
            throw new IOException("no ClientHello");
        }
        hellos.add(hello);
        try {
            boolean retry = !manner.cookie().isEmpty() && hellos.size() == 1;
            byte[] answer = retry
                    ? manner.outside().apply(retry(hello))
                    : prepared(hello).said(manner);
            saying = new ByteArrayInputStream(answer);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private byte[] retry(byte[] hello) throws GeneralSecurityException {
        byte[] request = hello(
                Flight.hex(RETRY),
                extension(51, Bytes.number(2, manner.group().number)),
                extension(44, Bytes.sized(2, manner.cookie().getBytes(StandardCharsets.US_ASCII))));
        byte[] hash = schedule.hash(hello);
        transcript.writeBytes(Bytes.concat(Flight.message(254, hash), request));
        return Bytes.concat(Flight.record(22, request), CHANGE_CIPHER_SPEC);
    }

    /// What answers a ClientHello, before anything is encrypted.
    ///
    /// @param secret agreed, and the hash of the messages up to the ServerHello
    record Prepared(ByteBuffer serverHello, ByteBuffer messages, ByteBuffer secret, ByteBuffer hash) {
        /// What is sent of it.
        byte[] said(Manner manner) throws GeneralSecurityException {
            byte[] encrypted = encrypted(
                    new KeySchedule(Suite.TLS_AES_128_GCM_SHA256)
                            .serverHandshake(Bytes.rest(secret.duplicate()), Bytes.rest(hash.duplicate())),
                    manner.inside().apply(Bytes.rest(messages.duplicate())),
                    manner);
            byte[] clear = Bytes.concat(Flight.record(22, Bytes.rest(serverHello.duplicate())), CHANGE_CIPHER_SPEC);
            return manner.outside().apply(Bytes.concat(clear, encrypted));
        }
    }

    /// Calculates all that does not depend on its manner.
    Prepared prepared(byte[] hello) throws GeneralSecurityException {
        byte[] key = Bytes.concat(Bytes.number(2, manner.group().number), Bytes.sized(2, share.offer()));
        byte[] serverHello = hello(new byte[32], extension(51, key));
        transcript.writeBytes(Bytes.concat(hello, serverHello));
        byte[] hash = schedule.hash(transcript.toByteArray());
        byte[] before = Bytes.concat(
                Flight.message(8, new byte[2]),
                manner.asksForCertificate() ? Flight.message(13, new byte[3]) : new byte[0],
                certificate());
        transcript.writeBytes(before);
        return new Prepared(
                ByteBuffer.wrap(serverHello),
                ByteBuffer.wrap(Bytes.concat(before, certificateVerify())),
                ByteBuffer.wrap(share.secret(clientKey(hello))),
                ByteBuffer.wrap(hash));
    }

    private static byte[] encrypted(RecordKey keys, byte[] messages, Manner manner) throws GeneralSecurityException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0; from < messages.length; from += manner.recordBytes()) {
            byte[] part = Arrays.copyOfRange(messages, from, Math.min(messages.length, from + manner.recordBytes()));
            byte[] inner = Bytes.concat(part, new byte[] {22}, new byte[manner.padding()]);
            byte[] header = Bytes.concat(Flight.hex("170303"), Bytes.number(2, inner.length + 16));
            out.writeBytes(header);
            out.writeBytes(encrypt(keys, header, inner));
        }
        return out.toByteArray();
    }

    private static byte[] encrypt(RecordKey keys, byte[] header, byte[] inner) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(keys.key(), "AES"), new GCMParameterSpec(128, keys.nonce()));
        cipher.updateAAD(header);
        return cipher.doFinal(inner);
    }

    private byte[] certificate() throws GeneralSecurityException {
        byte[] entry = Bytes.concat(Bytes.sized(3, identity.certificate().getEncoded()), new byte[2]);
        return Flight.message(11, Bytes.concat(new byte[1], Bytes.sized(3, entry)));
    }

    private byte[] certificateVerify() throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(identity.keys().getPrivate());
        signature.update((" ".repeat(64) + "TLS 1.3, server CertificateVerify\0").getBytes(StandardCharsets.US_ASCII));
        signature.update(schedule.hash(transcript.toByteArray()));
        return Flight.message(15, Bytes.concat(Flight.hex("0403"), Bytes.sized(2, signature.sign())));
    }

    private static byte[] hello(byte[] random, byte[]... extensions) {
        byte[] all = Bytes.concat(extension(43, Flight.hex("0304")), Bytes.concat(extensions));
        return Flight.message(
                2, Bytes.concat(Flight.hex("0303"), random, new byte[1], Flight.hex("130100"), Bytes.sized(2, all)));
    }

    private static byte[] extension(int type, byte[] content) {
        return Bytes.concat(Bytes.number(2, type), Bytes.sized(2, content));
    }

    private byte[] clientKey(byte[] hello) throws GeneralSecurityException {
        ByteBuffer body = ByteBuffer.wrap(hello, 4, hello.length - 4);
        body.position(body.position() + 34);
        Bytes.vector(1, body);
        Bytes.vector(2, body);
        Bytes.vector(1, body);
        ByteBuffer extensions = Bytes.vector(2, body);
        while (extensions.hasRemaining()) {
            int type = Bytes.number(2, extensions);
            ByteBuffer content = Bytes.vector(2, extensions);
            if (type == 51) {
                ByteBuffer keys = Bytes.vector(2, content);
                while (keys.hasRemaining()) {
                    int group = Bytes.number(2, keys);
                    byte[] key = Bytes.rest(Bytes.vector(2, keys));
                    if (group == manner.group().number) {
                        return key;
                    }
                }
            }
        }
        throw new GeneralSecurityException("no key for " + manner.group());
    }
}
