package dev.nightshift.tls.starttls;

import dev.nightshift.tls.wire.ProbeException;
import dev.nightshift.tls.wire.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The beginning of a connection with SQL Server: PRELOGIN of TDS 7 (MS-TDS 2.2.6.5, 2.2.3.1 for the packets).
final class Tds {
    /// The types of packets.
    static final int PRELOGIN = 0x12;

    static final int RESPONSE = 0x04;

    /// Of a packet, which its length counts too.
    static final int HEADER = 8;

    private static final int END_OF_MESSAGE = 0x01;
    private static final int MOST_BYTES = 16_384;
    private static final int ERROR_TOKEN = 0xaa;
    private static final int NO_MORE_OPTIONS = 0xff;
    private static final int ENCRYPTION = 0x01;
    // The header; five options as number, place and length: VERSION, ENCRYPTION, INSTOPT, THREADID, MARS; their values,
    // of which ENCRYPTION is ENCRYPT_ON.
    private static final byte[] REQUEST = HexFormat.of()
            .parseHex("1201002f00000100" + "00001a0006" + "0100200001" + "0200210001" + "0300220004" + "0400260001"
                    + "ff" + "100000000000" + "01" + "00" + "00000000" + "00");

    private Tds() {}

    /// Asks for encryption of the whole connection. A server that only encrypts the login has a handshake too.
    static void prelogin(Wire wire) throws IOException, ProbeException {
        wire.send(REQUEST);
        byte[] response = message(wire);
        if (response.length > 0 && (response[0] & 0xff) == ERROR_TOKEN) {
            throw StartTls.refused(error(response));
        }
        int encryption = encryption(response);
        switch (encryption) {
            // ENCRYPT_OFF, ENCRYPT_ON, ENCRYPT_REQ.
            case 0, 1, 3 -> {}
            case 2 -> throw StartTls.refused("ENCRYPT_NOT_SUP: the server does not use TLS");
            default -> throw StartTls.garbled("encryption " + encryption + " in answer to PRELOGIN");
        }
    }

    private static byte[] message(Wire wire) throws IOException, ProbeException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        while (true) {
            int type = wire.read();
            if (type != RESPONSE) {
                throw StartTls.garbled("byte " + type + " in answer to PRELOGIN"
                        + (type == 0x15 ? ", an alert of TLS: the server may speak TDS 8 alone (mssql8)" : ""));
            }
            boolean last = (wire.read() & END_OF_MESSAGE) != 0;
            int length = (wire.read() << 8 | wire.read()) - HEADER;
            wire.read(HEADER - 4);
            if (length < 0 || message.size() + length > MOST_BYTES) {
                throw StartTls.garbled("a packet of " + (length + HEADER) + " bytes in answer to PRELOGIN");
            }
            message.writeBytes(wire.read(length));
            if (last) {
                return message.toByteArray();
            }
            if (length == 0) {
                throw StartTls.garbled("an empty packet in answer to PRELOGIN");
            }
        }
    }

    private static int encryption(byte[] response) throws ProbeException {
        try {
            ByteBuffer options = ByteBuffer.wrap(response);
            for (int option = options.get(); (option & 0xff) != NO_MORE_OPTIONS; option = options.get()) {
                int place = Short.toUnsignedInt(options.getShort());
                int length = Short.toUnsignedInt(options.getShort());
                if (option == ENCRYPTION && length > 0) {
                    return options.get(place) & 0xff;
                }
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException _) {
            throw StartTls.garbled("malformed options in answer to PRELOGIN");
        }
        throw StartTls.garbled("nothing about encryption in answer to PRELOGIN");
    }

    /// Number and text of an ERROR token (MS-TDS 2.2.7.10): its length, number, state, class, text in UTF-16.
    private static String error(byte[] response) throws ProbeException {
        try {
            ByteBuffer token =
                    ByteBuffer.wrap(response).order(ByteOrder.LITTLE_ENDIAN).position(3);
            int number = token.getInt();
            token.getShort();
            byte[] text = new byte[2 * Short.toUnsignedInt(token.getShort())];
            token.get(text);
            return "error " + number + ": " + new String(text, StandardCharsets.UTF_16LE);
        } catch (BufferUnderflowException | IllegalArgumentException _) {
            throw StartTls.garbled("a malformed error in answer to PRELOGIN");
        }
    }
}
