package dev.nightshift.tls.starttls;

import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.wire.Der;
import dev.nightshift.tls.wire.ProbeException;
import dev.nightshift.tls.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/// Asks for TLS in the protocols that have packets, or XML, in place of lines; see [StartTls].
final class StartTlsPackets {
    // Message 1, an extended request for 1.3.6.1.4.1.1466.20037 (RFC 4511 4.12, 4.14.1).
    private static final byte[] LDAP_REQUEST =
            HexFormat.of().parseHex("301d02010177188016312e332e362e312e342e312e313436362e3230303337");
    // Length 8 and the code 80877103 (PostgreSQL documentation, "Message Formats", SSLRequest).
    private static final byte[] POSTGRES_REQUEST = HexFormat.of().parseHex("0000000804d2162f");
    private static final int MYSQL_CLIENT_SSL = 0x0800;
    // 32 bytes, sequence 1: protocol 4.1, SSL and secure connection; 16 MiB packets; utf8mb4;
    // filler.
    private static final byte[] MYSQL_REQUEST =
            HexFormat.of().parseHex("20000001" + "008a0000" + "00000001" + "2d" + "00".repeat(23));
    private static final int MOST_BYTES = 16_384;

    private StartTlsPackets() {}

    static void ldap(Wire wire) throws IOException, ProbeException {
        wire.send(LDAP_REQUEST);
        int tag = wire.read();
        int length = wire.read();
        if (tag != 0x30 || length > 0x82 || length == 0x80) {
            throw StartTls.garbled("no LDAP message");
        }
        if (length > 0x80) {
            length = length == 0x81 ? wire.read() : wire.read() << 8 | wire.read();
        }
        byte[] message = wire.read(Math.min(length, MOST_BYTES));
        try {
            // [message id, [APPLICATION 24] [resultCode, matchedDN, diagnosticMessage, ...]]
            List<Der> parts = Der.values(ByteBuffer.wrap(message));
            List<Der> response = parts.get(1).inside();
            if (parts.get(1).tag() != 0x78 || response.get(0).tag() != 0x0a) {
                throw StartTls.garbled("no extended response of LDAP");
            }
            int code = response.get(0).number();
            if (code != 0) {
                throw StartTls.refused("result " + code + ": " + response.get(2).text());
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw StartTls.garbled("a malformed message of LDAP");
        }
    }

    static void postgres(Wire wire) throws IOException, ProbeException {
        wire.send(POSTGRES_REQUEST);
        int answer = wire.read();
        switch (answer) {
            case 'S' -> {}
            case 'N' -> throw StartTls.refused("N: the server does not use TLS here");
            case 'E' -> throw StartTls.refused("E: an error in answer to SSLRequest");
            default -> throw StartTls.garbled("byte " + answer + " in answer to SSLRequest");
        }
    }

    static void mysql(Wire wire) throws IOException, ProbeException {
        int length = wire.read() | wire.read() << 8 | wire.read() << 16;
        int sequence = wire.read();
        if (length < 1 || length > MOST_BYTES || sequence != 0) {
            throw StartTls.garbled("no greeting of MySQL");
        }
        byte[] greeting = wire.read(length);
        if (greeting[0] == (byte) 0xff) {
            throw StartTls.refused(new String(greeting, StandardCharsets.UTF_8).substring(Math.min(3, length)));
        }
        // Protocol 10, version text and NUL, then: thread (4), scramble (8), filler (1), lower
        // capabilities (2).
        int version = 1;
        while (version < length && greeting[version] != 0) {
            version++;
        }
        int capabilities = version + 1 + 4 + 8 + 1;
        if (greeting[0] != 10 || capabilities + 1 >= length) {
            throw StartTls.garbled("no greeting of protocol 10");
        }
        int offered = (greeting[capabilities] & 0xff) | (greeting[capabilities + 1] & 0xff) << 8;
        if ((offered & MYSQL_CLIENT_SSL) == 0) {
            throw StartTls.refused("the server's greeting does not offer TLS");
        }
        wire.send(MYSQL_REQUEST);
    }

    static void xmpp(Wire wire, String domain) throws IOException, ProbeException {
        wire.send("<?xml version='1.0'?><stream:stream to='" + domain + "' version='1.0' xmlns='jabber:client'"
                + " xmlns:stream='http://etherx.jabber.org/streams'>");
        String features =
                until(wire, "</stream:features>", "<stream:features/>", "</stream:stream>", "</stream:error>");
        if (!features.contains("urn:ietf:params:xml:ns:xmpp-tls")) {
            throw StartTls.refused(features);
        }
        wire.send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        String answer = until(wire, ">");
        if (!answer.contains("<proceed")) {
            throw answer.contains("<failure") ? StartTls.refused(answer) : StartTls.garbled(answer);
        }
    }

    private static String until(Wire wire, String... ends) throws IOException, ProbeException {
        StringBuilder read = new StringBuilder();
        while (read.length() < MOST_BYTES) {
            read.append((char) wire.read());
            for (String end : ends) {
                int start = read.length() - end.length();
                if (start >= 0 && read.indexOf(end, start) == start) {
                    return read.toString();
                }
            }
        }
        throw new ProbeException(Fault.STARTTLS_GARBLED, "no stanza within " + MOST_BYTES + " bytes");
    }
}
